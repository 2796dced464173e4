// Where the made-up server allocates its memory, by what it keeps there.
import { callPaths, type CallPath } from "./call-tree.ts";
import { THREADS } from "./threads.ts";

const BLOCK_CACHE = `
dsn::replication::replica_stub::on_client_read
  dsn::replication::replica::on_client_read
    pegasus::server::pegasus_server_impl::on_get
      rocksdb::DBImpl::GetImpl
        rocksdb::BlockBasedTable::Get
          rocksdb::BlockBasedTable::NewDataBlockIterator
            rocksdb::BlockFetcher::ReadBlockContents
              70 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9
            rocksdb::LRUCacheShard::Insert
              3 tc_malloc @ libtcmalloc_and_profiler.so.4.5.9
    pegasus::server::pegasus_server_impl::on_multi_get
      rocksdb::DBIter::Next
        rocksdb::BlockBasedTableIterator::Next
          rocksdb::BlockFetcher::ReadBlockContents
            27 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9`;

const MEMTABLES = `
dsn::replication::replica_stub::on_prepare
  dsn::replication::replica::on_prepare
    rocksdb::DBImpl::WriteImpl
      rocksdb::MemTable::Add
        rocksdb::ConcurrentArena::AllocateAligned
          rocksdb::Arena::AllocateNewBlock
            60 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9
dsn::replication::replica_stub::on_client_write
  dsn::replication::replica::on_client_write
    rocksdb::DBImpl::WriteImpl
      rocksdb::MemTable::Add
        rocksdb::Arena::AllocateNewBlock
          40 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9`;

const FILTERS = `
pegasus::server::pegasus_server_impl::start
  rocksdb::DB::Open
    rocksdb::BlockBasedTable::Open
      rocksdb::PartitionedFilterBlockReader::Create
        55 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9
      rocksdb::BinarySearchIndexReader::Create
        45 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9`;

const MESSAGES = `
boost::asio::detail::reactive_socket_recv_op::do_complete
  dsn::rpc_session::on_recv_message
    dsn::message_reader::read_buffer_ptr
      dsn::utils::make_shared_array
        50 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9
    dsn::thrift_message_parser::get_message_on_receive
      dsn::message_ex::create_receive_message
        30 tc_new @ libtcmalloc_and_profiler.so.4.5.9`;

const MUTATIONS = `
dsn::replication::replica_stub::on_prepare
  dsn::replication::replica::on_prepare
    dsn::replication::mutation::read_from
      20 tc_new @ libtcmalloc_and_profiler.so.4.5.9
    dsn::replication::prepare_list::prepare
      10 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9
    dsn::replication::mutation_log_private::append
      dsn::replication::log_block::add
        dsn::binary_writer::create_new_buffer
          25 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9`;

const METRICS = `
dsn::replication::replica_stub::new_replica
  dsn::replication::replica::replica
    pegasus::server::pegasus_server_impl::pegasus_server_impl
      dsn::percentile_prototype::instantiate
        dsn::percentile::percentile
          90 tc_memalign @ libtcmalloc_and_profiler.so.4.5.9
      dsn::counter_prototype::instantiate
        dsn::striped_long_adder::striped_long_adder
          10 tc_memalign @ libtcmalloc_and_profiler.so.4.5.9`;

const STATE = `
dsn::replication::server_state::sync_apps_from_remote_storage
  dsn::replication::app_state::create
    40 tc_new @ libtcmalloc_and_profiler.so.4.5.9
    std::vector
      30 tc_new @ libtcmalloc_and_profiler.so.4.5.9
dsn::utils::zookeeper_session::attach
  20 tc_malloc @ libtcmalloc_and_profiler.so.4.5.9
dsn::service_app::start
  std::_Hashtable
    10 tc_new @ libtcmalloc_and_profiler.so.4.5.9`;

/** What memory is kept for, the stacks that asked for it, and bytes of one piece. */
export const ALLOCATIONS = {
  blockCache: { paths: callPaths(BLOCK_CACHE, THREADS.request), size: 8432 },
  memtables: { paths: callPaths(MEMTABLES, THREADS.request), size: 1_048_576 },
  filters: { paths: callPaths(FILTERS, THREADS.work), size: 65_536 },
  messages: { paths: callPaths(MESSAGES, THREADS.network), size: 65_536 },
  mutations: { paths: callPaths(MUTATIONS, THREADS.request), size: 4096 },
  metrics: { paths: callPaths(METRICS, THREADS.work), size: 32_768 },
  state: { paths: callPaths(STATE, THREADS.work), size: 256 },
} as const satisfies Readonly<Record<string, { readonly paths: readonly CallPath[]; readonly size: number }>>;

export type Keep = keyof typeof ALLOCATIONS;
