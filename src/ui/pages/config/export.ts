// The board for a spreadsheet, a program, or a server's config.ini. Pure.
import type { BoardFlag } from "#pegasus/flag-board.ts";
import { csvText } from "../../parts/csv.ts";
import type { Board, Process } from "./use-board.ts";

/** What one server has: its own values, or what is common to a role. */
export interface IniSource {
  readonly title: string;
  /** Null: it has no such flag. */
  readonly valueOf: (flag: BoardFlag) => string | null;
}

/** A line for each flag, with what is common to each role and a column for each process. */
export function boardCsv(flags: readonly BoardFlag[], { roles, processes }: Board): string {
  const heading = [
    "name",
    "section",
    "type",
    "mutable",
    "default",
    "differing",
    ...roles.map((role) => `${role} (common)`),
    ...processes.map(({ server }) => server),
  ];
  const lines = flags.map((flag) => [
    flag.name,
    flag.item.section,
    flag.item.type,
    String(flag.mutable),
    flag.fact?.default ?? null,
    flag.differing,
    ...flag.roles.map(({ common }) => common),
    ...processes.map((process) => valueIn(process, flag)),
  ]);
  return csvText([heading, ...lines]);
}

/** `[{ name, section, type, mutable, default, description, common: { role: … }, values: { server: … } }, …]`, values as texts. */
export function boardJson(flags: readonly BoardFlag[], { processes }: Board): string {
  const objects = flags.map((flag) => ({
    name: flag.name,
    section: flag.item.section,
    type: flag.item.type,
    mutable: flag.mutable,
    default: flag.fact?.default ?? null,
    description: flag.item.description,
    common: Object.fromEntries(flag.roles.map(({ role, common }) => [role, common])),
    values: Object.fromEntries(processes.map((process) => [process.server, valueIn(process, flag)])),
  }));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

function valueIn({ items }: Process, { name }: BoardFlag): string | null {
  return items[name]?.value ?? null;
}

/** Lines as they stand in config.ini, by section. Secrets are hidden here, and so are left out, which a comment says. */
export function boardIni(flags: readonly BoardFlag[], { title, valueOf }: IniSource): string {
  const sections = [...new Set(flags.map(({ item }) => item.section))].toSorted();
  const blocks = sections.map((section) => {
    const lines = flags.flatMap((flag) => {
      const value = flag.item.section === section ? valueOf(flag) : null;
      if (value === null) return [];
      return [
        flag.secret && value !== "" ? `; ${flag.name} is a secret and not written here` : `${flag.name} = ${value}`,
      ];
    });
    return lines.length === 0 ? [] : [[`[${section}]`, ...lines].join("\n")];
  });
  return `${[`; ${title}`, ...blocks.flat()].join("\n\n")}\n`;
}
