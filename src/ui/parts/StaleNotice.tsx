import type { Failure } from "../answer.ts";
import { formatTime } from "../format.ts";
import { headline } from "./failure-words.ts";
import { Icon } from "./Icon.tsx";

interface Properties {
  /** Why the last refresh failed; null: it did not, and nothing is shown. */
  readonly failure: Failure | null;
  /** When the data that stays on view was answered, ms since epoch. */
  readonly at: number;
  readonly onRetry?: () => void;
}

/** A refresh failed and old data stays: says so, since when and why. */
export function StaleNotice({ failure, at, onRetry }: Properties) {
  return (
    <div className="stale-notice" role="status" data-shown={failure !== null}>
      {failure !== null && (
        <>
          <Icon name="warning" />
          <span>
            <strong>This is from {formatTime(at)}.</strong> The refresh failed: {headline(failure)}
          </span>
          {onRetry !== undefined && (
            <button type="button" className="text-button" onClick={onRetry}>
              Try again
            </button>
          )}
        </>
      )}
    </div>
  );
}
