// A call that changes or slows down the cluster: said what it does, allowed or not, confirmed, sent as POST with the intent.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { failureOf } from "../../answer.ts";
import { Confirm } from "../../parts/Confirm.tsx";
import { EnvironmentNote } from "../../parts/EnvironmentNote.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { ReasonField } from "../../parts/ReasonField.tsx";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { queries, refreshCluster } from "../../queries.ts";
import { AnswerView } from "./AnswerView.tsx";
import { bodyFormatOf, checkBody, templateText } from "./body-check.ts";
import { BodyEditor } from "./BodyEditor.tsx";
import { effectWords } from "./call-groups.ts";
import { refusalOf } from "./permission.ts";
import { bodyParameter, type Reading } from "./request.ts";
import { sendGuarded } from "../../send-guarded.ts";
import { remember } from "./useHistory.ts";

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
          <Sender cluster={cluster} server={server} reading={reading} key={text} />
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
  const client = useQueryClient();
  const state: unknown = useLocation().state;
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const entries = useLiveOptional(queries.clusters()).live?.data ?? [];
  const entry = entries.find(({ name }) => name === cluster) ?? null;
  const refusal = reading.endpoint === undefined ? UNKNOWN : refusalOf(reading.effect, session, entry);
  const wanted = bodyParameter(reading.endpoint);
  const format = bodyFormatOf(`/${reading.target.path}`);
  const template = format === null ? "" : templateText(format);
  const [body, setBody] = useState(bodyIn(state) ?? template);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  // A call that nobody knows may or may not want a body.
  const hasBody = wanted !== undefined || reading.endpoint === undefined;
  const wrong = wanted === undefined ? [] : wanted.kind === "json-body" ? checkBody(body, format) : checkText(body);
  const call = useMutation({
    mutationFn: () => sendGuarded(cluster, server, reading.text, hasBody && body !== "" ? body : undefined, reason),
    onSuccess: (exchange) => void remember({ cluster, server, target: reading.text, body }, exchange),
    onSettled: () => void refreshCluster(client, cluster),
  });
  return (
    <>
      {hasBody && (
        <BodyEditor
          body={body}
          onBody={setBody}
          json={wanted?.kind === "json-body"}
          format={format}
          wrong={wrong}
          template={template}
        />
      )}
      <p className="guarded-send">
        <Button
          size="compact-sm"
          disabled={refusal !== null || wrong.length > 0}
          loading={call.isPending}
          onClick={() => setAsking(true)}
        >
          Send…
        </Button>
        {refusal !== null && <span>{refusal}</span>}
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
          {hasBody && body !== "" && <pre className="raw">{body}</pre>}
          <ReasonField reason={reason} onReason={setReason} />
        </Confirm>
      )}
      {call.isPending && <p role="status">Waiting for the answer…</p>}
      {call.error !== null && <Failure failure={failureOf(call.error)} />}
      {call.data !== undefined && (
        <AnswerView cluster={cluster} server={server} exchange={call.data} target={reading.text} body={body} />
      )}
    </>
  );
}

/** As the gateway decides, too: nobody can say what such a call would do. */
const UNKNOWN = "This dashboard does not know the call, and may send it nowhere: nobody can say what it would do.";

/** What the history handed over, to be sent again. */
function bodyIn(state: unknown): string | null {
  if (typeof state !== "object" || state === null || !("body" in state)) return null;
  return typeof state.body === "string" ? state.body : null;
}

function checkText(body: string): string[] {
  return body.trim() === "" ? ["It needs a body."] : [];
}
