// The flags of all processes beside each other: what is common to a role, and who differs. Pure.
import { isMutable, type ConfigItem } from "./answers/config.ts";
import type { FlagFact } from "./catalog/types.ts";
import { isInert } from "./flag-traps.ts";
import { isSecret } from "./secrets.ts";

export type Items = Readonly<Record<string, ConfigItem>>;

export interface ProcessFlags {
  readonly server: string;
  readonly role: string;
  /** The same object for processes that answered the same. */
  readonly items: Items;
}

/** A flag on the processes of one role. */
interface RoleValue {
  readonly role: string;
  /** What most have; null where none of them has the flag. Of values that as many have: the default, else the first by text. */
  readonly common: string | null;
  /** All that some process has, that one first. */
  readonly values: readonly string[];
  /** How many processes answered, and how many of them have something else, or no such flag. Secrets cannot be compared: 0. */
  readonly asked: number;
  readonly differing: number;
  /** Servers of this role do not use the flag: what it is set to does nothing (reference 4.1). */
  readonly inert: boolean;
}

export interface BoardFlag {
  readonly name: string;
  /** As a process that uses it describes it. */
  readonly item: ConfigItem;
  /** Null: it is unknown to this dashboard. */
  readonly fact: FlagFact | null;
  readonly secret: boolean;
  readonly mutable: boolean;
  readonly roles: readonly RoleValue[];
  /** Processes that use the flag and differ from what is common to their role. */
  readonly differing: number;
  /** Whether some process that uses it has something else than the default; false where the default is not known. */
  readonly changed: boolean;
}

/** By name. `roles`: which columns there are, in their order. */
export function boardFlags(
  processes: readonly ProcessFlags[],
  roles: readonly string[],
  facts: ReadonlyMap<string, FlagFact>,
): BoardFlag[] {
  const groups = roles.map((role) => ({ role, answers: tally(processes.filter((one) => one.role === role)) }));
  const names = new Set(groups.flatMap(({ answers }) => answers.flatMap(({ items }) => Object.keys(items))));
  return [...names].toSorted().flatMap((name) => {
    const fact = facts.get(name) ?? null;
    const uses = (role: string): boolean => fact === null || !isInert(fact, role);
    const users = groups.toSorted((a, b) => Number(uses(b.role)) - Number(uses(a.role)));
    const item = firstItem(name, users);
    if (item === undefined) return [];
    const secret = isSecret(item);
    const values = groups.map(({ role, answers }) => roleValue(name, role, answers, { fact, secret }));
    const effective = values.filter(({ inert }) => !inert);
    return {
      name,
      item,
      fact,
      secret,
      mutable: isMutable(item),
      roles: values,
      differing: effective.reduce((sum, { differing }) => sum + differing, 0),
      changed: !secret && fact !== null && effective.some((one) => one.values.some((text) => text !== fact.default)),
    };
  });
}

function firstItem(name: string, users: readonly { readonly answers: readonly Answers[] }[]): ConfigItem | undefined {
  for (const { answers } of users) for (const { items } of answers) if (items[name] !== undefined) return items[name];
  return undefined;
}

interface Answers {
  readonly items: Items;
  readonly count: number;
}

function tally(processes: readonly ProcessFlags[]): Answers[] {
  const counts = new Map<Items, number>();
  for (const { items } of processes) counts.set(items, (counts.get(items) ?? 0) + 1);
  return [...counts].map(([items, count]) => ({ items, count }));
}

function roleValue(
  name: string,
  role: string,
  answers: readonly Answers[],
  { fact, secret }: Pick<BoardFlag, "fact" | "secret">,
): RoleValue {
  const counts = new Map<string, number>();
  let asked = 0;
  for (const { items, count } of answers) {
    asked += count;
    const item = items[name];
    if (item === undefined) continue;
    counts.set(item.value, (counts.get(item.value) ?? 0) + count);
  }
  const rank = (value: string): number => (counts.get(value) ?? 0) * 2 + (value === fact?.default ? 1 : 0);
  const values = [...counts.keys()].toSorted((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
  const common = values[0] ?? null;
  const differing = common === null || secret ? 0 : asked - (counts.get(common) ?? 0);
  return { role, common, values, asked, differing, inert: fact !== null && isInert(fact, role) };
}

/** Whether a process has something else than most of its role; null: no such flag there, one that does nothing there, or a secret. */
export function differsFrom(flag: BoardFlag, { role, items }: ProcessFlags): boolean | null {
  const value = items[flag.name]?.value;
  const ofRole = flag.roles.find((one) => one.role === role);
  return value === undefined || flag.secret || ofRole?.inert === true ? null : value !== ofRole?.common;
}
