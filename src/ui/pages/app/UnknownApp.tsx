import { Link } from "react-router";
import type { Failure } from "../../answer.ts";
import { ExchangeLinks } from "../../parts/Failure.tsx";
import { Page } from "../../parts/Page.tsx";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { nearNames } from "./near-names.ts";

interface Properties {
  readonly cluster: string;
  readonly name: string;
  /** What the leader said. */
  readonly failure: Extract<Failure, { kind: "refused" }>;
}

/** Pegasus has no such table: what it said, what may have been meant, and the way back. */
export function UnknownApp({ cluster, name, failure }: Properties) {
  const apps = useLiveOptional(queries.apps(cluster)).live?.data;
  const near = nearNames(
    name,
    Object.values(apps?.general_info ?? {}).map(({ app_name }) => app_name),
  );
  return (
    <Page title="Unknown app" actions={<ExchangeLinks exchange={failure.exchange} />}>
      <p>
        This cluster has no app called <code>{name}</code>. It may have been dropped: dropped tables are not listed over
        HTTP.
      </p>
      <p>
        {failure.exchange.server ?? "The leader"} said: <code>{failure.exchange.text.trim()}</code>
      </p>
      {near.length > 0 && (
        <>
          <p>Perhaps one of these was meant:</p>
          <ul>
            {near.map((other) => (
              <li key={other}>
                <Link to={paths.app(cluster, other)}>{other}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Link to={paths.apps(cluster)}>To all apps</Link>
      </p>
    </Page>
  );
}
