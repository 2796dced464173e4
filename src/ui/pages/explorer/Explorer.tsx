// Every call of every server, one at a time: what is listed, what is asked, and the answer as it came.
import { useQueryClient } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { ServerSelect } from "../../parts/ServerSelect.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { queries, useLiveOptional } from "../../queries.ts";
import { Answer } from "./Answer.tsx";
import { CallNav } from "./CallNav.tsx";
import { GuardedCall } from "./GuardedCall.tsx";
import { joinTarget, readRequest, splitTarget } from "./request.ts";
import { RequestForm } from "./RequestForm.tsx";
import "./explorer.css";

const LEADER = "leader";
const PARSERS = {
  server: parseAsString.withDefault(LEADER),
  path: parseAsString.withDefault("/"),
  q: parseAsString.withDefault(""),
};

export function Component() {
  const cluster = useCluster();
  const client = useQueryClient();
  const [{ server, path, q }, setUrl] = useQueryStates(PARSERS, { history: "push" });
  const roster = useLiveOptional(queries.roster(cluster)).live;
  const reading = readRequest({ path, q });
  const asked = joinTarget({ path, q });
  // A request that lacks a parameter is sent only when somebody says so: its refusal is an answer too.
  const [insisted, setInsisted] = useState<string | null>(null);
  const held = reading.ok && reading.missing.length > 0 && insisted !== `${server} ${asked}`;

  function submit(text: string): void {
    const wanted = splitTarget(text);
    setInsisted(`${server} ${joinTarget(wanted)}`);
    if (joinTarget(wanted) === asked) {
      if (reading.ok && reading.effect === "read") {
        void client.invalidateQueries({ queryKey: queries.raw(cluster, server, reading.text).queryKey });
      }
      return;
    }
    void setUrl(wanted);
  }

  return (
    <Page
      title="Explorer"
      actions={
        <ServerSelect
          roster={roster?.data ?? []}
          value={server}
          onPick={(picked) => void setUrl({ server: picked })}
          first={{ value: LEADER, label: "leader (whichever meta leads)" }}
        />
      }
    >
      <div className="explorer">
        <Section key={`calls ${server}`} title="Calls" height={300}>
          <CallNav cluster={cluster} server={server} selected={reading.ok ? `/${reading.target.path}` : ""} />
        </Section>
        <div className="explorer-main">
          <RequestForm asked={asked} onSubmit={submit} />
          {reading.ok && reading.effect !== "read" && (
            <GuardedCall key={`${server} ${reading.text}`} cluster={cluster} server={server} reading={reading} />
          )}
          {reading.ok && reading.effect === "read" && held && (
            <p className="explorer-note">
              Not sent yet: {reading.text} needs {reading.missing.join(" and ")}. Fill it in and press Send, or press
              Send to see the refusal.
            </p>
          )}
          {reading.ok && reading.effect === "read" && !held && (
            <Section key={`answer ${server} ${reading.text}`} title="Answer" quiet height={400}>
              <Answer cluster={cluster} server={server} target={reading.text} />
            </Section>
          )}
          {!reading.ok && <p className="explorer-note">Not sent. Pegasus would answer 400: {reading.error}</p>}
        </div>
      </div>
    </Page>
  );
}
