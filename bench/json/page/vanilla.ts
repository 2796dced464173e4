import { createJSONEditor, Mode, type JsonEditor } from "vanilla-jsoneditor";
import type { Contender } from "./contender.ts";
import { until } from "./paint.ts";

const editors = new WeakMap<HTMLElement, JsonEditor>();

export const contender: Contender = {
  open: (place, text) => {
    const target = document.createElement("div");
    target.style.height = "800px";
    place.append(target);
    editors.set(place, createJSONEditor({ target, props: { content: { text }, mode: Mode.tree, readOnly: true } }));
  },
  hasRows: (place) => place.querySelectorAll(".jse-key, .jse-index").length > 1,
  isWhole: () => true,
  expandAll: (place) => editors.get(place)?.expand([], () => true),
  isExpanded: (place) => place.querySelectorAll(".jse-json-node").length > 20,
  scroller: (place) => place.querySelector<HTMLElement>(".jse-contents"),
  search: async (place, text) => {
    const tree = place.querySelector<HTMLElement>(".jse-tree-mode");
    place.querySelector<HTMLElement>("button.jse-search")?.click();
    await until(() => place.querySelector(".jse-search-box input") !== null || tree === null);
    const input = place.querySelector<HTMLInputElement>(".jse-search-box input");
    if (input === null) throw new Error("there is nowhere to search");
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    const found = (): string => place.querySelector(".jse-search-count")?.textContent ?? "";
    await until(() => /\/\s*\d+/.test(found()));
    return Number(/\/\s*(\d+)/.exec(found())?.[1] ?? 0);
  },
};
