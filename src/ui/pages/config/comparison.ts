// Two sides of a comparison: a process, what is common to a role, or the defaults; of this cluster or another. Pure.
import { FLAGS } from "#pegasus/catalog/flags.ts";
import { isSecret } from "#pegasus/secrets.ts";
import type { Board } from "./use-board.ts";

/** `host:port`, `meta`, `replica`, `default`; with `name/` before it in the cluster of that name. */
export interface Side {
  readonly cluster: string;
  readonly what: string;
}

export function readSide(text: string, here: string): Side {
  const [, cluster, what] = /^([a-z0-9-]+)\/(.*)$/.exec(text) ?? [];
  return cluster === undefined || what === undefined ? { cluster: here, what: text } : { cluster, what };
}

export function writeSide({ cluster, what }: Side, here: string): string {
  return cluster === here ? what : `${cluster}/${what}`;
}

interface SideFlag {
  readonly value: string;
  readonly section: string;
  readonly type: string;
  readonly description: string;
}
export type SideFlags = ReadonlyMap<string, SideFlag>;

const DEFAULTS: SideFlags = new Map(
  FLAGS.map(({ name, section, type, description, default: value }) => [name, { value, section, type, description }]),
);

/** Null: that side has nothing to say, as a server that does not answer. */
export function sideFlags({ what }: Side, board: Board | null): SideFlags | null {
  if (what === "default") return DEFAULTS;
  if (board === null) return null;
  const process = board.processes.find(({ server }) => server === what);
  if (process !== undefined) return new Map(Object.entries(process.items));
  if (!board.roles.includes(what)) return null;
  return new Map(
    board.flags.flatMap(({ name, item, roles }) => {
      const common = roles.find(({ role }) => role === what)?.common ?? null;
      return common === null ? [] : [[name, { ...item, value: common }] as const];
    }),
  );
}

export interface ComparedFlag {
  readonly name: string;
  /** Null: that side has no such flag. */
  readonly left: string | null;
  readonly right: string | null;
  readonly verdict: "same" | "differs" | "only left" | "only right" | "hidden";
  readonly section: string;
  readonly description: string;
}

/** By name. The defaults are of every flag there could be: those that the other side lacks are not missing. */
export function compareSides(left: SideFlags, right: SideFlags): ComparedFlag[] {
  const names = new Set([...(left === DEFAULTS ? right : left).keys(), ...(right === DEFAULTS ? left : right).keys()]);
  return [...names].toSorted().flatMap((name) => {
    const [one, other] = [left.get(name), right.get(name)];
    const known = one ?? other;
    if (known === undefined) return [];
    const { section, description } = known;
    return [
      {
        name,
        left: one?.value ?? null,
        right: other?.value ?? null,
        verdict: verdictOf(name, one, other),
        section,
        description,
      },
    ];
  });
}

function verdictOf(name: string, left: SideFlag | undefined, right: SideFlag | undefined): ComparedFlag["verdict"] {
  if (left === undefined) return "only right";
  if (right === undefined) return "only left";
  if (isSecret({ name, type: left.type })) return "hidden";
  return left.value === right.value ? "same" : "differs";
}
