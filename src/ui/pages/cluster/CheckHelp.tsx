// What a check means, the shell commands that would help, and the raw answers that it was made from. A chunk of its own.
import { Link } from "react-router";
import type { Judged } from "#pegasus/checks/all.ts";
import { evidenceOf, type Evidence } from "#pegasus/checks/evidence.ts";
import { helpFor, type Command } from "#pegasus/checks/help.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { paths } from "../../paths.ts";

interface Properties {
  readonly cluster: string;
  readonly judged: Judged;
}

const PARTITIONS_SHOWN = 40;

/** Pages that show what a check is about, all of it, by the check's id. */
const PAGES: Readonly<Record<string, { readonly words: string; readonly to: (cluster: string) => string }>> = {
  hot: { words: "The busiest partitions", to: paths.hot },
  "disk-trend": { words: "All disks, those first that are full soonest", to: paths.disks },
  nodes: { words: "What happened, and when", to: paths.events },
  restarts: { words: "What happened, and when", to: paths.events },
};

export function CheckHelp({ cluster, judged }: Properties) {
  const { meaning, commands } = helpFor(judged);
  const evidence = evidenceOf(judged);
  const { partitions } = judged.verdict;
  const page = PAGES[judged.id];
  return (
    <>
      <p>{meaning}</p>
      {partitions.length > 0 && (
        <p>
          Partitions: <code>{partitions.slice(0, PARTITIONS_SHOWN).join(" ")}</code>
          {partitions.length > PARTITIONS_SHOWN && ` and ${partitions.length - PARTITIONS_SHOWN} more`}
        </p>
      )}
      {page !== undefined && (
        <p>
          <Link to={page.to(cluster)}>{page.words}</Link>
        </p>
      )}
      {commands.length > 0 && <Commands commands={commands} />}
      {evidence.length > 0 && <Sources cluster={cluster} evidence={evidence} />}
    </>
  );
}

function Commands({ commands }: { readonly commands: readonly Command[] }) {
  return (
    <>
      <h3>In Pegasus&apos;s shell</h3>
      <ul className="check-commands">
        {commands.map(({ line, does, changes }) => (
          <li key={line}>
            <code>{line}</code>
            <CopyButton text={line} label={`Copy ${line}`} />
            <span>
              {changes && <strong>Changes the cluster. </strong>}
              {does}
            </span>
          </li>
        ))}
      </ul>
      <p className="check-note">HTTP has no call for this: the dashboard cannot do it for you.</p>
    </>
  );
}

function Sources({ cluster, evidence }: { readonly cluster: string; readonly evidence: readonly Evidence[] }) {
  return (
    <>
      <h3>Evidence</h3>
      <ul className="check-commands">
        {evidence.map(({ server, path, query }) => (
          <li key={`${server} ${path} ${query}`}>
            <Link
              className="text-button"
              to={paths.explorer(cluster, { server, path, q: query })}
              // What this page was told is shown there, where it was told it.
              state={{ seen: true }}
            >
              <Icon name="external" size={13} />
              <span>
                Raw JSON: {server === "leader" ? "the leader's" : `${server}'s`} {path}
                {query === "" ? "" : `?${decodeURIComponent(query)}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
