// What happens to processes: they die, hang, go on and start, and who notices (reference 9.1 and 9.2).
import type { Election } from "./election.ts";
import type { FailureDetector } from "./failure-detector.ts";
import type { Fleet } from "./fleet.ts";
import type { Nodes } from "./nodes.ts";
import type { Process } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Zookeeper } from "./zookeeper.ts";

export interface StartOptions {
  /** ms from the start until `beacon_failed_count` appears. */
  readonly startMs?: number;
  /** ms from then on in which a `/meta/*` request still kills the meta. */
  readonly dangerMs?: number;
  /** ms from the start in which it closes connections without an answer, as real servers do for some 7 ms; 0 when left out. */
  readonly deafMs?: number;
}

interface Parts {
  readonly fleet: Fleet;
  readonly election: Election;
  readonly zookeeper: Zookeeper;
  readonly detector: FailureDetector;
  readonly nodes: Nodes;
}

export class Lives {
  /** Replica servers have heard of a leader lately: without one they serve nobody (flag `fd_lease_seconds`). */
  hasLease = true;
  private readonly place: Surroundings;
  private readonly parts: Parts;

  constructor(place: Surroundings, parts: Parts) {
    this.place = place;
    this.parts = parts;
  }

  died(address: string, at: number): void {
    const process = this.place.processAt(address);
    if (process.state === "down") return;
    const wasUp = process.state === "up";
    process.state = "down";
    if (wasUp) this.fellSilent(process, at);
    else this.parts.nodes.gone(address);
  }

  froze(address: string, at: number): void {
    const process = this.place.processAt(address);
    if (process.state !== "up") return;
    process.state = "frozen";
    this.fellSilent(process, at);
  }

  thawed(address: string, at: number): void {
    const { detector, election, nodes } = this.parts;
    const process = this.place.processAt(address);
    if (process.state !== "frozen") return;
    process.state = "up";
    if (process.role === "replica") {
      detector.heard(address, at);
      nodes.thawed(address, at);
    } else if (process.role === "meta") {
      election.resumed(address, at);
      if (this.place.leader !== null) this.lease(true, at);
      election.offer(at);
    }
  }

  started(address: string, at: number, options: StartOptions): void {
    const { times } = this.place;
    const countsBeaconsFrom = at + (options.startMs ?? times.metaStart);
    const fragileUntil = countsBeaconsFrom + (options.dangerMs ?? times.metaDanger);
    const speaksFrom = at + (options.deafMs ?? 0);
    const process = this.parts.fleet.start(address, { startedAt: at, speaksFrom, countsBeaconsFrom, fragileUntil });
    if (process.role === "meta") this.metaStarted(process);
    else if (process.role === "replica") this.replicaStarted(process);
  }

  /** Nobody has led for so long that replica servers give up, or somebody does again. */
  lease(has: boolean, at: number): void {
    if (this.hasLease === has) return;
    this.hasLease = has;
    for (const { partitions } of this.place.tables.available) for (const partition of partitions) partition.refresh(at);
  }

  private metaStarted(process: Process): void {
    const { election, zookeeper } = this.parts;
    if (!zookeeper.isUp) {
      zookeeper.hold(process);
      return;
    }
    this.place.schedule.plan(process.fragileUntil, (due) => {
      if (this.isStill(process)) election.offer(due);
    });
  }

  private replicaStarted(process: Process): void {
    const { address, startedAt } = process;
    const { times, census, schedule } = this.place;
    this.parts.nodes.started(address);
    const opens = Math.min(
      times.firstBeaconMost,
      times.firstBeacon + census.heldBy(address).length * times.openReplica,
    );
    schedule.plan(startedAt + opens, (due) => {
      if (!this.isStill(process)) return;
      this.parts.nodes.reported(address, due);
      this.parts.detector.heard(address, due);
    });
  }

  private fellSilent({ address, role }: Process, at: number): void {
    if (role === "replica") {
      this.parts.detector.silent(address, at);
      this.parts.nodes.fellSilent(address, at);
    } else if (role === "meta") this.metaLost(address, at);
  }

  private metaLost(meta: string, at: number): void {
    const { election } = this.parts;
    const { schedule, times } = this.place;
    election.lost(meta, at);
    schedule.plan(at + times.lease, (due) => {
      const vacancy = election.vacancies.at(-1);
      if (vacancy?.to === null && due - vacancy.from >= times.lease) this.lease(false, due);
    });
  }

  private isStill(process: Process): boolean {
    return this.place.processAt(process.address) === process && process.state === "up";
  }
}
