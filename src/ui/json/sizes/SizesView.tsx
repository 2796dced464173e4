// What takes the bytes of the chosen branch: a map of areas, and the same as a table.
import { useEffect, useState } from "react";
import { formatBytes, formatCount, formatPercent } from "../../format.ts";
import type { DocumentStore } from "../viewer/document-store.ts";
import { Toggle } from "../viewer/Toggle.tsx";
import type { SizesAnswer } from "../worker/protocol.ts";
import type { SizeNode } from "./size-tree.ts";
import { Treemap } from "./Treemap.tsx";
import "./sizes.css";

interface Properties {
  /** Its document must not change: give the view another React key with another document. */
  readonly store: DocumentStore;
  /** The chosen row, whose branch is looked at. */
  readonly id: string;
}

export function SizesView({ store, id }: Properties) {
  const [by, setBy] = useState<"branch" | "key">("branch");
  const { answer, failed } = useSizes(store, id, by);
  // Below the branch, by keys: places among what each holds.
  const [into, setInto] = useState<readonly number[]>([]);

  if (failed !== "") return <p role="alert">{failed}</p>;
  if (answer === null) return <p role="status">Measuring…</p>;
  const trail = trailOf(answer.tree, answer.by === "key" ? into : []);
  const tree = trail.at(-1) ?? answer.tree;
  const canGoUp = trail.length > 1 || (answer.by === "branch" && answer.parentId !== null);

  function open(places: readonly number[]): void {
    const held = trailOf(tree, places).at(-1);
    if (held === undefined || answer === null) return;
    if (answer.by === "key") {
      if (held.holds.length > 0) setInto([...into, ...places]);
    } else if (held.node !== null && held.holds.length > 0) {
      store.send({ kind: "choose", id: answer.idOf + String(held.node) });
    }
  }
  function up(): void {
    if (trail.length > 1) setInto(into.slice(0, -1));
    else if (answer?.parentId != null) store.send({ kind: "choose", id: answer.parentId });
  }

  return (
    <section aria-label="Sizes" className="json-sizes">
      <div className="json-bar">
        <div role="group" aria-label="Sizes by" className="json-group">
          <Toggle pressed={by === "branch"} onPress={() => setBy("branch")} label="By branch" />
          <Toggle
            pressed={by === "key"}
            onPress={() => {
              setInto([]);
              setBy("key");
            }}
            label="By key"
            title="Positions in arrays are left aside: all metrics' names together, all their values"
          />
        </div>
        <Toggle onPress={up} label="Up" {...(canGoUp ? {} : { disabled: true })} />
        <code className="json-path">
          {answer.jsonPath}
          {trail.slice(1).map(({ name }) => (name.startsWith("[") ? name : `.${name}`))}
        </code>
        <span className="json-size">{formatBytes(tree.bytes)}</span>
      </div>
      <Treemap tree={tree} onOpen={(place) => open([place])} />
      <table className="json-size-table">
        <thead>
          <tr>
            <th>{answer.by === "key" ? "Key" : "Branch"}</th>
            <th data-numeric>Size</th>
            <th data-numeric>Share</th>
            <th data-numeric>Values</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(tree, answer.by === "key" ? KEY_LEVELS : 1).map(({ held, places, level }) => (
            <tr key={places.join(" ")}>
              <td style={{ paddingLeft: 8 + (level - 1) * 16 }}>
                {held.holds.length > 0 ? (
                  <button type="button" className="json-crumb" onClick={() => open(places)}>
                    {held.name}
                  </button>
                ) : (
                  held.name
                )}
              </td>
              <td data-numeric>{formatBytes(held.bytes)}</td>
              <td data-numeric>
                <meter min={0} max={1} value={held.bytes / Math.max(1, tree.bytes)} aria-hidden="true" />{" "}
                <span className="json-share">{formatPercent(held.bytes / Math.max(1, tree.bytes))}</span>
              </td>
              <td data-numeric>{formatCount(held.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function trailOf(tree: SizeNode, into: readonly number[]): SizeNode[] {
  const trail = [tree];
  for (const place of into) {
    const held = trail.at(-1)?.holds[place];
    if (held === undefined) break;
    trail.push(held);
  }
  return trail;
}

/** Keys nest a few levels only: entities, metrics, name. */
const KEY_LEVELS = 5;
/** Of what is less than this part of the whole, the inside is not told. */
const SMALL = 0.005;

interface SizeLine {
  readonly held: SizeNode;
  /** From the branch down. */
  readonly places: readonly number[];
  /** From 1. */
  readonly level: number;
}

/** What a branch holds, and what that holds, so many levels deep. */
function linesOf(tree: SizeNode, levels: number): SizeLine[] {
  const inside = (node: SizeNode, places: readonly number[]): SizeLine[] =>
    node.holds.flatMap((held, place) => {
      const line = { held, places: [...places, place], level: places.length + 1 };
      const deeper = places.length + 1 < levels && held.bytes > tree.bytes * SMALL;
      return deeper ? [line, ...inside(held, line.places)] : [line];
    });
  return inside(tree, []);
}

/** What was measured last stays until the next is there. */
function useSizes(store: DocumentStore, id: string, by: "branch" | "key") {
  const [answer, setAnswer] = useState<SizesAnswer | null>(null);
  const [failed, setFailed] = useState("");
  useEffect(() => {
    let gone = false;
    store.ask("sizes", { id, by }).then(
      (found) => {
        if (!gone) setAnswer(found);
      },
      (error: unknown) => {
        if (!gone) setFailed(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      gone = true;
    };
  }, [store, id, by]);
  return { answer, failed };
}
