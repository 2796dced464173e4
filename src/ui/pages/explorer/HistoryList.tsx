// This browser's requests: to send again, to look at as they were answered, to keep, and to compare any two.
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { formatBytes } from "../../format.ts";
import { Confirm } from "../../parts/Confirm.tsx";
import { DataTable } from "../../parts/DataTable.tsx";
import { useTableState } from "../../parts/useTableState.ts";
import type { Pair } from "./comparison.ts";
import { columnsFor } from "./history-columns.tsx";
import { LIMITS } from "./history.ts";
import { clearHistory, useHistory } from "./useHistory.ts";

interface Properties {
  readonly onCompare: (pair: Pair) => void;
}

export function HistoryList({ onCompare }: Properties) {
  const entries = useHistory();
  const state = useTableState("history");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [clearing, setClearing] = useState(false);
  const columns = useMemo(() => columnsFor(chosen, setChosen), [chosen]);
  const picked = entries.filter(({ id }) => chosen.includes(id)).toSorted((a, b) => a.at - b.at);
  const [older, newer] = picked;
  const unpinned = entries.filter(({ pinned }) => !pinned).length;
  return (
    <>
      <DataTable
        name="Requests"
        rows={entries}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        defaultSort={{ id: "at", desc: true }}
        filterLabel="Filter requests"
        empty="Nothing has been asked from this browser yet."
        toolbar={
          <>
            <Button
              size="compact-sm"
              variant="default"
              disabled={picked.length !== 2}
              onClick={() => {
                if (older === undefined || newer === undefined) return;
                onCompare([
                  { kind: "kept", id: older.id },
                  { kind: "kept", id: newer.id },
                ]);
              }}
            >
              Compare the two chosen
            </Button>
            <Button size="compact-sm" variant="default" disabled={unpinned === 0} onClick={() => setClearing(true)}>
              Clear…
            </Button>
          </>
        }
      />
      <p className="history-note">
        In this browser only, the last {LIMITS.entries} requests, and answers up to {formatBytes(LIMITS.bytes)} in all.
        Pinned ones stay. Values of secrets are never among them.
      </p>
      {clearing && (
        <Confirm
          title="Clear the history?"
          confirm="Clear"
          onCancel={() => setClearing(false)}
          onConfirm={() => {
            clearHistory();
            setChosen([]);
            setClearing(false);
          }}
        >
          <p>{unpinned} requests and their answers go. Pinned ones stay.</p>
        </Confirm>
      )}
    </>
  );
}
