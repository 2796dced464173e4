// The page on which a viewer is measured. The bench asks it, step by step, through `window.bench`.
import type { Contender, ContenderName } from "./contender.ts";
import { painted, until } from "./paint.ts";

async function load(name: ContenderName): Promise<Contender> {
  switch (name) {
    case "ours":
      return (await import("./ours.tsx")).contender;
    case "vanilla-jsoneditor":
      return (await import("./vanilla.ts")).contender;
    case "@uiw/react-json-view":
      return (await import("./react-peers.tsx")).uiw;
    case "react-json-view-lite":
      return (await import("./react-peers.tsx")).lite;
    case "react-json-tree":
      return (await import("./react-peers.tsx")).tree;
  }
}

const found = document.querySelector<HTMLElement>("#place");
if (found === null) throw new Error("the page has no place for a viewer");
const place = found;
let text = "";
let contender: Contender | null = null;

function present(): Contender {
  if (contender === null) throw new Error("no viewer was chosen");
  return contender;
}

/** Frames while something is done in each of them. */
async function frames(ms: number, each: () => void): Promise<{ readonly fps: number; readonly slowest: number }> {
  const times: number[] = [];
  const start = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
  for (let now = start; now - start < ms;) {
    each();
    now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    times.push(now);
  }
  const gaps = times.map((time, index) => time - (times[index - 1] ?? start)).toSorted((a, b) => a - b);
  const last = times.at(-1) ?? start;
  return { fps: (times.length * 1000) / (last - start), slowest: gaps.at(-1) ?? 0 };
}

const bench = {
  /** Fetches the document and the viewer's code; neither is measured. */
  async prepare(name: ContenderName, url: string): Promise<number> {
    text = await (await fetch(url)).text();
    contender = await load(name);
    await contender.prepare?.(place);
    return text.length;
  },
  /** ms of JSON.parse on this page, so many times. What that leaves behind is collected here, and not while a viewer opens. */
  parse(times: number): number[] {
    const took = Array.from({ length: times }, () => {
      const start = performance.now();
      JSON.parse(text);
      return performance.now() - start;
    });
    // Chromium is started with --expose-gc.
    (globalThis as { gc?: () => void }).gc?.();
    return took;
  },
  /** ms from the text to its first rows painted, and to its end read. */
  async open(): Promise<{ readonly firstRows: number; readonly whole: number }> {
    const start = performance.now();
    present().open(place, text);
    await until(() => present().hasRows(place));
    const firstRows = performance.now() - start;
    await until(() => present().isWhole(place));
    return { firstRows, whole: performance.now() - start };
  },
  async expandAll(): Promise<number> {
    const start = performance.now();
    present().expandAll(place);
    await until(() => present().isExpanded(place));
    return performance.now() - start;
  },
  /** ms until the last row is painted. */
  async scrollToEnd(): Promise<number> {
    const scroller = present().scroller(place);
    if (scroller === null) return Number.NaN;
    const start = performance.now();
    scroller.scrollTop = scroller.scrollHeight;
    await painted();
    await painted();
    const took = performance.now() - start;
    scroller.scrollTop = 0;
    await painted();
    return took;
  },
  async scroll(ms: number) {
    const scroller = present().scroller(place);
    const viewer = await frames(ms, () => {
      if (scroller !== null) scroller.scrollTop += 150;
    });
    const box = document.createElement("div");
    box.style.cssText = "position:fixed;top:0;left:1210px;width:60px;height:400px;overflow:auto";
    const inside = document.createElement("div");
    inside.style.cssText = "height:1000000px;background:repeating-linear-gradient(white 0 20px,gray 20px 40px)";
    box.append(inside);
    document.body.append(box);
    await painted();
    const plain = await frames(ms, () => {
      box.scrollTop += 150;
    });
    box.remove();
    return { viewer, plain };
  },
  async search(sought: string): Promise<{ readonly ms: number; readonly count: number } | null> {
    const { search } = present();
    if (search === null) return null;
    const start = performance.now();
    const count = await search(place, sought);
    return { ms: performance.now() - start, count };
  },
  /** The page needs its own copy no more. */
  forget(): void {
    text = "";
  },
};

export type BenchPage = typeof bench;

Object.assign(window, { bench });
