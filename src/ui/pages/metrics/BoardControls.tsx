// What the charts of a board are of, and how many become one.
import { useId } from "react";
import { HISTORY_FUNCTIONS, type HistoryFunction } from "#api/history.ts";
import type { RosterEntry } from "#api/clusters.ts";
import type { AppInfo } from "#pegasus/answers/apps.ts";
import { DRAWS, type Draw } from "../../parts/chart/combine.ts";
import { BYS, type By } from "./board-specs.ts";
import { LINE_COUNTS, type BoardState } from "./useBoard.ts";

interface Properties {
  readonly state: BoardState;
  readonly roster: readonly RosterEntry[];
  readonly apps: readonly AppInfo[];
}

const BY_WORDS: Readonly<Record<By, string>> = { cluster: "the cluster", server: "each node", app: "each app" };

export function BoardControls({ state, roster, apps }: Properties) {
  const { by, server, app, set } = state;
  const id = useId();
  const value = server !== null ? `server ${server}` : app !== null ? `app ${app}` : by;
  const replicas = roster.filter(({ role }) => role === "replica");
  const several = server === null && app === null && by !== "cluster";
  return (
    <>
      <div className="chart-choice">
        <label htmlFor={id}>Of</label>
        <select id={id} value={value} onChange={(event) => pick(event.currentTarget.value)}>
          {BYS.map((one) => (
            <option key={one} value={one}>
              {BY_WORDS[one]}
            </option>
          ))}
          <optgroup label="One node">
            {replicas.map((entry) => (
              <option key={entry.server} value={`server ${entry.server}`}>
                {entry.server}
              </option>
            ))}
          </optgroup>
          <optgroup label="One app">
            {apps.map(({ app_id, app_name }) => (
              <option key={app_id} value={`app ${app_id}`}>
                {app_name}
              </option>
            ))}
          </optgroup>
          {server !== null && !replicas.some((entry) => entry.server === server) && (
            <option value={value}>{server} (not in this cluster)</option>
          )}
          {app !== null && !apps.some(({ app_id }) => String(app_id) === app) && (
            <option value={value}>app {app} (not in this cluster)</option>
          )}
        </select>
      </div>
      {several && (
        <DrawSelect
          draw={state.draw}
          most={state.most}
          onPick={(draw, most) => void set({ draw, most })}
          label="Draw"
        />
      )}
    </>
  );

  function pick(next: string): void {
    const [kind = "", what = ""] = next.split(" ");
    if (kind === "server" && what !== "") void set({ server: what, app: null });
    else if (kind === "app" && what !== "") void set({ app: what, server: null });
    else void set({ by: BYS.find((one) => one === next) ?? "cluster", server: null, app: null });
  }
}

const DRAW_WORDS: Readonly<Record<Exclude<Draw, "top">, string>> = {
  sum: "the sum",
  avg: "the average",
  max: "the highest",
  spread: "the spread",
};

interface DrawProperties {
  readonly draw: Draw;
  readonly most: number;
  readonly onPick: (draw: Draw, most: number) => void;
  readonly label: string;
  readonly hidden?: boolean;
}

/** Several as lines of their own, or as one. */
export function DrawSelect({ draw, most, onPick, label, hidden = false }: DrawProperties) {
  const id = useId();
  return (
    <div className="chart-choice">
      <label htmlFor={id} className={hidden ? "visually-hidden" : undefined}>
        {label}
      </label>
      <select
        id={id}
        value={draw === "top" ? `top ${most}` : draw}
        onChange={(event) => {
          const [kind = "", count = ""] = event.currentTarget.value.split(" ");
          onPick(DRAWS.find((one) => one === kind) ?? "top", count === "" ? most : Number(count));
        }}
      >
        {LINE_COUNTS.map((count) => (
          <option key={count} value={`top ${count}`}>
            top {count}
          </option>
        ))}
        {DRAWS.flatMap((one) =>
          one === "top"
            ? []
            : [
                <option key={one} value={one}>
                  {DRAW_WORDS[one]}
                </option>,
              ],
        )}
      </select>
    </div>
  );
}

const FUNCTION_WORDS: Readonly<Record<HistoryFunction, string>> = { avg: "mean", min: "lowest", max: "highest" };

/** What becomes of several values where a range has more than can be drawn. */
export function FunctionSelect({ state }: { readonly state: BoardState }) {
  const id = useId();
  return (
    <div className="chart-choice">
      <label htmlFor={id} title="Where a range has more values than a line has points, each point is made of several">
        Points
      </label>
      <select
        id={id}
        value={state.fn}
        onChange={(event) =>
          void state.set({ fn: HISTORY_FUNCTIONS.find((one) => one === event.currentTarget.value) ?? "avg" })
        }
      >
        {HISTORY_FUNCTIONS.map((fn) => (
          <option key={fn} value={fn}>
            {FUNCTION_WORDS[fn]}
          </option>
        ))}
      </select>
    </div>
  );
}
