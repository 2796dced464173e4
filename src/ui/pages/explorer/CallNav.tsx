import { Link } from "react-router";
import { paths } from "../../paths.ts";
import { queries, useLive } from "../../queries.ts";
import { groupCalls, type CallGroup } from "./call-groups.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  /** The path that is asked now. */
  readonly selected: string;
}

/** The calls that the chosen server itself lists at `/`. */
export function CallNav({ cluster, server, selected }: Properties) {
  const { data } = useLive(server === "leader" ? queries.leaderCalls(cluster) : queries.calls(cluster, server));
  const groups = groupCalls(data);
  return (
    <nav className="call-nav" aria-label="Calls of this server">
      {groups.map((group) => (
        <Group key={group.effect} group={group} cluster={cluster} server={server} selected={selected} />
      ))}
      {groups.length === 0 && <p>This server lists no calls.</p>}
    </nav>
  );
}

function Group({ group, cluster, server, selected }: Properties & { readonly group: CallGroup }) {
  return (
    <>
      <h3>{group.title}</h3>
      <ul>
        {group.calls.map(({ path, help }) => (
          <li key={path}>
            <Link
              to={paths.explorer(cluster, { server, path })}
              {...(path === selected ? { "aria-current": "true" } : {})}
            >
              <code>{path}</code>
              <span className="call-help" title={help}>
                {help}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
