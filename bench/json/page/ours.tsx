import { useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { MemoryRouter } from "react-router";
import { JsonViewer } from "../../../src/ui/json/JsonViewer.tsx";
import { ViewerStandby } from "../../../src/ui/json/ViewerStandby.tsx";
import "../../../src/ui/theme.css";
import type { Contender } from "./contender.ts";
import { until } from "./paint.ts";

function button(place: HTMLElement, label: string): HTMLButtonElement | undefined {
  return [...place.querySelectorAll("button")].find(({ textContent }) => textContent === label);
}

function count(place: HTMLElement): string {
  return place.querySelector('[role="search"] [role="status"], search [role="status"]')?.textContent ?? "";
}

/** The answer, as the explorer's page gets it: it is asked for while the page stands. */
class Arrived {
  private text: string | null = null;
  private listener: (() => void) | null = null;
  readonly current = (): string | null => this.text;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listener = listener;
    return () => {
      this.listener = null;
    };
  };
  set(text: string): void {
    this.text = text;
    this.listener?.();
  }
}

const arrived = new Arrived();

function Page() {
  const text = useSyncExternalStore(arrived.subscribe, arrived.current);
  return <div style={{ height: 800 }}>{text !== null && <JsonViewer content={text} label="/metrics" fill />}</div>;
}

export const contender: Contender = {
  prepare: async (place) => {
    createRoot(place).render(
      <MemoryRouter>
        <ViewerStandby expected="/metrics">
          <Page />
        </ViewerStandby>
      </MemoryRouter>,
    );
    // As long as no server answers sooner.
    await new Promise((resolve) => setTimeout(resolve, 500));
  },
  open: (_, text) => arrived.set(text),
  hasRows: (place) => place.querySelectorAll('[role="treeitem"]').length > 1,
  isWhole: (place) => {
    const size = place.querySelector('[aria-label="Size"]')?.textContent ?? "so far";
    return !size.includes("so far");
  },
  expandAll: (place) => button(place, "All")?.click(),
  isExpanded: (place) =>
    button(place, "All")?.getAttribute("aria-pressed") === "true" &&
    place.querySelectorAll('[role="treeitem"]').length > 20,
  scroller: (place) => place.querySelector<HTMLElement>('[role="tree"]'),
  search: async (place, text) => {
    const input = place.querySelector<HTMLInputElement>('input[type="search"]');
    if (input === null) throw new Error("there is nowhere to search");
    const before = count(place);
    // React listens to the browser's own setter.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await until(() => count(place) !== before && /^(?:[\d,]+ match(?:es)?|No match)$/.test(count(place)));
    return Number(count(place).replace(/\D/g, ""));
  },
};
