import { Link } from "react-router";
import type { Failure as FailureFacts } from "../answer.ts";
import { paths } from "../paths.ts";
import type { Exchange } from "../send.ts";
import { askedOf, curlOf } from "../asked.ts";
import { CopyButton } from "./CopyButton.tsx";
import { headline, wordsFor } from "./failure-words.ts";
import { Icon } from "./Icon.tsx";

interface Properties {
  readonly failure: FailureFacts;
  readonly onRetry?: () => void;
  /** While a retry is under way. */
  readonly retrying?: boolean;
  /** The space that the content would have taken, px. */
  readonly height?: number;
}

/** What went wrong as a sentence, what to do next, who was asked in vain, and the raw exchange. */
export function Failure({ height, ...rest }: Properties) {
  if (height === undefined) return <Box {...rest} />;
  return (
    <div style={{ minHeight: height }}>
      <Box {...rest} />
    </div>
  );
}

function Box({ failure, onRetry, retrying = false }: Omit<Properties, "height">) {
  const words = wordsFor(failure);
  return (
    <div className="failure" role={words.calm ? "status" : "alert"} data-calm={words.calm}>
      <p className="failure-title">
        <Icon name={words.calm ? "notice" : "critical"} />
        <strong>{words.title}</strong>
      </p>
      <p className="failure-message">{headline(failure)}</p>
      <p className="failure-next">{words.next}</p>
      {failure.kind === "gateway" && failure.tried.length > 0 && <Tried tried={failure.tried} />}
      <div className="failure-actions">
        {onRetry !== undefined && (
          <button type="button" className="text-button" onClick={onRetry} disabled={retrying}>
            <Icon name="refresh" size={13} />
            <span>{retrying ? "Trying again…" : "Try again"}</span>
          </button>
        )}
        {"exchange" in failure && <ExchangeLinks exchange={failure.exchange} />}
      </div>
      {"exchange" in failure && failure.exchange.text.trim() !== "" && (
        <details>
          <summary>The raw answer (status {failure.exchange.status})</summary>
          <pre className="raw">{failure.exchange.text.slice(0, RAW_SHOWN)}</pre>
        </details>
      )}
    </div>
  );
}

/** Characters of a raw answer: the explorer has the rest. */
const RAW_SHOWN = 4000;

function Tried({ tried }: { readonly tried: readonly { readonly server: string; readonly message: string }[] }) {
  return (
    <ul className="failure-tried" aria-label="Servers that were asked">
      {tried.map(({ server, message }) => (
        <li key={`${server} ${message}`}>
          <code>{server}</code> {message.startsWith(server) ? message.slice(server.length).trim() : message}
        </li>
      ))}
    </ul>
  );
}

/** To the explorer and to the terminal, where the exchange is one with Pegasus. */
export function ExchangeLinks({ exchange }: { readonly exchange: Exchange }) {
  const asked = askedOf(exchange);
  const curl = curlOf(exchange);
  if (asked === null) return null;
  return (
    <>
      <Link
        className="text-button"
        to={paths.explorer(asked.cluster, { server: asked.server, path: asked.path, q: asked.query })}
        // The explorer then shows what this page shows, and asks nobody until it is told to.
        state={{ seen: exchange.at }}
        title={`Open ${asked.path}${asked.query === "" ? "" : `?${asked.query}`} in the explorer`}
      >
        <Icon name="external" size={13} />
        <span>Raw JSON</span>
      </Link>
      {curl !== null && <CopyButton wide text={curl} label="Copy as curl" />}
    </>
  );
}
