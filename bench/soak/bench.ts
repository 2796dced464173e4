// Hundreds of restarts and thousands of faults, in full and in real time (about half an hour). Anything broken is an error: a meta that
// died, a stranger that was contacted, a question that took too long, something that stayed open.
import { table, type Report, type Say } from "../report.ts";
import { FAULT_NAMES, suffer, type FaultReport } from "./faults.ts";
import { metaRestarts, unseenRestarts, type RestartReport } from "./meta-restarts.ts";

const STARTS = [50, 3000, 9000];
const TIMES = 1000;
/** A question to a black hole takes its seconds, and a dashboard asks a server four things at a time. */
const DASHBOARDS = 10;
/** Noise of the collector; a leak of 4 KiB a fault would show as one. Measured where node runs with --expose-gc. */
const MOST_HEAP_MIB = 4;

interface Drill extends RestartReport {
  readonly drill: string;
}

/** Options: `restarts`, `faults`, or names of faults; all unless told. @throws when something broke, with the whole report */
export async function run(args: readonly string[], say: Say): Promise<Report> {
  const wants = (part: string): boolean => args.length === 0 || args.includes(part);
  const restarts = wants("restarts") ? await allRestarts(say) : [];
  const faults: FaultReport[] = [];
  for (const fault of FAULT_NAMES.filter((name) => wants("faults") || wants(name))) {
    say(`fault: ${fault}`);
    faults.push(await suffer(fault, TIMES, DASHBOARDS));
  }
  const broken = [
    ...restarts.filter(({ deaths }) => deaths > 0).map(({ drill, deaths }) => `${drill}: ${deaths} metas died`),
    ...faults.flatMap((report) => wrongWith(report).map((what) => `${report.fault}: ${what}`)),
  ];
  const text = [restartTable(restarts), faultTable(faults), ...broken.map((what) => `BROKEN: ${what}`)].join("\n\n");
  if (broken.length > 0) throw new Error(text);
  return { text, figures: { bench: "soak", restarts, faults } };
}

async function allRestarts(say: Say): Promise<Drill[]> {
  const common = { pages: 10, speed: 1, onProgress: say };
  return [
    {
      drill: "each meta 20 times, starts of 50 ms, 3 s and 9 s",
      ...(await metaRestarts({ ...common, rounds: 20, starts: STARTS })),
    },
    { drill: "a start of 40 s, the metric late", ...(await metaRestarts({ ...common, rounds: 1, starts: [40_000] })) },
    { drill: "while no page is open", ...(await unseenRestarts({ ...common, rounds: 2, starts: STARTS })) },
  ];
}

function wrongWith(report: FaultReport): string[] {
  return [
    ...(report.longestMs > report.boundMs ? [`one took ${Math.round(report.longestMs)} ms`] : []),
    ...(report.leftOpen + report.socketsGrown > 0 ? ["connections stayed open"] : []),
    ...(report.strangersContacted > 0 ? ["a stranger was contacted"] : []),
    ...(globalThis.gc !== undefined && report.heapGrownMiB > MOST_HEAP_MIB
      ? [`the heap grew by ${report.heapGrownMiB.toFixed(1)} MiB`]
      : []),
  ];
}

function restartTable(drills: readonly Drill[]): string {
  const rows = drills.map(({ drill, restarts, deaths, asked, answered, metaRequests }) => [
    drill,
    ...[restarts, deaths, asked, answered, metaRequests].map(String),
  ]);
  return table(["restarts of metas", "restarts", "deaths", "asked", "answered 200", "/meta/* that arrived"], rows);
}

function faultTable(faults: readonly FaultReport[]): string {
  const rows = faults.map((report) => [
    report.fault,
    String(report.asked),
    Object.entries(report.kinds)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(", "),
    String(Math.round(report.longestMs)),
    String(report.leftOpen + report.socketsGrown),
    report.heapGrownMiB.toFixed(2),
  ]);
  return table(["fault", "asked", "told", "longest ms", "left open", "heap MiB more"], rows);
}
