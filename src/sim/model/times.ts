// How long things take in a cluster, as observed on a real one (reference 9.1 and 9.2), in ms.

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export type Times = ReturnType<typeof scaledTimes>;

/** All durations times `scale`. */
export function scaledTimes(scale: number) {
  return {
    /** For what is no constant, such as the timers that flags set. */
    scale,
    /** The lock of a dead leader outlives it: the others go on naming it meanwhile. */
    session: 9 * SECOND * scale,
    /** A new leader has not loaded its tables yet and answers an empty cluster, then a part of it. */
    emptyLeader: 80 * scale,
    /** Between two looks of the leader at all partitions: flag `lb_interval_ms`. */
    round: 10 * SECOND * scale,
    /** Until all replica servers have told the leader what they hold: the balancer has no plan before (recordings 06 and 07). */
    sync: 30 * SECOND * scale,
    /** A replica server without beacons is declared dead. */
    grace: 22 * SECOND * scale,
    /** One that has had no answer to its beacons for so long gives up its replicas: flag `fd_lease_seconds`. */
    lease: 20 * SECOND * scale,
    /** A replica server that has come up is ALIVE: at least, for each replica that it opens before, and at most. */
    firstBeacon: 0.15 * SECOND * scale,
    openReplica: 20 * scale,
    firstBeaconMost: 5 * SECOND * scale,
    /** After it is ALIVE, the leader knows what it holds: for each replica, and at most. */
    collectReplica: 20 * scale,
    collectMost: 5 * SECOND * scale,
    /** Between two beacons of a replica server. */
    beacon: 3 * SECOND * scale,
    /** A write to a copy on a dead server fails. */
    writeRefused: 0.5 * SECOND * scale,
    /** A write to a copy on a frozen server fails: flag `prepare_timeout_ms_for_secondaries`. */
    writeTimeout: 3 * SECOND * scale,
    /** How long a node that fell out is waited for before others take its copies: flag `replica_assign_delay_ms_for_dropouts`. */
    dropout: 10 * MINUTE * scale,
    /** A copy that was there before catches up, or an empty one is made. */
    catchUp: 0.3 * SECOND * scale,
    /** A node that begins to fetch a copy takes no other in its place before. */
    learnSlot: 0.5 * SECOND * scale,
    /** To fetch one MiB of a copy that was not there. */
    fetchMb: 15 * scale,
    /** The metrics of a copy outlive it: 10 minutes in memory and 10 more in the registry, give or take. */
    closedReplica: 18 * MINUTE * scale,
    closedReplicaMore: 4 * MINUTE * scale,
    /** A starting meta's `beacon_failed_count` appears. */
    metaStart: 0.2 * SECOND * scale,
    /** From then on, how long a `/meta/*` request still kills it. */
    metaDanger: 0.4 * SECOND * scale,
    /** A meta that starts without ZooKeeper gives up: flag `timeout_ms`. */
    metaGivesUp: 10 * SECOND * scale,
    /** From the order until a new table is listed, then until its first primaries are assigned (recording 03). */
    createTable: 0.5 * SECOND * scale,
    assignPrimaries: 1.3 * SECOND * scale,
    /** From one part of its primaries to the next, and until those serve and get secondaries. */
    assignMore: 0.4 * SECOND * scale,
    openPrimary: 0.6 * SECOND * scale,
    dropTable: 50 * scale,
    recallTable: 0.5 * SECOND * scale,
    /** A child of a split registers: at least, and for each MiB that it takes over (recording 03b). */
    splitPartition: 4 * SECOND * scale,
    splitMb: 25 * scale,
  };
}
