// The calls of the chosen server, as it lists them itself, to choose from.
import { Link } from "react-router";
import type { Role } from "#pegasus/endpoint.ts";
import { FilterBox } from "../../parts/FilterBox.tsx";
import { headline } from "../../parts/failure-words.ts";
import { Loading } from "../../parts/Loading.tsx";
import { paths } from "../../paths.ts";
import { queries, useLiveOptional } from "../../queries.ts";
import { groupCalls, type Call, type CallGroup } from "./call-groups.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  /** What the server is; null: not known. */
  readonly role: Role | null;
  /** The path that is asked now. */
  readonly selected: string;
  readonly search: string;
  readonly onSearch: (text: string) => void;
}

export function CallNav({ cluster, server, role, selected, search, onSearch }: Properties) {
  const { live, failure } = useLiveOptional(queries.calls(cluster, server));
  const groups = groupCalls(live?.data ?? null, role, search);
  if (live === null && failure === null) return <Loading height={300} label="Asking what it offers…" />;
  return (
    <>
      <FilterBox label="Search calls" text={search} onText={onSearch} />
      {live === null && failure !== null && (
        <p className="call-note" role="status">
          The server does not say what it offers: {headline(failure)} These are the calls of its kind.
        </p>
      )}
      <nav className="call-nav" aria-label="Calls of this server">
        {groups.map((group) => (
          <Group
            key={group.title}
            group={group}
            cluster={cluster}
            server={server}
            selected={selected}
            search={search}
          />
        ))}
        {groups.length === 0 && <p>No call matches “{search}”.</p>}
      </nav>
    </>
  );
}

type GroupProperties = Pick<Properties, "cluster" | "server" | "selected" | "search"> & { readonly group: CallGroup };

function Group({ group, cluster, server, selected, search }: GroupProperties) {
  return (
    <>
      <h3>{group.title}</h3>
      <ul>
        {group.calls.map((call) => (
          <li key={call.path}>
            <Link
              to={paths.explorer(cluster, { server, path: call.path, ...(search === "" ? {} : { calls: search }) })}
              data-lacking={call.lacking !== null}
              {...(call.path === selected ? { "aria-current": "true" } : {})}
            >
              <code>{call.path}</code> <EffectMark call={call} />
              <span className="call-help" title={call.lacking === null ? call.help : `${call.lacking} ${call.help}`}>
                {call.lacking ?? call.help}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function EffectMark({ call: { effect } }: { readonly call: Call }) {
  if (effect === "read") return null;
  return (
    <span className="call-effect" data-effect={effect}>
      {effect}
    </span>
  );
}
