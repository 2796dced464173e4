// The frame of a page: its heading, who answered and when, and the ways to the raw exchange.
import { useEffect, useRef, type ReactNode } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";
import type { Failure } from "../answer.ts";
import type { Exchange } from "../send.ts";
import { Age } from "./Age.tsx";
import { ExchangeLinks } from "./Failure.tsx";
import { StaleNotice } from "./StaleNotice.tsx";
import { useCluster } from "./useCluster.ts";

interface Properties {
  /** The `h1`, and the first part of the document's title. */
  readonly title: string;
  /** Beside the heading, e.g. a badge or a copy button. */
  readonly beside?: ReactNode;
  /** Controls at the right of the heading. */
  readonly actions?: ReactNode;
  /** What the page shows came from here; null or absent while there is none. */
  readonly exchange?: Exchange | null;
  /** Why the last refresh of that failed. */
  readonly failure?: Failure | null;
  readonly onRetry?: () => void;
  /** A sentence under the heading. */
  readonly intro?: ReactNode;
  readonly children?: ReactNode;
}

export function Page(properties: Properties) {
  const { title, beside, actions, exchange = null, failure = null, onRetry, intro, children } = properties;
  const cluster = useCluster();
  return (
    <>
      <title>{[title, cluster, "Pegasus Dashboard"].filter((part) => part !== "").join(" · ")}</title>
      <header className="page-header">
        <Heading title={title} />
        {beside}
        {actions !== undefined && <div className="page-actions">{actions}</div>}
        {exchange !== null && <Source exchange={exchange} failed={failure !== null} />}
      </header>
      {exchange !== null && (
        <StaleNotice failure={failure} at={exchange.at} {...(onRetry === undefined ? {} : { onRetry })} />
      )}
      {intro !== undefined && <p className="page-intro">{intro}</p>}
      {children}
    </>
  );
}

/** Takes the focus when one comes here by a link, so that the keyboard and screen readers are at the new page. */
function Heading({ title }: { readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const came = useNavigationType();
  useEffect(() => {
    if (came === NavigationType.Push) heading.current?.focus({ preventScroll: true });
  }, [pathname, came]);
  return (
    <h1 ref={heading} {...{ tabIndex: -1 }}>
      {title}
    </h1>
  );
}

/** Who answered, by which way, how long ago; the raw exchange and a curl line. */
export function Source({ exchange, failed = false }: { readonly exchange: Exchange; readonly failed?: boolean }) {
  return (
    <div className="source" role="group" aria-label="Source">
      <span className="source-server">
        {exchange.server === null ? "this dashboard" : <code>{exchange.server}</code>}
      </span>
      {exchange.hops.length > 0 && (
        <span className="source-hops" title="Asked before it">
          via {exchange.hops.map((hop) => hop.replace(" ", " → ")).join(", ")}
        </span>
      )}
      <Age at={exchange.at} failed={failed} />
      <ExchangeLinks exchange={exchange} />
    </div>
  );
}
