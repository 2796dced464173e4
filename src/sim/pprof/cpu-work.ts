// Where the made-up server spends its time, by what it is busy with. The stacks are like those of a real one (recordings/pprof).
import { callPaths, type CallPath } from "./call-tree.ts";
import { THREADS } from "./threads.ts";

const REPLY = (indent: string): string =>
  [
    "dsn::rpc_holder::internal::reply",
    "  2 dsn::message_ex::create_response",
    "  1 dsn::marshall",
    "    2 apache::thrift::protocol::TBinaryProtocolT",
    "  dsn_rpc_reply",
    "    1 dsn::rpc_engine::reply",
    "      dsn::rpc_session::send_message",
    "        1 dsn::tools::asio_rpc_session::send",
    "          boost::asio::detail::reactive_socket_send_op_base::do_perform",
    "            13 __libc_sendmsg @ libc.so.6",
    "          1 boost::asio::detail::epoll_reactor::start_op",
    "            2 epoll_ctl @ libc.so.6",
  ]
    .map((line) => indent + line)
    .join("\n");

const READ = `
dsn::replication::replica_stub::on_client_read
  2 dsn::replication::replica::on_client_read
    1 dsn::replication::replica_access_controller::allowed
    1 dsn::utils::throttling_controller::control
    pegasus::server::pegasus_read_service::on_request
      dsn::replication::storage_serverlet::handle_request
        1 pegasus::server::pegasus_server_impl::on_get
          1 pegasus::server::capacity_unit_calculator::add_get_cu
          1 pegasus::server::hotkey_collector::capture_hash_key
          rocksdb::DBImpl::Get
            2 rocksdb::DBImpl::GetImpl
              1 rocksdb::ColumnFamilyData::GetThreadLocalSuperVersion
              1 rocksdb::MemTable::Get
                3 rocksdb::InlineSkipList::FindGreaterOrEqual
              1 rocksdb::Version::Get
                rocksdb::TableCache::Get
                  1 rocksdb::BlockBasedTable::Get
                    2 rocksdb::FullFilterBlockReader::MayMatch
                    1 rocksdb::BlockBasedTable::NewDataBlockIterator
                      2 rocksdb::LRUCacheShard::Lookup
                        1 pthread_mutex_lock @ libc.so.6
                      rocksdb::BlockFetcher::ReadBlockContents
                        4 pread64 @ libc.so.6
                        1 rocksdb::crc32c::ExtendImpl
                        2 LZ4_decompress_safe @ liblz4.so.1.9.4
                    3 rocksdb::DataBlockIter::SeekForGetImpl
          2 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9
          1 __memmove_avx_unaligned_erms @ libc.so.6
${REPLY("        ")}`;

const SCAN = `
dsn::replication::replica_stub::on_client_read
  1 dsn::replication::replica::on_client_read
    pegasus::server::pegasus_read_service::on_request
      dsn::replication::storage_serverlet::handle_request
        2 pegasus::server::pegasus_server_impl::on_multi_get
          1 pegasus::server::pegasus_server_impl::append_key_value_for_multi_get
            3 __memmove_avx_unaligned_erms @ libc.so.6
            2 tc_malloc @ libtcmalloc_and_profiler.so.4.5.9
          2 pegasus::server::pegasus_server_impl::validate_key_value_for_scan
          rocksdb::DBIter::Next
            3 rocksdb::MergingIterator::Next
              4 rocksdb::BlockBasedTableIterator::Next
                5 rocksdb::DataBlockIter::NextImpl
                rocksdb::BlockFetcher::ReadBlockContents
                  5 pread64 @ libc.so.6
                  3 LZ4_decompress_safe @ liblz4.so.1.9.4
            2 rocksdb::DBIter::FindNextUserEntryInternal
${REPLY("        ")}`;

