// The JSON viewer with what the explorer knows: links to the pages of servers, apps and flags, and its state in the URL.
import { useMemo } from "react";
import { JsonViewer } from "../../json/JsonViewer.tsx";
import type { JsonDocument } from "../../json/viewer-properties.ts";
import { queries, useLiveOptional } from "../../queries.ts";
import type { Exchange } from "../../send.ts";
import { fileNameOf } from "./file-name.ts";
import { linksOf } from "./links.ts";
import { useViewUrl } from "./url-state.ts";

interface Properties {
  readonly cluster: string;
  /** Who was asked, `leader` or host:port. */
  readonly server: string;
  readonly target: string;
  readonly exchange: Exchange;
  readonly against?: JsonDocument | null;
  readonly label?: string;
  readonly markChanges?: boolean;
}

export function Viewer({ cluster, server, target, exchange, against = null, label, markChanges = false }: Properties) {
  const { state, onState } = useViewUrl();
  const roster = useLiveOptional(queries.roster(cluster)).live?.data;
  const apps = useLiveOptional(queries.appList(cluster)).live?.data.general_info;
  const links = useMemo(
    () =>
      linksOf({
        cluster,
        server,
        target,
        servers: new Set(roster?.map((entry) => entry.server)),
        apps: new Map(Object.values(apps ?? {}).map((app) => [String(app.app_id), app.app_name])),
      }),
    [cluster, server, target, roster, apps],
  );
  return (
    <JsonViewer
      content={contentOf(exchange)}
      label={label ?? target}
      contentType={exchange.contentType}
      fileName={fileNameOf(target, exchange)}
      state={state}
      onState={onState}
      against={against}
      markChanges={markChanges}
      links={links}
    />
  );
}

export function contentOf({ bytes, text }: Exchange): JsonDocument["content"] {
  return bytes ?? text;
}
