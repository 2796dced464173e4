// How the threads of the made-up server begin: every stack of a profile ends in one of these.
import { callers, type Frame } from "./call-tree.ts";

const THREAD = callers(
  "clone3 @ libc.so.6",
  "start_thread @ libc.so.6",
  "execute_native_thread_routine @ libstdc++.so.6.0.30",
);

const WORKER: readonly Frame[] = [
  ...THREAD,
  ...callers("std::thread::_State_impl", "dsn::task_worker::run_internal", "dsn::task_worker::loop"),
];

const TASK: readonly Frame[] = [...WORKER, ...callers("dsn::task::exec_internal")];

/** By what they are for. */
export const THREADS = {
  worker: WORKER,
  request: [...TASK, ...callers("dsn::rpc_request_task::exec", "std::_Function_handler")],
  response: [...TASK, ...callers("dsn::rpc_response_task::exec", "std::_Function_handler")],
  aio: [...TASK, ...callers("dsn::aio_task::exec", "std::_Function_handler")],
  work: [...TASK, ...callers("dsn::raw_task::exec", "std::_Function_handler")],
  network: [
    ...THREAD,
    ...callers(
      "std::thread::_State_impl",
      "boost::asio::detail::scheduler::run",
      "boost::asio::detail::scheduler::do_run_one",
    ),
  ],
  rocksdb: [
    ...THREAD,
    ...callers("rocksdb::ThreadPoolImpl::Impl::BGThreadWrapper", "rocksdb::ThreadPoolImpl::Impl::BGThread"),
  ],
} as const satisfies Readonly<Record<string, readonly Frame[]>>;
