// The peers that draw every open row with React.
import JsonView from "@uiw/react-json-view";
import type { ReactElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { JsonView as LiteView, allExpanded, defaultStyles } from "react-json-view-lite";
import "react-json-view-lite/dist/index.css";
import { JSONTree } from "react-json-tree";
import type { Contender } from "./contender.ts";

/** What they take; what is sent is an object or array always. */
type Data = object;

interface Shown {
  readonly root: Root;
  readonly data: Data;
}

/** The root and its members are seen at first, as ours shows them. */
function contenderOf(view: (data: Data, all: boolean) => ReactElement, rows: string, expanded: string): Contender {
  const shown = new WeakMap<HTMLElement, Shown>();
  return {
    open: (place, text) => {
      const scrolls = document.createElement("div");
      scrolls.className = "scrolls";
      place.append(scrolls);
      // The documents of the bench are objects.
      const data = JSON.parse(text) as Data;
      const root = createRoot(scrolls);
      shown.set(place, { root, data });
      root.render(view(data, false));
    },
    hasRows: (place) => place.querySelectorAll(rows).length > 1,
    isWhole: () => true,
    expandAll: (place) => {
      const known = shown.get(place);
      known?.root.render(view(known.data, true));
    },
    isExpanded: (place) => place.querySelectorAll(expanded).length > 20,
    scroller: (place) => place.querySelector<HTMLElement>(".scrolls"),
    search: null,
  };
}

export const uiw = contenderOf(
  (data, all) => <JsonView key={String(all)} value={data} collapsed={all ? 1_000_000 : 1} />,
  ".w-rjv-object-key, .w-rjv-line",
  ".w-rjv-line",
);

export const lite = contenderOf(
  (data, all) => (
    <LiteView
      key={String(all)}
      data={data}
      style={defaultStyles}
      shouldExpandNode={all ? allExpanded : (level) => level < 1}
    />
  ),
  '[role="treeitem"]',
  '[role="treeitem"]',
);

export const tree = contenderOf(
  (data, all) => (
    <JSONTree key={String(all)} data={data} shouldExpandNodeInitially={(_keys, _data, level) => all || level < 1} />
  ),
  "li",
  "li",
);
