// The three classes of partitions that are not well (reference 6.1), each in a check of its own; a split's children in none.
import type { Severity } from "../health.ts";
import { over, ok, verdict, type Check, type Verdict } from "./check.ts";
import type { TableFact } from "./tables.ts";
import { many } from "./words.ts";

type Class = "unreadable" | "unwritable" | "thin";

const COUNT: Readonly<Record<Class, (table: TableFact) => number>> = {
  unreadable: (table) => table.read_unhealthy,
  unwritable: (table) => table.write_unhealthy - table.read_unhealthy,
  thin: (table) => table.unhealthy - table.write_unhealthy,
};

interface Words {
  readonly severity: Severity;
  readonly how: string;
  readonly well: string;
  readonly more?: (tables: readonly TableFact[]) => string;
}

function judge(tables: readonly TableFact[], kind: Class, { severity, how, well, more }: Words): Verdict {
  const of = COUNT[kind];
  const concerned = tables.filter((table) => of(table) > 0).toSorted((a, b) => of(b) - of(a));
  if (tables.length === 0) return ok("There are no tables.");
  if (concerned.length === 0) return ok(well);
  const total = concerned.reduce((sum, table) => sum + of(table), 0);
  return verdict(
    severity,
    `${many(total, "partition")} of ${many(concerned.length, "app")} ${how}${more?.(concerned) ?? ""}.`,
    {
      apps: concerned.map(({ app_name }) => app_name),
      partitions: concerned.flatMap(({ app_name, ill }) => (ill?.[kind] ?? []).map((index) => `${app_name}.${index}`)),
    },
  );
}

function lostWords(tables: readonly TableFact[]): string {
  const lost = tables.reduce((sum, { ill }) => sum + (ill?.lost.length ?? 0), 0);
  return lost === 0 ? "" : `; no live server has a replica of ${lost} of them`;
}

export const readable: Check = {
  id: "readable",
  title: "Readable partitions",
  judge: ({ tables }) =>
    over(tables, (all) =>
      judge(all, "unreadable", {
        severity: "critical",
        how: "without a primary, neither readable nor writable",
        well: "Every partition has a primary.",
        more: lostWords,
      }),
    ),
};

export const writable: Check = {
  id: "writable",
  title: "Writable partitions",
  judge: ({ tables }) =>
    over(tables, (all) =>
      judge(all, "unwritable", {
        severity: "critical",
        how: "with too few copies to be written",
        well: "Every primary has enough copies to take writes.",
      }),
    ),
};

export const copies: Check = {
  id: "copies",
  title: "Copies",
  judge: ({ tables, gauges }) => {
    const learning =
      gauges.kind === "known"
        ? [...gauges.value.answers.values()].reduce((sum, one) => sum + (one.gauges.learning_replicas ?? 0), 0)
        : 0;
    return over(tables, (all) =>
      judge(all, "thin", {
        severity: "warning",
        how: "with fewer copies than wanted",
        well: "Every readable partition has all its copies.",
        more: () => (learning === 0 ? "" : `; ${many(learning, "copy", "copies")} being made now`),
      }),
    );
  },
};