const SEND_PREPARE = `
dsn::replication::replica_stub::on_client_write
  1 dsn::replication::replica::on_client_write
    2 dsn::replication::mutation_queue::add_work
    1 dsn::replication::replica::init_prepare
      dsn::replication::mutation_log_private::append
        2 dsn::replication::log_block::add
      1 dsn::replication::replica::send_prepare_message
        2 dsn::replication::mutation::write_to
        dsn_rpc_call
          1 dsn::rpc_engine::call_ip
            dsn::rpc_session::send_message
              dsn::tools::asio_rpc_session::send
                boost::asio::detail::reactive_socket_send_op_base::do_perform
                  14 __libc_sendmsg @ libc.so.6`;

const APPLY = (indent: string): string =>
  [
    "1 dsn::replication::prepare_list::commit",
    "  dsn::replication::replica::execute_mutation",
    "    1 dsn::replication::replication_app_base::apply_mutation",
    "      pegasus::server::pegasus_server_impl::on_batched_write_requests",
    "        2 pegasus::server::pegasus_server_write::on_batched_writes",
    "          1 pegasus::server::pegasus_write_service::batch_put",
    "            2 pegasus::server::rocksdb_wrapper::write_batch_put_ctx",
    "          pegasus::server::pegasus_write_service::batch_commit",
    "            1 pegasus::server::rocksdb_wrapper::write",
    "              2 rocksdb::DBImpl::WriteImpl",
    "                rocksdb::WriteBatchInternal::InsertInto",
    "                  2 rocksdb::MemTable::Add",
    "                    2 rocksdb::InlineSkipList::Insert",
    "                      9 rocksdb::InlineSkipList::FindSpliceForLevel",
    "                    1 rocksdb::ConcurrentArena::AllocateAligned",
    "                2 rocksdb::WriteThread::JoinBatchGroup",
  ]
    .map((line) => indent + line)
    .join("\n");

const PREPARED = `
1 dsn::replication::replica::on_prepare_reply
  dsn::replication::replica::do_possible_commit_on_primary
${APPLY("    ")}
${REPLY("    ")}`;

const PREPARE = `
dsn::replication::replica_stub::on_prepare
  2 dsn::replication::replica::on_prepare
    1 dsn::replication::mutation::read_from
      2 dsn::rpc_read_stream::read
    dsn::replication::prepare_list::prepare
${APPLY("      ")}
    1 dsn::replication::mutation_log_private::append
      3 dsn::replication::log_block::add`;

const LOG = `
dsn::replication::mutation_log_private::commit_pending_mutations
  1 dsn::replication::replica::on_append_log_completed
    dsn::replication::replica::ack_prepare_message
      dsn_rpc_reply
        dsn::rpc_session::send_message
          dsn::tools::asio_rpc_session::send
            boost::asio::detail::reactive_socket_send_op_base::do_perform
              9 __libc_sendmsg @ libc.so.6
  1 dsn::native_linux_aio_provider::aio_internal
    dsn::native_linux_aio_provider::write
      7 __libc_pwrite64 @ libc.so.6
  2 dsn::utils::crc32_calc`;

const RECEIVE = `
1 boost::asio::detail::epoll_reactor::descriptor_state::do_complete
  boost::asio::detail::reactive_socket_recv_op_base::do_perform
    8 __libc_recv @ libc.so.6
  boost::asio::detail::reactive_socket_recv_op::do_complete
    dsn::rpc_session::on_recv_message
      1 dsn::thrift_message_parser::get_message_on_receive
        2 tc_newarray @ libtcmalloc_and_profiler.so.4.5.9
      1 dsn::network::on_recv_request
        1 dsn::rpc_engine::on_recv_request
          dsn::rpc_request_task::enqueue
            1 dsn::tools::simple_task_queue::enqueue
              7 futex_wake @ libc.so.6
boost::asio::detail::epoll_reactor::run
  11 epoll_wait @ libc.so.6`;

const WAIT = `
1 dsn::tools::simple_task_queue::dequeue
  4 __futex_abstimed_wait_common64 @ libc.so.6`;

