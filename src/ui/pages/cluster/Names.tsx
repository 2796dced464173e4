// What a verdict is about, linked: a few, and the way to all.
import { Link } from "react-router";
import type { Verdict } from "#pegasus/checks/check.ts";
import { paths } from "../../paths.ts";

const SHOWN = 5;

interface Properties {
  readonly cluster: string;
  readonly verdict: Verdict;
}

export function Names({ cluster, verdict: { apps, servers, notes } }: Properties) {
  return (
    <>
      <Links names={apps} to={(name) => paths.app(cluster, name)} all={paths.apps(cluster)} what="apps" />
      <Links
        names={servers}
        to={(name) => paths.node(cluster, name)}
        all={paths.nodes(cluster)}
        what="servers"
        notes={notes}
      />
    </>
  );
}

interface LinksProperties {
  readonly names: readonly string[];
  readonly to: (name: string) => string;
  readonly all: string;
  readonly what: string;
  readonly notes?: ReadonlyMap<string, string>;
}

function Links({ names, to, all, what, notes }: LinksProperties) {
  if (names.length === 0) return null;
  const rest = names.length - SHOWN;
  return (
    <span className="check-links">
      {names.slice(0, SHOWN).map((name) => (
        <span key={name}>
          <Link to={to(name)}>{name}</Link>
          {notes?.has(name) === true && ` ${notes.get(name)}`}
        </span>
      ))}
      {rest > 0 && (
        <span>
          <Link to={all}>
            {rest} more {what}
          </Link>
        </span>
      )}
    </span>
  );
}
