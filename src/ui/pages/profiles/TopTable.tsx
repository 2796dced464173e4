// What costs most: by itself, and with what it calls. The flame graph as a table.
import { useMemo } from "react";
import { formatCount } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Loading } from "../../parts/Loading.tsx";
import type { Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { functionColumns } from "./function-columns.tsx";
import type { Model } from "./model.ts";
import type { FunctionRow } from "./protocol.ts";
import { addressOf, type ProfileUrl } from "./url-state.ts";
import { usePart } from "./usePart.ts";

interface Properties {
  readonly model: Model;
  readonly url: ProfileUrl;
}

const DEAREST_FIRST: Sort = { id: "self", desc: true };
const MOST_CHANGED_FIRST: Sort = { id: "selfChange", desc: true };

export function TopTable({ model, url }: Properties) {
  const state = useTableState("top");
  const { background, counted, cluster, measure, compares } = model;
  const { data: top, problem } = usePart(background, "top", { ...counted, find: url.find });
  const all = top?.all;
  const columns = useMemo(
    () =>
      functionColumns<FunctionRow>({
        header: "Function",
        unit: measure.unit,
        all: all ?? [],
        nameOf: ({ name }) => name,
        linkOf: ({ name }) => addressOf(cluster, { ...url, view: "calls", fn: name }),
        figures: [
          { id: "self", header: "Self", of: ({ self }) => self },
          { id: "total", header: "Total", of: ({ total }) => total },
        ],
      }),
    [cluster, measure.unit, all, url],
  );
  if (problem !== null) return <p role="alert">{problem}</p>;
  if (top === null) return <Loading height={420} label="Adding up…" />;
  return (
    <>
      <DataTable
        name="Top functions"
        rows={top.rows}
        columns={columns}
        rowId={({ name }) => name}
        state={state}
        defaultSort={compares ? MOST_CHANGED_FIRST : DEAREST_FIRST}
        rowLink={({ name }) => addressOf(cluster, { ...url, view: "calls", fn: name })}
        empty={url.find === "" ? "Nothing was counted." : `No function has “${url.find}” in its name.`}
      />
      {top.rows.length < top.functions && (
        <p className="recent-note">
          The {formatCount(top.rows.length)} that cost most, of {formatCount(top.functions)}. Search for others by name.
        </p>
      )}
    </>
  );
}