const TIMERS = `
1 boost::asio::detail::wait_handler::do_complete
  dsn::tools::simple_timer_service::add_timer
    1 dsn::task::enqueue
      1 futex_wake @ libc.so.6
boost::asio::detail::epoll_reactor::run
  3 epoll_wait @ libc.so.6`;

const METRICS = `
1 dsn::percentile_timer::on_timer
  dsn::percentile::find_nth_elements
    4 dsn::stl_nth_element_finder::operator
      3 std::__introselect`;

const COMPACTION = `
rocksdb::DBImpl::BackgroundCallCompaction
  rocksdb::DBImpl::BackgroundCompaction
    rocksdb::CompactionJob::Run
      2 rocksdb::CompactionJob::ProcessKeyValueCompaction
        4 rocksdb::CompactionIterator::NextFromInput
          2 pegasus::server::KeyWithTTLCompactionFilter::Filter
            1 pegasus::pegasus_extract_expire_ts
            2 pegasus::pegasus_key_hash
        rocksdb::MergingIterator::Next
          5 rocksdb::DataBlockIter::NextImpl
          rocksdb::BlockFetcher::ReadBlockContents
            7 pread64 @ libc.so.6
            8 LZ4_decompress_safe @ liblz4.so.1.9.4
        2 rocksdb::BlockBasedTableBuilder::Add
          3 rocksdb::BlockBuilder::AddWithLastKey
          1 rocksdb::BlockBasedTableBuilder::Flush
            14 LZ4_compress_fast_continue @ liblz4.so.1.9.4
            3 rocksdb::crc32c::ExtendImpl
            rocksdb::WritableFileWriter::Flush
              6 __libc_pwrite64 @ libc.so.6`;

const FLUSH = `
rocksdb::DBImpl::BackgroundCallFlush
  rocksdb::FlushJob::Run
    2 rocksdb::BuildTable
      3 rocksdb::InlineSkipList::Iterator::Next
      rocksdb::BlockBasedTableBuilder::Flush
        5 LZ4_compress_fast_continue @ liblz4.so.1.9.4
        rocksdb::WritableFileWriter::Flush
          3 __libc_pwrite64 @ libc.so.6`;

const LEAD = `
dsn::replication::meta_service::on_config_sync
  2 dsn::replication::server_state::on_config_sync
    1 dsn::marshall
      2 apache::thrift::protocol::TBinaryProtocolT
dsn::replication::meta_server_failure_detector::on_ping
  1 dsn::fd::failure_detector::on_ping_internal
dsn::replication::server_state::check_all_partitions
  3 dsn::replication::partition_healer::cure
  2 dsn::replication::greedy_load_balancer::check
    2 std::_Rb_tree`;

const HTTP = `
1 dsn::http_server::serve
  1 dsn::metrics_http_service::get_metrics_handler
    dsn::metric_registry::encode_entities
      2 dsn::metric_entity::take_snapshot
        3 rapidjson::internal::u64toa
        2 std::_Hashtable
  1 dsn::http_request_parser::parse`;

/** All that a server can be busy with, each with the stacks that it is seen in. */
export const CPU_WORK = {
  read: callPaths(READ, THREADS.request),
  scan: callPaths(SCAN, THREADS.request),
  write: [...callPaths(SEND_PREPARE, THREADS.request), ...callPaths(PREPARED, THREADS.response)],
  replicate: callPaths(PREPARE, THREADS.request),
  log: callPaths(LOG, THREADS.aio),
  network: [...callPaths(RECEIVE, THREADS.network), ...callPaths(WAIT, THREADS.worker)],
  compact: callPaths(COMPACTION, THREADS.rocksdb),
  flush: callPaths(FLUSH, THREADS.rocksdb),
  lead: callPaths(LEAD, THREADS.work),
  idle: [
    ...callPaths(TIMERS, THREADS.network),
    ...callPaths(METRICS, THREADS.work),
    ...callPaths(WAIT, THREADS.worker),
    ...callPaths(HTTP, THREADS.request),
  ],
} as const satisfies Readonly<Record<string, readonly CallPath[]>>;

export type Work = keyof typeof CPU_WORK;
