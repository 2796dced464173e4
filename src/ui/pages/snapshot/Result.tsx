import { Button } from "@mantine/core";
import { formatBytes, formatCount, plural } from "../../format.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { saveFile } from "../../parts/save-file.ts";
import type { Failed } from "./take.ts";
import type { Taking } from "./useSnapshot.ts";

export function Result({ taking }: { readonly taking: Extract<Taking, { kind: "taken" | "failed" }> }) {
  if (taking.kind === "failed") return <Failure failure={taking.failure} />;
  const { file, name, stopped, progress } = taking;
  const command = `npm start -- --replay ${name}`;
  return (
    <section className="snapshot-result" aria-label="The snapshot">
      <p role="status">
        <strong>{stopped ? "Stopped." : "Done."}</strong> {formatCount(progress.asked)} requests,{" "}
        {formatBytes(progress.bytes)} of answers, {formatBytes(file.size)} as a file
        {stopped ? ", which holds what was answered until then." : ". It is among your browser's downloads:"}
      </p>
      <p className="snapshot-file">
        <code>{name}</code>
        <Button size="compact-sm" variant="default" onClick={() => saveFile(file, name)}>
          {stopped ? "Download it" : "Download it again"}
        </Button>
        <CopyButton wide text={command} label="Copy the command that opens it" />
      </p>
      {progress.failures.length > 0 && <Failures failures={progress.failures} />}
    </section>
  );
}

function Failures({ failures }: { readonly failures: readonly Failed[] }) {
  return (
    <details open={failures.length <= SHOWN}>
      <summary>{plural(failures.length, "question")} without an answer</summary>
      <ul className="snapshot-failures">
        {failures.map(({ server, target, why }) => (
          <li key={`${server} ${target}`}>
            <code>
              {server}
              {target}
            </code>{" "}
            {why}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** As many are shown unasked. */
const SHOWN = 8;
