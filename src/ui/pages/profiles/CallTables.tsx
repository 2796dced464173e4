// One function: who calls it, and whom it calls. Each name leads on, so that a profile can be walked by the keyboard.
import { useMemo } from "react";
import { Link } from "react-router";
import { DataTable } from "../../parts/DataTable.tsx";
import { Loading } from "../../parts/Loading.tsx";
import type { Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { functionColumns } from "./function-columns.tsx";
import { formatAmount } from "./measures.ts";
import { shareWords, type Model } from "./model.ts";
import type { CallRow } from "./protocol.ts";
import { addressOf, type ProfileUrl } from "./url-state.ts";
import { usePart } from "./usePart.ts";

interface Properties {
  readonly model: Model;
  readonly url: ProfileUrl;
}

export function CallTables({ model, url }: Properties) {
  const { background, counted, cluster, measure } = model;
  const { data, problem } = usePart(background, "calls", { ...counted, name: url.fn }, url.fn !== "");
  if (problem !== null) return <p role="alert">{problem}</p>;
  if (url.fn === "") {
    return (
      <p className="recent-note">
        No function is chosen: choose one in the flame graph or among the{" "}
        <Link to={addressOf(cluster, { ...url, view: "top" })}>top functions</Link>.
      </p>
    );
  }
  if (data === null) return <Loading height={420} label="Adding up…" />;
  const { list: calls } = data;
  if (calls === null) return <p className="recent-note">This profile has no function {url.fn}.</p>;
  const amounts = (parts: readonly number[]): string =>
    `${parts.map((part) => formatAmount(part, measure.unit)).join(" → ")} (${shareWords(parts, calls.all)})`;
  return (
    <>
      <p className="calls-head">
        <code>{url.fn}</code> <span>with what it calls {amounts(calls.total)}</span>{" "}
        <span>itself {amounts(calls.self)}</span>
      </p>
      <div className="calls-tables">
        <Calls model={model} url={url} name="Callers" rows={calls.callers} all={calls.all} />
        <Calls model={model} url={url} name="Callees" rows={calls.callees} all={calls.all} />
      </div>
    </>
  );
}

const MOST_FIRST: Sort = { id: "total", desc: true };
const MOST_CHANGED_FIRST: Sort = { id: "totalChange", desc: true };

function Calls({
  model: { cluster, measure, compares },
  url,
  name,
  rows,
  all,
}: Properties & { readonly name: string; readonly rows: readonly CallRow[]; readonly all: readonly number[] }) {
  const state = useTableState(name.toLowerCase());
  const linkOf = (row: CallRow): string => addressOf(cluster, { ...url, fn: row.name ?? url.fn });
  const columns = useMemo(
    () =>
      functionColumns<CallRow>({
        header: name,
        unit: measure.unit,
        all,
        nameOf: (row) => row.name,
        linkOf: (row) => addressOf(cluster, { ...url, fn: row.name ?? url.fn }),
        figures: [{ id: "total", header: "Total", of: ({ total }) => total }],
      }),
    [cluster, measure.unit, all, url, name],
  );
  return (
    <DataTable
      name={name}
      rows={rows}
      columns={columns}
      rowId={(row) => row.name ?? ""}
      state={state}
      defaultSort={compares ? MOST_CHANGED_FIRST : MOST_FIRST}
      rowLink={linkOf}
      empty={name === "Callers" ? "Nobody calls it." : "It calls nobody: all of it is its own."}
    />
  );
}
