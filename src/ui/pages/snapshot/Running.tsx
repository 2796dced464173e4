import { Button } from "@mantine/core";
import { formatBytes, formatCount, plural } from "../../format.ts";
import type { Progress } from "./take.ts";

interface Properties {
  readonly progress: Progress;
  /** How many requests there will be at most. */
  readonly most: number;
  readonly onStop: () => void;
}

export function Running({ progress, most, onStop }: Properties) {
  const { asked, bytes, doing, failures } = progress;
  const expected = Math.max(progress.expected ?? most, asked);
  return (
    <section className="snapshot-running" aria-label="Progress">
      <p role="status">{doing}…</p>
      <progress aria-label="Requests answered" value={asked} max={expected} />
      <p>
        {formatCount(asked)} of {progress.expected === null && "at most "}
        {formatCount(expected)} requests, {formatBytes(bytes)}
        {failures.length > 0 && <>, {plural(failures.length, "failure")} (they are recorded, too)</>}
      </p>
      <Button size="compact-sm" variant="default" onClick={onStop}>
        Stop
      </Button>
    </section>
  );
}
