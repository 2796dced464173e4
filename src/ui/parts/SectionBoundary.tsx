// Shows a failure in place of a part, and asks again by itself what failed, quietly, until it works.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { Component, useEffect, useEffectEvent, useState, type ErrorInfo, type ReactNode } from "react";
import { failureOf } from "../answer.ts";
import { Failure } from "./Failure.tsx";

interface Properties {
  /** The space that the content takes, px. */
  readonly height?: number;
  readonly children: ReactNode;
}

export function SectionBoundary({ height, children }: Properties) {
  const client = useQueryClient();
  return (
    <Boundary client={client} height={height}>
      {children}
    </Boundary>
  );
}

interface BoundaryProperties {
  readonly client: QueryClient;
  readonly height: number | undefined;
  readonly children: ReactNode;
}
/** `hash`: the query that failed; null when it was no query but a mistake of the page. */
type State = { readonly error: unknown; readonly hash: string | null } | null;

class Boundary extends Component<BoundaryProperties, { readonly caught: State }> {
  override state: { readonly caught: State } = { caught: null };

  static getDerivedStateFromError(error: unknown): { caught: State } {
    return { caught: { error, hash: null } };
  }

  override componentDidCatch(error: unknown, _info: ErrorInfo): void {
    const failed = this.props.client
      .getQueryCache()
      .getAll()
      .find(({ state }) => state.error === error);
    this.setState({ caught: { error, hash: failed?.queryHash ?? null } });
  }

  /** Forgets the failed query, so that whoever comes back asks anew instead of failing at once. */
  override componentWillUnmount(): void {
    this.forget();
  }

  private forget(): void {
    const { client } = this.props;
    const hash = this.state.caught?.hash;
    const query = hash === null || hash === undefined ? undefined : client.getQueryCache().get(hash);
    if (query !== undefined && query.state.data === undefined) client.getQueryCache().remove(query);
  }

  override render(): ReactNode {
    const { caught } = this.state;
    const { client, height, children } = this.props;
    if (caught === null) return children;
    return (
      <Caught
        client={client}
        height={height}
        error={caught.error}
        hash={caught.hash}
        onError={(error) => this.setState({ caught: { error, hash: caught.hash } })}
        onRecovered={() => {
          this.forget();
          this.setState({ caught: null });
        }}
      />
    );
  }
}

const RETRY_MS = 5000;

interface CaughtProperties {
  readonly client: QueryClient;
  readonly height: number | undefined;
  readonly error: unknown;
  readonly hash: string | null;
  readonly onError: (error: unknown) => void;
  readonly onRecovered: () => void;
}

function Caught({ client, height, error, hash, onError, onRecovered }: CaughtProperties) {
  const [retrying, setRetrying] = useState(false);

  async function retry(): Promise<void> {
    const query = hash === null ? undefined : client.getQueryCache().get(hash);
    if (query === undefined) return onRecovered();
    setRetrying(true);
    try {
      await query.fetch();
      onRecovered();
    } catch (again) {
      onError(again);
    } finally {
      setRetrying(false);
    }
  }

  const retryQuietly = useEffectEvent(() => {
    if (!document.hidden && hash !== null && !retrying) void retry();
  });
  useEffect(() => {
    const timer = setInterval(() => retryQuietly(), RETRY_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <Failure
      failure={failureOf(error)}
      retrying={retrying}
      onRetry={() => void retry()}
      {...(height === undefined ? {} : { height })}
    />
  );
}
