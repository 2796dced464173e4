// The one way in which this page changes something: said whether it is allowed, confirmed with all that it does, sent, and what was said to it.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { TextEndpoint } from "#pegasus/endpoint.ts";
import { failureOf, judge } from "../../answer.ts";
import { useLiveOptional } from "../../live.ts";
import { changeRefused } from "../../parts/change-refused.ts";
import { Confirm } from "../../parts/Confirm.tsx";
import { EnvironmentNote } from "../../parts/EnvironmentNote.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { ReasonField } from "../../parts/ReasonField.tsx";
import { queries, refreshCluster } from "../../queries.ts";
import { sendGuarded } from "../../send-guarded.ts";

interface Properties {
  readonly cluster: string;
  /** A call of the leader that answers with `error` and a hint. */
  readonly endpoint: TextEndpoint<{ readonly error: string }>;
  readonly body: Readonly<Record<string, string | number>>;
  /** Why the body will not do; null: it will. */
  readonly wrong: string | null;
  /** What the button says, e.g. "Start the bulk load". */
  readonly verb: string;
  readonly title: string;
  /** What it does, in the question whether to do it. */
  readonly children: ReactNode;
  readonly onAccepted: () => void;
}

/** What a leader that took it says. */
const ACCEPTED = "ERR_OK";

export function SendChange({ cluster, endpoint, body, wrong, verb, title, children, onAccepted }: Properties) {
  const client = useQueryClient();
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const entry = useLiveOptional(queries.clusters()).live?.data.find(({ name }) => name === cluster) ?? null;
  const refusal = changeRefused(session, entry);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const text = JSON.stringify(body);
  const change = useMutation({
    mutationFn: async () =>
      judge(await sendGuarded(cluster, "leader", endpoint.path, text, reason), endpoint.answer).data,
    onSuccess: ({ error }) => {
      if (error === ACCEPTED) onAccepted();
    },
    onSettled: () => void refreshCluster(client, cluster),
  });
  return (
    <div className="send-change">
      <p>
        <Button
          size="compact-sm"
          disabled={refusal !== null || wrong !== null}
          loading={change.isPending}
          onClick={() => setAsking(true)}
        >
          {verb}…
        </Button>{" "}
        <span className="send-change-why">{refusal ?? wrong}</span>
      </p>
      {asking && (
        <Confirm
          title={title}
          confirm={verb}
          danger
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            change.mutate();
          }}
        >
          <EnvironmentNote entry={entry} />
          {children}
          <pre className="raw">
            POST {endpoint.path} {text}
          </pre>
          <ReasonField reason={reason} onReason={setReason} />
        </Confirm>
      )}
      {change.error !== null && <Failure failure={failureOf(change.error)} />}
      {change.data !== undefined && change.data.error !== ACCEPTED && (
        <p role="alert">
          <HealthBadge severity="critical">Refused</HealthBadge> The leader said <code>{change.data.error}</code>
          {hintOf(change.data) === "" ? "." : `: ${hintOf(change.data)}`} Nothing was changed.
        </p>
      )}
    </div>
  );
}

/** `hint_msg` of one call is `hint_message` of the others (trap 28). */
function hintOf(verdict: object): string {
  const hint: unknown = Object.entries(verdict).find(([name]) => name.startsWith("hint_"))?.[1];
  return typeof hint === "string" ? hint.trim() : "";
}
