// The JSON viewer beside JSON.parse and its peers, in headless Chromium, on documents made for it.
import { parseArgs } from "node:util";
import { ensureBrowser } from "../../scripts/browser.ts";
import { median, table, type Report, type Say } from "../report.ts";
import { documents, type DocumentKind } from "./documents.ts";
import { measure, type Outcome, type Setup } from "./measure.ts";
import type { ContenderName } from "./page/contender.ts";
import { openSite } from "./site.ts";

const SECOND = 1000;
const CONTENDERS: readonly ContenderName[] = [
  "ours",
  "vanilla-jsoneditor",
  "@uiw/react-json-view",
  "react-json-view-lite",
  "react-json-tree",
];

interface Row {
  readonly document: string;
  readonly bytes: number;
  readonly viewer: ContenderName;
  readonly runs: readonly Outcome[];
  readonly memory: Outcome;
}

/** Options: `--sizes 1,15,100` (MB of /metrics), `--only NAME,NAME`, `--documents NAME,NAME`, `--runs 3`, `--limit 60` (s a step). */
export async function run(args: readonly string[], say: Say): Promise<Report> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: "string", default: "1,15,100" },
      only: { type: "string", default: "" },
      documents: { type: "string", default: "" },
      runs: { type: "string", default: "3" },
      limit: { type: "string", default: "60" },
    },
  });
  const only = values.only === "" ? CONTENDERS : CONTENDERS.filter((name) => values.only.split(",").includes(name));
  const kinds = documents(
    values.sizes
      .split(",")
      .filter((size) => size !== "")
      .map(Number),
  ).filter(({ name }) => values.documents === "" || values.documents.split(",").includes(name));
  let current = new Uint8Array(0);
  const site = await openSite(new Map([["/document", () => current]]));
  const executablePath = await ensureBrowser();
  const rows: Row[] = [];
  try {
    for (const kind of kinds) {
      current = new TextEncoder().encode(kind.make());
      say(`${kind.name}: ${kind.what}, ${(current.length / 1e6).toFixed(1)} MB`);
      for (const viewer of only) {
        const setup = {
          url: site.url,
          document: "/document",
          rare: kind.rare,
          executablePath,
          limit: Number(values.limit) * SECOND,
        };
        rows.push({
          document: kind.name,
          bytes: current.length,
          viewer,
          ...(await runs(viewer, setup, Number(values.runs), say)),
        });
      }
      // A long run that is ended early has said something.
      say(partOf(kind, rows));
    }
  } finally {
    site.close();
  }
  return { text: textOf(kinds, rows), figures: { bench: "json", rows: rows.map(figuresOf) } };
}

async function runs(viewer: ContenderName, setup: Omit<Setup, "withMemory">, times: number, say: Say) {
  const outcomes: Outcome[] = [];
  for (let time = 0; time < times; time++) {
    const outcome = await measure(viewer, { ...setup, withMemory: false });
    outcomes.push(outcome);
    // What does not finish once will not the next time.
    if (outcome.unfinished !== null) break;
  }
  const memory = await measure(viewer, { ...setup, withMemory: true });
  const unfinished = outcomes.find((outcome) => outcome.unfinished !== null)?.unfinished;
  say(`  ${viewer}: ${unfinished ?? "done"}`);
  return { runs: outcomes, memory };
}

function figuresOf({ document, bytes, viewer, runs: outcomes, memory }: Row) {
  const of = (pick: (figures: Outcome["figures"]) => number | null | undefined): number | null => {
    const values = outcomes.flatMap(({ figures }) => pick(figures) ?? []).filter((value) => Number.isFinite(value));
    return values.length === 0 ? null : median(values);
  };
  const parse = of(({ parse: times }) => (times === undefined ? null : median(times)));
  const { memory: after, memoryBefore: before } = memory.figures;
  return {
    document,
    bytes,
    viewer,
    parse,
    firstRows: of(({ firstRows }) => firstRows),
    whole: of(({ whole }) => whole),
    expandAll: of(({ expandAll }) => expandAll),
    scrollToEnd: of(({ scrollToEnd }) => scrollToEnd),
    fps: of(({ fps }) => fps),
    fpsOfPlain: of(({ fpsOfPlain }) => fpsOfPlain),
    slowestFrame: of(({ slowestFrame }) => slowestFrame),
    searchRare: of(({ searchRare }) => searchRare),
    searchOften: of(({ searchOften }) => searchOften),
    matches: of(({ matches }) => matches),
    longestTask: of(({ longestTask }) => longestTask?.wall),
    longestTaskCpu: of(({ longestTask }) => longestTask?.cpu),
    memoryProcess: after === undefined || before == null || after === null ? null : after.process - before.process,
    memoryTold: after?.told == null || before?.told == null ? null : after.told - before.told,
    unfinished: outcomes.find(({ unfinished }) => unfinished !== null)?.unfinished ?? null,
  };
}

function partOf({ name, what }: DocumentKind, rows: readonly Row[]): string {
  const figures = rows.filter(({ document }) => document === name).map(figuresOf);
  const [first] = figures;
  const bytes = first?.bytes ?? 0;
  const ms = (value: number | null): string => (value === null ? "-" : value.toFixed(0));
  const times = (value: number | null, of: number | null): string =>
    value === null || of === null ? "-" : (value / of).toFixed(2);
  const head = [
    "viewer",
    "parse",
    "first rows",
    "×parse",
    "whole",
    "×parse",
    "expand all",
    "to the end",
    "longest task",
    "(cpu)",
    "fps",
    "(plain)",
    "search rare",
    "×parse",
    "search often",
    "×parse",
    "matches",
    "memory ×",
    "(told)",
  ];
  const lines = figures.map((row) => [
    row.viewer,
    ms(row.parse),
    ms(row.firstRows),
    times(row.firstRows, row.parse),
    ms(row.whole),
    times(row.whole, row.parse),
    ms(row.expandAll),
    ms(row.scrollToEnd),
    ms(row.longestTask),
    ms(row.longestTaskCpu),
    ms(row.fps),
    ms(row.fpsOfPlain),
    ms(row.searchRare),
    times(row.searchRare, row.parse),
    ms(row.searchOften),
    times(row.searchOften, row.parse),
    row.matches === null ? "-" : String(row.matches),
    times(row.memoryProcess, row.bytes),
    times(row.memoryTold, row.bytes),
  ]);
  const unfinished = figures.filter((row) => row.unfinished !== null).map((row) => `${row.viewer}: ${row.unfinished}`);
  return [`${name}: ${what}, ${(bytes / 1e6).toFixed(1)} MB`, table(head, lines), ...unfinished].join("\n");
}

function textOf(kinds: readonly DocumentKind[], rows: readonly Row[]): string {
  return [
    ...kinds.map((kind) => partOf(kind, rows)),
    "Times in ms, medians; parse is JSON.parse of the same text in the same page. Longest task: on the main thread, over all steps,\nby the clock and of the processor. fps: scrolling 150 px a frame, and of a plain box beside it. memory: what the page's process\nhas more than before, after collection, and what the browser tells, in bytes of the document.",
  ].join("\n\n");
}
