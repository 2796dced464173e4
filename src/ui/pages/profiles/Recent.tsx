// The profiles that this browser keeps: to look at, to compare, to note something on, to delete.
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { formatBytes, formatTime } from "../../format.ts";
import { Confirm } from "../../parts/Confirm.tsx";
import { DataTable } from "../../parts/DataTable.tsx";
import type { Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { profileQueries, refreshEntries } from "../../queries-profiles.ts";
import { LIMITS, type Entry } from "./entries.ts";
import { changeEntry, forgetProfile } from "./profile-store.ts";
import { recentColumns } from "./recent-columns.tsx";
import type { Unkept } from "./unkept.ts";

interface Properties {
  readonly cluster: string;
  readonly unkept: Unkept;
  /** The one that is looked at; null: none. */
  readonly open: string | null;
}

const NEWEST_FIRST: Sort = { id: "at", desc: true };

export function Recent({ cluster, unkept, open }: Properties) {
  const client = useQueryClient();
  const { data } = useSuspenseQuery(profileQueries.entries(() => unkept.entries()));
  const state = useTableState("recent");
  const [deleting, setDeleting] = useState<Entry | null>(null);
  const columns = useMemo(() => {
    const onNote = (entry: Entry, note: string): void => {
      if (note !== entry.note) void changeEntry({ ...entry, note }).then(() => refreshEntries(client));
    };
    return recentColumns({ cluster, open, onNote, onDelete: setDeleting });
  }, [cluster, open, client]);

  async function forget({ id }: Entry): Promise<void> {
    setDeleting(null);
    unkept.delete(id);
    await forgetProfile(id).catch(() => undefined); // where nothing can be kept there is nothing to forget
    await refreshEntries(client);
  }

  return (
    <>
      <DataTable
        name="Recent profiles"
        rows={data}
        columns={columns}
        rowId={({ id }) => id}
        state={state}
        defaultSort={NEWEST_FIRST}
        filterLabel="Filter profiles"
        empty="No profile has been taken or opened in this browser yet."
      />
      <p className="recent-note">
        In this browser only: up to {LIMITS.entries} profiles and {formatBytes(LIMITS.bytes)}. The oldest make room,
        those with a note last.
      </p>
      {deleting !== null && (
        <Confirm
          title="Delete this profile?"
          confirm="Delete"
          danger
          onCancel={() => setDeleting(null)}
          onConfirm={() => void forget(deleting)}
        >
          <p>
            {deleting.server} of {formatTime(deleting.at)} goes from this browser. A file that was downloaded stays.
          </p>
        </Confirm>
      )}
    </>
  );
}
