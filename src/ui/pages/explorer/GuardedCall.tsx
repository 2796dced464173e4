// A call that changes or slows down the cluster: said what it does, allowed or not, confirmed, sent as POST with the intent.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Link } from "react-router";
import { JsonError, parseJson } from "#pegasus/json.ts";
import { failureOf } from "../../answer.ts";
import { changeRefused, operatorRefused } from "../../parts/change-refused.ts";
import { Confirm } from "../../parts/Confirm.tsx";
import { EnvironmentNote } from "../../parts/EnvironmentNote.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { ReasonField } from "../../parts/ReasonField.tsx";
import { paths } from "../../paths.ts";
import { queries, refreshCluster, useLiveOptional } from "../../queries.ts";
import { AnswerView } from "./AnswerView.tsx";
import { effectWords } from "./call-groups.ts";
import { bodyParameter, type Reading } from "./request.ts";
import { sendGuarded } from "./send-guarded.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  readonly reading: Extract<Reading, { ok: true }>;
}

export function GuardedCall({ cluster, server, reading }: Properties) {
  const { endpoint, effect, target, text } = reading;
  return (
    <section className="guarded" aria-label="This call">
      <p>
        <strong>{effect === "costly" ? "A costly call." : "A change."}</strong> {endpoint?.help}
      </p>
      {target.path === "updateConfig" ? (
        <UpdateConfigElsewhere cluster={cluster} server={server} flag={[...target.query.keys()][0]} />
      ) : (
        <>
          <p>{effectWords(effect, endpoint)}</p>
          {endpoint !== undefined && <Sender cluster={cluster} server={server} reading={reading} key={text} />}
        </>
      )}
    </section>
  );
}

function UpdateConfigElsewhere(at: {
  readonly cluster: string;
  readonly server: string;
  readonly flag: string | undefined;
}) {
  const where = {
    ...(at.server === "leader" ? {} : { server: at.server }),
    ...(at.flag === undefined ? {} : { flag: at.flag }),
  };
  return (
    <p>
      It is not sent from here. The page <Link to={paths.config(at.cluster, where)}>Config</Link> changes flags: it
      shows the old value, checks the new one and reads it back.
    </p>
  );
}

function Sender({ cluster, server, reading }: Properties) {
  const id = useId();
  const client = useQueryClient();
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const entries = useLiveOptional(queries.clusters()).live?.data ?? [];
  const entry = entries.find(({ name }) => name === cluster) ?? null;
  const refusal =
    reading.effect === "costly" ? operatorRefused(session, "A costly call needs") : changeRefused(session, entry);
  const bodyWanted = bodyParameter(reading.endpoint);
  const [body, setBody] = useState("");
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const bodyError = bodyWanted === undefined ? null : whatIsWrong(body, bodyWanted.kind);
  const call = useMutation({
    mutationFn: () => sendGuarded(cluster, server, reading.text, bodyWanted === undefined ? undefined : body, reason),
    onSettled: () => void refreshCluster(client, cluster),
  });
  return (
    <>
      {bodyWanted !== undefined && (
        <div className="guarded-body">
          <label htmlFor={id}>Body ({bodyWanted.kind === "json-body" ? "a JSON object" : "text"})</label>
          <textarea
            id={id}
            rows={5}
            value={body}
            spellCheck={false}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          {body !== "" && bodyError !== null && <p role="status">{bodyError}</p>}
        </div>
      )}
      <p className="guarded-send">
        <Button
          size="compact-sm"
          disabled={refusal !== null || bodyError !== null}
          loading={call.isPending}
          onClick={() => setAsking(true)}
        >
          Send…
        </Button>
        {refusal !== null && <span>{refusal}</span>}
        {refusal === null && body === "" && bodyError !== null && <span>{bodyError}</span>}
      </p>
      {asking && (
        <Confirm
          title={`Send ${reading.text}?`}
          confirm={reading.effect === "costly" ? "Send the costly call" : "Send the change"}
          danger
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            call.mutate();
          }}
        >
          <EnvironmentNote entry={entry} />
          <p>
            It goes to {server === "leader" ? "the leading meta server" : <code>{server}</code>} of the cluster{" "}
            <strong>{cluster}</strong>. {effectWords(reading.effect, reading.endpoint)}
          </p>
          {bodyWanted !== undefined && <pre className="raw">{body}</pre>}
          <ReasonField reason={reason} onReason={setReason} />
        </Confirm>
      )}
      {call.isPending && <p role="status">Waiting for the answer…</p>}
      {call.error !== null && <Failure failure={failureOf(call.error)} />}
      {call.data !== undefined && <AnswerView exchange={call.data} target={reading.text} body={body} />}
    </>
  );
}

/** Null: the body can be sent. */
function whatIsWrong(body: string, kind: string): string | null {
  if (body.trim() === "") return "It needs a body.";
  if (kind !== "json-body") return null;
  try {
    return parseJson(body).kind === "object" ? null : "The body must be a JSON object.";
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return `The body is not JSON: ${error.message}.`;
  }
}
