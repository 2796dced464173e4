// What is to be told of an exchange beside its text.
import type { ReactNode } from "react";
import { formatBytes, formatTime, plural } from "../../format.ts";
import { Age } from "../../parts/Age.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import type { Exchange } from "../../send.ts";

/** All that Pegasus says (reference 1.2). */
const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: "OK",
  307: "Temporary Redirect",
  400: "Bad Request",
  404: "Not Found",
  500: "Internal Server Error",
};

export function statusText(status: number): string {
  return `${status} ${STATUS_WORDS[status] ?? ""}`.trim();
}

export function Facts({ exchange }: { readonly exchange: Exchange }) {
  const { status, server, hops, ms, size, contentType, at } = exchange;
  const good = status >= 200 && status < 300;
  return (
    <dl className="answer-facts">
      <Fact name="Status">
        <HealthBadge severity={good ? "ok" : "warning"}>{statusText(status)}</HealthBadge>
      </Fact>
      <Fact name="Answered by">
        <code>{server ?? "this dashboard"}</code>
        {hops.length > 0 && (
          <span title="Who was asked before it, and what each said: a redirect is 307">
            {" "}
            via {hops.map((hop) => hop.replace(" ", " → ")).join(", ")}
          </span>
        )}
      </Fact>
      <Fact name="Took">{ms === null ? "–" : `${ms} ms`}</Fact>
      <Fact name="Size">
        <span title={plural(size, "byte")}>{formatBytes(size)}</span>
      </Fact>
      <Fact name="Content type">{contentType === "" ? "none" : contentType}</Fact>
      <Fact name="Age">
        <Age at={at} /> <span className="answer-time">({formatTime(at)})</span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What Pegasus itself sent (reference 1.2: nothing else, ever), and what the dashboard's server added on the way. */
export function Headers({ exchange }: { readonly exchange: Exchange }) {
  const { server, status, contentType, size, headers } = exchange;
  const own = [`HTTP/1.1 ${statusText(status)}`, `Content-Type: ${contentType}`, `Content-Length: ${size}`];
  const added = headers.filter(([name]) => !["content-type", "content-length"].includes(name));
  return (
    <details className="answer-headers">
      <summary>Headers</summary>
      {server !== null && (
        <>
          <p>Of {server}, before the dashboard packed it for the way:</p>
          <pre className="raw">{own.join("\n")}</pre>
        </>
      )}
      <p>Added by the dashboard:</p>
      <pre className="raw">{added.map(([name, value]) => `${name}: ${value}`).join("\n")}</pre>
    </details>
  );
}
