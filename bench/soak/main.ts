// `npm run bench -- soak [--json] [restarts|faults]`: hundreds of restarts and thousands of faults, in full and in real time (about
// half an hour). Exits 1 when a meta died, a stranger was contacted, a question took too long or something stayed open.
import { FAULT_NAMES, suffer, type FaultReport } from "./faults.ts";
import { metaRestarts, unseenRestarts, type RestartReport } from "./meta-restarts.ts";

const STARTS = [50, 3000, 9000];
const TIMES = 1000;
/** Noise of the collector; a leak of 1 KiB a fault would show as one. */
const MOST_HEAP_MIB = 4;

const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const wants = (part: string): boolean => wanted.length === 0 || wanted.includes(part);
const json = process.argv.includes("--json");
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

interface Drill extends RestartReport {
  readonly drill: string;
}

const restarts: Drill[] = [];
if (wants("restarts")) {
  const common = { pages: 10, speed: 1, onProgress: say };
  restarts.push(
    {
      drill: "each meta 20 times, starts of 50 ms, 3 s and 9 s",
      ...(await metaRestarts({ ...common, rounds: 20, starts: STARTS })),
    },
    { drill: "a start of 40 s, the metric late", ...(await metaRestarts({ ...common, rounds: 1, starts: [40_000] })) },
    { drill: "while no page is open", ...(await unseenRestarts({ ...common, rounds: 2, starts: STARTS })) },
  );
}
const faults: FaultReport[] = [];
if (wants("faults")) {
  for (const fault of FAULT_NAMES) {
    say(`fault: ${fault}`);
    faults.push(await suffer(fault, TIMES));
  }
}

const broken = [
  ...restarts.filter(({ deaths }) => deaths > 0).map(({ drill, deaths }) => `${drill}: ${deaths} metas died`),
  ...faults.flatMap((report) => wrongWith(report).map((what) => `${report.fault}: ${what}`)),
];

function wrongWith(report: FaultReport): string[] {
  return [
    ...(report.longestMs > report.boundMs ? [`one took ${Math.round(report.longestMs)} ms`] : []),
    ...(report.leftOpen + report.socketsGrown > 0 ? ["connections stayed open"] : []),
    ...(report.strangersContacted > 0 ? ["a stranger was contacted"] : []),
    ...(report.heapGrownMiB > MOST_HEAP_MIB ? [`the heap grew by ${report.heapGrownMiB.toFixed(1)} MiB`] : []),
  ];
}

if (json) process.stdout.write(`${JSON.stringify({ bench: "soak", restarts, faults, broken })}\n`);
else {
  console.table(restarts.map(({ drill, ...figures }) => ({ drill, ...figures })));
  console.table(
    faults.map((report) => ({
      fault: report.fault,
      asked: report.asked,
      told: Object.entries(report.kinds)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(", "),
      "longest ms": Math.round(report.longestMs),
      "left open": report.leftOpen + report.socketsGrown,
      "heap MiB": Number(report.heapGrownMiB.toFixed(2)),
    })),
  );
  for (const line of broken) process.stdout.write(`BROKEN: ${line}\n`);
}
process.exitCode = broken.length === 0 ? 0 : 1;
