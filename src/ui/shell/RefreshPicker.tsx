import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { Icon } from "../parts/Icon.tsx";
import { INTERVALS, useRefreshInterval, writeInterval, type Interval } from "../preferences.ts";
import { refreshCluster } from "../queries.ts";

const WORDS: Readonly<Record<Interval, string>> = { 0: "off", 5: "5 s", 10: "10 s", 30: "30 s", 60: "1 m" };

/** How often everything is asked anew, and a button to do it now. */
export function RefreshPicker({ cluster }: { readonly cluster: string }) {
  const id = useId();
  const interval = useRefreshInterval();
  const client = useQueryClient();
  const fetching = useIsFetching() > 0;
  return (
    <div className="refresh-picker">
      <label htmlFor={id}>Refresh</label>
      <select
        id={id}
        value={interval}
        onChange={(event) => {
          const picked = Number(event.currentTarget.value);
          writeInterval(INTERVALS.find((one) => one === picked) ?? 0);
        }}
      >
        {INTERVALS.map((one) => (
          <option key={one} value={one}>
            {WORDS[one]}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="icon-button"
        title="Refresh now"
        aria-label="Refresh now"
        data-busy={fetching}
        onClick={() => void refreshCluster(client, cluster)}
      >
        <Icon name="refresh" />
      </button>
    </div>
  );
}
