// Where does this key live? A hash key and a sort key in; the partition and its servers out. Nothing is asked for it: the page computes.
import { parseAsString, useQueryStates } from "nuqs";
import { useId } from "react";
import { Link } from "react-router";
import { partitionHealth } from "#pegasus/health.ts";
import { keyHash } from "#pegasus/key-place.ts";
import { NONE } from "../../format.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Page } from "../../parts/Page.tsx";
import { PARTITION_WORDS } from "../../parts/partition-words.ts";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";
import { queries } from "../../queries.ts";
import { readBytes } from "./escaped-bytes.ts";
import "./key.css";

const PARSERS = {
  app: parseAsString.withDefault(""),
  hash: parseAsString.withDefault(""),
  sort: parseAsString.withDefault(""),
};

export function Component() {
  const cluster = useCluster();
  const { live } = useLiveOptional(queries.appList(cluster));
  return (
    <Page
      title="Where does this key live?"
      exchange={live?.exchange ?? null}
      intro="Pegasus puts a key into the partition that the hash of its hash key names, or of its sort key where the hash key is empty."
    >
      <Section title="Key" quiet height={260}>
        <KeyForm cluster={cluster} />
      </Section>
    </Page>
  );
}

function KeyForm({ cluster }: { readonly cluster: string }) {
  const id = useId();
  const [{ app, hash, sort }, setState] = useQueryStates(PARSERS);
  const { data } = useLive(queries.appList(cluster));
  const apps = Object.values(data.general_info).toSorted((a, b) => a.app_name.localeCompare(b.app_name, "en"));
  const chosen = apps.find(({ app_name }) => app_name === app) ?? apps[0];
  if (chosen === undefined) return <p>This cluster has no apps, so no key lives in it.</p>;
  return (
    <>
      <div className="key-form">
        <label htmlFor={`${id}app`}>App</label>
        <select
          id={`${id}app`}
          value={chosen.app_name}
          onChange={(event) => void setState({ app: event.currentTarget.value })}
        >
          {apps.map(({ app_name, partition_count }) => (
            <option key={app_name} value={app_name}>
              {app_name} ({partition_count} partitions)
            </option>
          ))}
        </select>
        <KeyField id={`${id}hash`} label="Hash key" text={hash} onText={(text) => void setState({ hash: text })} />
        <KeyField id={`${id}sort`} label="Sort key" text={sort} onText={(text) => void setState({ sort: text })} />
        <span />
        <span className="key-hint">
          Text, or bytes as the admin shell writes them: <code>\x00</code>; a backslash is <code>\\</code>
        </span>
      </div>
      <Place cluster={cluster} app={chosen.app_name} hash={hash} sort={sort} />
    </>
  );
}

interface FieldProperties {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

function KeyField({ id, label, text, onText }: FieldProperties) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </>
  );
}

interface PlaceProperties {
  readonly cluster: string;
  readonly app: string;
  readonly hash: string;
  readonly sort: string;
}

function Place({ cluster, app, hash, sort }: PlaceProperties) {
  const { data } = useLive(queries.app(cluster, app));
  const hashKey = readBytes(hash);
  const sortKey = readBytes(sort);
  if (!hashKey.ok || !sortKey.ok) {
    const why = !hashKey.ok ? `Hash key: ${hashKey.why}` : !sortKey.ok ? `Sort key: ${sortKey.why}` : "";
    return <p role="alert">{why}</p>;
  }
  if (hashKey.bytes.length + sortKey.bytes.length === 0) return <p role="status">Type a key.</p>;
  const value = hashOf(hashKey.bytes, sortKey.bytes);
  if (value === null) return <p role="alert">No client can write a hash key that is so long: 65,534 bytes at most.</p>;
  const count = data.general.partition_count;
  const index = Number(value % BigInt(count));
  const partition = data.replicas?.[String(index)];
  const health = partition === undefined ? null : PARTITION_WORDS[partitionHealth(partition)];
  return (
    <section aria-label="Place" role="status">
      <dl className="facts key-place">
        <dt>Partition</dt>
        <dd>
          <strong>
            <Link to={`${paths.app(cluster, app)}?q=${index}`}>
              {data.general.app_id}.{index}
            </Link>
          </strong>{" "}
          {health !== null && (
            <HealthBadge severity={health.severity} title={health.meaning}>
              {health.word}
            </HealthBadge>
          )}
        </dd>
        <dt>Hash</dt>
        <dd>
          <code>{String(value)}</code> <CopyButton text={String(value)} label="Copy hash" /> modulo {count}
        </dd>
        <dt>Primary</dt>
        <dd>{partition?.primary == null ? NONE : <ServerLink cluster={cluster} server={partition.primary} />}</dd>
        <dt>Secondaries</dt>
        <dd className="key-servers">
          {partition === undefined || partition.secondaries.length === 0
            ? NONE
            : partition.secondaries.map((server) => <ServerLink key={server} cluster={cluster} server={server} />)}
        </dd>
      </dl>
    </section>
  );
}

function ServerLink({ cluster, server }: { readonly cluster: string; readonly server: string }) {
  return <Link to={paths.node(cluster, server)}>{server}</Link>;
}

function hashOf(hashKey: Uint8Array, sortKey: Uint8Array): bigint | null {
  try {
    return keyHash(hashKey, sortKey);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
