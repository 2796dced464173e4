// Why a figure of the load sampler is missing, and how complete its last round was. Pure.
import type { Load } from "#api/load.ts";
import type { Failure } from "../answer.ts";
import { plural } from "../format.ts";

/** `failure`: why the load could not be had at all. */
export function whyNoLoad(load: Load | null, failure: Failure | null): string {
  if (load === null) return failure === null ? "The load is being loaded" : `No load: ${failure.message}`;
  if (load.failure !== null) return `No load: ${load.failure}`;
  if (load.at === null) return "The first round of the load sampler is under way";
  if (load.seconds === null) return `Rates need two samples, the next comes within ${Math.ceil(load.interval)} s`;
  if (load.answered < load.asked) return "The servers that know it did not answer in the last round";
  return "Not known: the counters were not there in both of the last two samples";
}

/** One line on the last round; null while there was none. */
export function roundWords(load: Load): string | null {
  if (load.at === null || load.failure !== null) return null;
  const over = load.seconds === null ? "rates come with the next round" : `rates over ${Math.round(load.seconds)} s`;
  return `Load of ${load.answered} of ${plural(load.asked, "node")}, ${over}`;
}
