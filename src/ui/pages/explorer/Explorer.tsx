// Every call of every server: what is listed, what is asked, the answer as it came, and what others or earlier ones said.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { ViewerStandby } from "../../json/ViewerStandby.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { ServerSelect } from "../../parts/ServerSelect.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { CallNav } from "./CallNav.tsx";
import { Panels } from "./Panels.tsx";
import { joinTarget, readRequest, splitTarget } from "./request.ts";
import { RequestForm } from "./RequestForm.tsx";
import { LEADER, useExplorerUrl, useViewUrl } from "./url-state.ts";
import "./explorer.css";

export function Component() {
  const cluster = useCluster();
  const client = useQueryClient();
  const [url, setUrl] = useExplorerUrl();
  const { server, path, q } = url;
  const { forget } = useViewUrl();
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const role = server === LEADER ? "meta" : (roster.find((entry) => entry.server === server)?.role ?? null);
  const reading = readRequest({ path, q });
  const asked = joinTarget({ path, q });
  // A request that lacks a parameter is sent only when somebody says so: its refusal is an answer too.
  const [insisted, setInsisted] = useState<string | null>(null);
  const held = reading.ok && reading.missing.length > 0 && insisted !== `${server} ${asked}`;

  function submit(text: string): void {
    const wanted = splitTarget(text);
    const next = readRequest(wanted);
    setInsisted(`${server} ${joinTarget(wanted)}`);
    // Whoever presses Send wants what is said now, also where the answer of a moment ago is at hand.
    if (next.ok && next.effect === "read")
      void client.invalidateQueries({ queryKey: queries.raw(cluster, server, next.text).queryKey });
    if (joinTarget(wanted) !== asked) {
      forget();
      void setUrl({ ...wanted, compare: null, kept: null, value: null });
    } else if (url.compare !== null || url.kept !== null) {
      void setUrl({ compare: null, kept: null });
    }
  }

  return (
    <Page
      title="Explorer"
      actions={
        <>
          <ServerSelect
            roster={roster}
            value={server}
            onPick={(picked) => void setUrl({ server: picked, compare: null, kept: null })}
            first={{ value: LEADER, label: "leader (whichever meta leads)" }}
          />
          <Link className="text-button" to={paths.snapshot(cluster)}>
            Snapshot…
          </Link>
        </>
      }
    >
      <div className="explorer">
        <Section key={`calls ${server}`} title="Calls" height={300}>
          <CallNav
            cluster={cluster}
            server={server}
            role={role}
            selected={reading.ok ? `/${reading.target.path}` : ""}
            search={url.calls}
            onSearch={(calls) => void setUrl({ calls }, { history: "replace" })}
          />
        </Section>
        <div className="explorer-main">
          <RequestForm asked={asked} where={{ cluster, server, role }} onSubmit={submit} />
          <ViewerStandby expected={`${server} ${asked}`}>
            <Panels cluster={cluster} reading={reading} held={held} url={url} setUrl={setUrl} />
          </ViewerStandby>
        </div>
      </div>
    </Page>
  );
}
