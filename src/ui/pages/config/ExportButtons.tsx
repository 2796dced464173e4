import { saveText } from "../../parts/save-text.ts";
import { roleTitle } from "./board-columns.tsx";
import type { FlagRow } from "./board-rows.ts";
import { boardCsv, boardIni, boardJson, type IniSource } from "./export.ts";
import type { Board, Process } from "./use-board.ts";

interface Properties {
  readonly cluster: string;
  /** What is shown, in its order. */
  readonly rows: readonly FlagRow[];
  readonly board: Board;
  readonly focus: Process | null;
}

/** What is shown, as files. A config.ini is one server's: the one with a column of its own, else what most of a role have. */
export function ExportButtons({ cluster, rows, board, focus }: Properties) {
  const flags = rows.map(({ flag }) => flag);
  const sources = focus === null ? board.roles.map((role) => commonOf(cluster, role)) : [ownOf(cluster, focus)];
  return (
    <span className="flag-exports" role="group" aria-label="Export what is shown">
      Export
      <button
        type="button"
        className="text-button"
        onClick={() => saveText(`config-${cluster}.csv`, "text/csv", boardCsv(flags, board))}
      >
        CSV
      </button>
      <button
        type="button"
        className="text-button"
        onClick={() => saveText(`config-${cluster}.json`, "application/json", boardJson(flags, board))}
      >
        JSON
      </button>
      {sources.map(({ key, label, ...source }) => (
        <button
          key={key}
          type="button"
          className="text-button"
          title={`Lines of a config.ini: ${source.title}`}
          onClick={() => saveText(`config-${cluster}-${key}.ini`, "text/plain", boardIni(flags, source))}
        >
          {label}
        </button>
      ))}
    </span>
  );
}

type Named = IniSource & { readonly key: string; readonly label: string };

function commonOf(cluster: string, role: string): Named {
  return {
    key: role,
    label: `${roleTitle(role)} INI`,
    title: `What most ${role} servers of ${cluster} have in memory`,
    valueOf: (flag) => flag.roles.find((one) => one.role === role && !one.inert)?.common ?? null,
  };
}

function ownOf(cluster: string, { server, items }: Process): Named {
  return {
    key: server.replaceAll(/[^\w.-]/g, "-"),
    label: "INI",
    title: `What ${server} of ${cluster} has in memory`,
    valueOf: ({ name }) => items[name]?.value ?? null,
  };
}
