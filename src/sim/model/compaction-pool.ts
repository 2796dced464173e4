// The manual compactions of one replica server process: a queue, a few workers, and what is finished
// (server/pegasus_manual_compact_service.cpp). A dead process takes all of it along but the times of the last ones, which lie in
// RocksDB.
import type { CompactionState } from "#pegasus/answers/compaction.ts";
import type { Replica } from "./partition.ts";
import type { Process } from "./process.ts";

/** `worker_count` of THREAD_POOL_COMPACT in the stock configuration. */
const WORKERS = 8;

interface Job {
  readonly replica: Replica;
  state: "queuing" | "running";
}

interface Rules {
  /** Whether a worker may begin with it while so many others run: its table may have been limited or disabled meanwhile. */
  readonly mayRun: (replica: Replica, running: number) => boolean;
  /** Lets `done` be called when the compaction has run. */
  readonly run: (replica: Replica, at: number, done: (at: number) => void) => void;
  readonly finished: (replica: Replica, at: number) => void;
}

export class CompactionPool {
  readonly process: Process;
  private readonly rules: Rules;
  private readonly jobs = new Map<Replica, Job>();
  private readonly finished = new Set<Replica>();

  constructor(process: Process, rules: Rules) {
    this.process = process;
    this.rules = rules;
  }

  stateOf(replica: Replica): CompactionState {
    return this.jobs.get(replica)?.state ?? (this.finished.has(replica) ? "finished" : "idle");
  }

  /** Some copies have been compacted by this process without being seen at it: the cluster is older than the simulation. */
  remember(replica: Replica): void {
    this.finished.add(replica);
  }

  /** One that waits or runs already is not queued again. */
  enqueue(replica: Replica, at: number): void {
    if (this.jobs.has(replica)) return;
    this.jobs.set(replica, { replica, state: "queuing" });
    this.work(at);
  }

  private work(at: number): void {
    let running = [...this.jobs.values()].filter(({ state }) => state === "running").length;
    for (const job of this.jobs.values()) {
      if (running >= WORKERS) return;
      if (job.state !== "queuing") continue;
      if (job.replica.role === "closed" || !this.rules.mayRun(job.replica, running)) {
        // It is not put off but forgotten, and queued again at the next config sync.
        this.jobs.delete(job.replica);
        continue;
      }
      job.state = "running";
      running++;
      this.rules.run(job.replica, at, (done) => {
        this.end(job.replica, done);
      });
    }
  }

  private end(replica: Replica, at: number): void {
    this.jobs.delete(replica);
    if (replica.role !== "closed") {
      this.finished.add(replica);
      this.rules.finished(replica, at);
    }
    this.work(at);
  }
}
