// One exchange with a Pegasus server: its facts, and its text in the viewer.
import type { ReactNode } from "react";
import type { Failure } from "../../answer.ts";
import { curlOf } from "../../asked.ts";
import { formatBytes, plural } from "../../format.ts";
import { JsonTree } from "../../json/JsonTree.tsx";
import { Age } from "../../parts/Age.tsx";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import type { Exchange } from "../../send.ts";

interface Properties {
  readonly exchange: Exchange;
  /** Why asking again failed. */
  readonly failure?: Failure | null;
  /** What was asked, as the root of the tree is called. */
  readonly target: string;
  /** The body that was sent, for the curl line. */
  readonly body?: string;
  readonly actions?: ReactNode;
}

export function AnswerView({ exchange, failure = null, target, body = "", actions }: Properties) {
  const curl = curlOf(exchange);
  const withBody = curl !== null && body !== "" ? `${curl} -d '${body.replaceAll("'", String.raw`'\''`)}'` : curl;
  return (
    <>
      <StaleNotice failure={failure} at={exchange.at} />
      <div className="answer-bar">
        <Facts exchange={exchange} />
        <span className="answer-actions">
          {actions}
          {withBody !== null && <CopyButton wide text={withBody} label="Copy as curl" />}
          <CopyButton wide text={window.location.href} label="Copy link" />
        </span>
      </div>
      <JsonTree key={exchange.url} text={exchange.text} name={target} />
    </>
  );
}

function Facts({ exchange }: { readonly exchange: Exchange }) {
  const { status, server, hops, ms, text, contentType, at } = exchange;
  const good = status >= 200 && status < 300;
  return (
    <dl className="answer-facts">
      <Fact name="Status">
        <HealthBadge severity={good ? "ok" : "warning"}>
          {status} {STATUS_WORDS[status] ?? ""}
        </HealthBadge>
      </Fact>
      <Fact name="Answered by">
        <code>{server ?? "this dashboard"}</code>
        {hops.length > 0 && <span> via {hops.map((hop) => hop.replace(" ", " → ")).join(", ")}</span>}
      </Fact>
      <Fact name="Took">{ms === null ? "–" : `${ms} ms`}</Fact>
      <Fact name="Size">
        <span title={plural(text.length, "character")}>{formatBytes(new Blob([text]).size)}</span>
      </Fact>
      <Fact name="Content type">{contentType === "" ? "none" : contentType}</Fact>
      <Fact name="Age">
        <Age at={at} />
      </Fact>
    </dl>
  );
}

/** All that Pegasus says (reference 1.2). */
const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: "OK",
  307: "Temporary Redirect",
  400: "Bad Request",
  404: "Not Found",
  500: "Internal Server Error",
};

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
