import { Button } from "@mantine/core";
import { formatBytes, formatCount, plural } from "../../format.ts";
import type { Progress } from "./take.ts";

interface Properties {
  readonly progress: Progress;
  /** About how many requests there will be. */
  readonly expected: number;
  readonly onStop: () => void;
}

export function Running({ progress, expected, onStop }: Properties) {
  const { asked, bytes, doing, failures } = progress;
  return (
    <section className="snapshot-running" aria-label="Progress">
      <p role="status">{doing}…</p>
      <progress aria-label="Requests answered" value={asked} max={Math.max(expected, asked)} />
      <p>
        {formatCount(asked)} of about {formatCount(Math.max(expected, asked))} requests, {formatBytes(bytes)}
        {failures.length > 0 && <>, {plural(failures.length, "failure")} (they are recorded, too)</>}
      </p>
      <Button size="compact-sm" variant="default" onClick={onStop}>
        Stop
      </Button>
    </section>
  );
}
