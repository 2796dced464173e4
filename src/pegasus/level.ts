// The meta function level: what the leading meta lets itself do (reference 6.4; idl/meta_admin.thrift:325-340).

export const LEVELS = ["stopped", "blind", "freezed", "steady", "lively"] as const;
export type FunctionLevel = (typeof LEVELS)[number];

export interface LevelFact {
  /** As the servers order them: each does what the lower ones do, and more. */
  readonly value: number;
  readonly ddl: boolean;
  /** Takes the role of primary from dead nodes. */
  readonly downgrades: boolean;
  /** Makes secondaries primaries, and new secondaries for lost ones. */
  readonly repairs: boolean;
  /** Plans balance moves; below `lively` it shows them and moves nothing. */
  readonly plansBalance: boolean;
  readonly balances: boolean;
  readonly meaning: string;
}

const NOTHING = { ddl: false, downgrades: false, repairs: false, plansBalance: false, balances: false } as const;

export const LEVEL_FACTS: Readonly<Record<FunctionLevel, LevelFact>> = {
  stopped: { ...NOTHING, value: 100, meaning: "The metas do nothing, not even create or drop tables." },
  blind: {
    ...NOTHING,
    value: 200,
    ddl: true,
    meaning: "The metas create and drop tables, and ignore the state of nodes.",
  },
  freezed: {
    ...NOTHING,
    value: 300,
    ddl: true,
    downgrades: true,
    meaning: "Dead nodes lose their primaries and nothing takes their place: too many are down, or it was set by hand.",
  },
  steady: {
    ...NOTHING,
    value: 400,
    ddl: true,
    downgrades: true,
    repairs: true,
    plansBalance: true,
    meaning: "The metas repair what fails, and move nothing for balance.",
  },
  lively: {
    value: 500,
    ddl: true,
    downgrades: true,
    repairs: true,
    plansBalance: true,
    balances: true,
    meaning: "The metas repair what fails, and move replicas for balance.",
  },
};

/** Null: a level that this dashboard does not know. */
export function readLevel(text: string): FunctionLevel | null {
  return LEVELS.find((level) => level === text) ?? null;
}

export interface LiveNodes {
  readonly alive: number;
  readonly total: number;
}

export interface FreezeFlags {
  /** `min_live_node_count_for_unfreeze` */
  readonly minLive: number;
  /** `node_live_percentage_threshold_for_update` */
  readonly percentage: number;
}

/** Whether so few live nodes make the meta freeze, whatever level is set (meta/meta_service.cpp:212-219). */
export function isFrozenBy({ alive, total }: LiveNodes, { minLive, percentage }: FreezeFlags): boolean {
  return alive < minLive || alive * 100 < percentage * total;
}

/** The level that `/meta/cluster` shows. */
export function effectiveLevel(stored: FunctionLevel, nodes: LiveNodes, flags: FreezeFlags): FunctionLevel {
  const above = LEVEL_FACTS[stored].value > LEVEL_FACTS.freezed.value;
  return above && isFrozenBy(nodes, flags) ? "freezed" : stored;
}
