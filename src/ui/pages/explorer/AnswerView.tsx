// One exchange with a Pegasus server: its facts, what they mean, and its text in the viewer.
import type { ReactNode } from "react";
import type { Failure } from "../../answer.ts";
import { curlOf } from "../../asked.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import type { Exchange } from "../../send.ts";
import { explain } from "./explain.ts";
import { Facts, Headers } from "./Facts.tsx";
import { Viewer } from "./Viewer.tsx";

interface Properties {
  readonly cluster: string;
  /** Who was asked, `leader` or host:port. */
  readonly server: string;
  readonly exchange: Exchange;
  /** Why asking again failed. */
  readonly failure?: Failure | null;
  /** What was asked, as the root of the tree is called. */
  readonly target: string;
  /** The body that was sent, for the curl line. */
  readonly body?: string;
  readonly actions?: ReactNode;
  /** Marks what differs from the answer before. */
  readonly markChanges?: boolean;
}

export function AnswerView(properties: Properties) {
  const { cluster, server, exchange, failure = null, target, body = "", actions, markChanges = false } = properties;
  const curl = curlOf(exchange);
  const withBody = curl !== null && body !== "" ? `${curl} -d '${body.replaceAll("'", String.raw`'\''`)}'` : curl;
  const meaning = explain(target, exchange);
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
      <Headers exchange={exchange} />
      {meaning !== null && (
        <p className="answer-meaning" role="note">
          {meaning}
        </p>
      )}
      {exchange.size === 0 ? (
        <p className="answer-empty">The body is empty.</p>
      ) : (
        <Viewer
          key={exchange.url}
          cluster={cluster}
          server={server}
          target={target}
          exchange={exchange}
          markChanges={markChanges}
        />
      )}
    </>
  );
}
