import { plural } from "../../format.ts";
import { Icon } from "../../parts/Icon.tsx";
import type { Board } from "./use-board.ts";

/** Who did not answer: their values are missing from the board, and from its counts. */
export function SilentProcesses({ board: { silent, processes } }: { readonly board: Board }) {
  if (silent.length === 0) return null;
  return (
    <details className="flag-silent" open={silent.length < 4}>
      <summary>
        <Icon name="warning" size={13} /> {silent.length} of{" "}
        {plural(silent.length + processes.length, "process", "processes")} {silent.length === 1 ? "is" : "are"} not
        counted here:
      </summary>
      <ul>
        {silent.map(({ server, problem }) => (
          <li key={server}>
            <code>{server}</code> {problem}
          </li>
        ))}
      </ul>
    </details>
  );
}
