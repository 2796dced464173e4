// How long things take in a cluster, as observed on a real one (reference 9.1 and 9.2), in ms.

export interface Times {
  /** Factor that all of them have been multiplied with; for what is no constant, such as the timers that flags set. */
  readonly scale: number;
  /** The lock of a dead leader outlives it: the others go on naming it meanwhile. */
  readonly session: number;
  /** A new leader has not loaded its tables yet and answers an empty cluster. */
  readonly emptyLeader: number;
  /** A new leader has no balance plan yet, then an incomplete one, then a whole one after this time. */
  readonly balanceRound: number;
  /** A replica server without beacons is declared dead. */
  readonly grace: number;
  /** A replica server that has come up is ALIVE again. */
  readonly firstBeacon: number;
  /** After it is ALIVE, partitions that have no other copy get their primary back on it. */
  readonly onlyCopyBack: number;
  /** After it is ALIVE, it has learned its other copies again. */
  readonly copiesBack: number;
  /** A starting meta's `beacon_failed_count` appears. */
  readonly metaStart: number;
  /** From then on, how long a `/meta/*` request still kills it. */
  readonly metaDanger: number;
  /** Between two beacons of a replica server. */
  readonly beacon: number;
  /** From the order until a new table is there with all its copies. */
  readonly createTable: number;
  /** From the order until a table is dropped. */
  readonly dropTable: number;
}

const OBSERVED: Times = {
  scale: 1,
  session: 9000,
  emptyLeader: 80,
  balanceRound: 10_000,
  grace: 22_000,
  firstBeacon: 5000,
  onlyCopyBack: 6000,
  copiesBack: 12_000,
  metaStart: 200,
  metaDanger: 400,
  beacon: 3000,
  createTable: 1000,
  dropTable: 500,
};

/** All durations times `scale`. */
export function scaledTimes(scale: number): Times {
  return {
    scale,
    session: OBSERVED.session * scale,
    emptyLeader: OBSERVED.emptyLeader * scale,
    balanceRound: OBSERVED.balanceRound * scale,
    grace: OBSERVED.grace * scale,
    firstBeacon: OBSERVED.firstBeacon * scale,
    onlyCopyBack: OBSERVED.onlyCopyBack * scale,
    copiesBack: OBSERVED.copiesBack * scale,
    metaStart: OBSERVED.metaStart * scale,
    metaDanger: OBSERVED.metaDanger * scale,
    beacon: OBSERVED.beacon * scale,
    createTable: OBSERVED.createTable * scale,
    dropTable: OBSERVED.dropTable * scale,
  };
}
