// How far each server's profile is: what is left of its seconds, whose names are asked, what came of it.
import { Link } from "react-router";
import { formatBytes } from "../../format.ts";
import { Icon } from "../../parts/Icon.tsx";
import { useNow } from "../../parts/useNow.ts";
import { formatAmount } from "./measures.ts";
import type { Step } from "./take.ts";
import { addressOf } from "./url-state.ts";
import type { Run } from "./useTaking.ts";
import { WISH } from "./wish.ts";

const SECOND = 1000;

export function Running({ cluster, run }: { readonly cluster: string; readonly run: Run }) {
  return (
    <ul className="running" aria-label={WISH[run.wish.kind].label} aria-live="polite">
      {[...run.steps].map(([server, step]) => (
        <li key={server} data-step={step.kind}>
          <code>{server}</code> <StepWords cluster={cluster} step={step} />
        </li>
      ))}
    </ul>
  );
}

function StepWords({ cluster, step }: { readonly cluster: string; readonly step: Step }) {
  switch (step.kind) {
    case "waiting":
      return <span>waits for its turn</span>;
    case "taking":
      return <Countdown since={step.since} seconds={step.seconds} />;
    case "reading":
      return <span>is read</span>;
    case "naming":
      return (
        <span>
          asks for the names of its functions: {step.done} of {step.of} requests
        </span>
      );
    case "kept": {
      const { id, total, measure, size, trouble } = step.entry;
      return (
        <span>
          {formatAmount(total, measure.unit)}, {formatBytes(size)}.{" "}
          <Link to={addressOf(cluster, { profile: id })}>Open it</Link>
          {total === 0 && " It is empty: there was nothing to be seen in that time."}
          {trouble !== null && ` ${trouble}`}
        </span>
      );
    }
    case "told":
      return step.words.length === 0 ? (
        <span>does not tell: its command line is longer than 1023 bytes.</span>
      ) : (
        <pre className="raw">{step.words.join(" ")}</pre>
      );
    case "failed":
      return (
        <span role="alert">
          <Icon name="critical" /> <strong>{step.title}.</strong> {step.message}
        </span>
      );
  }
}

/** Not said aloud each second. */
function Countdown({ since, seconds }: { readonly since: number; readonly seconds: number | null }) {
  const now = useNow(SECOND / 4);
  if (seconds === null) return <span>is asked</span>;
  const left = Math.ceil(seconds - (now - since) / SECOND);
  if (left < -3) return <span>takes longer than {seconds} s: somebody else may have come first</span>;
  return (
    <span role="timer" aria-live="off">
      {left > 0 ? `${left} s left` : "should be done any moment"}
      <progress max={seconds} value={Math.min(seconds, seconds - left)} aria-label="Part of the time that is over" />
    </span>
  );
}
