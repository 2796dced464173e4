// What a server means by its answer where there is no profile in it (reference 2.25). Pure.
import { NO_HEAP_SAMPLES, NO_PROFILE, PROFILE_NOT_REMOVED } from "#pegasus/refusals/pprof.ts";
import type { Exchange } from "../../send.ts";

export interface Refusal {
  readonly title: string;
  /** What it means and what to do. */
  readonly message: string;
}

export const NOT_BUILT: Refusal = {
  title: "This server was built without gperftools",
  message:
    "It has no /pprof. Builds with --disable_gperf or with jemalloc leave it out; a profile needs another build, or perf on the host itself.",
};

/** Null: there should be a profile in it. */
export function refusalOf(exchange: Pick<Exchange, "status" | "text" | "server">): Refusal | null {
  const { status } = exchange;
  const text = exchange.text.slice(0, 1000).trim();
  if (status === 500 && text === "") {
    return {
      title: "Another profile is being taken of this server",
      message: "CPU, heap and growth exclude each other, whoever asks for them. Try again when that one is done.",
    };
  }
  if (status === 500 && text === NO_HEAP_SAMPLES.body) {
    return {
      title: "This process does not sample its heap",
      message:
        "It would have to be started with the environment variable TCMALLOC_SAMPLE_PARAMETER, e.g. 524288. A heap profile for some seconds works without it.",
    };
  }
  if (status === 404) return NOT_BUILT;
  if (status === 200 && (text === NO_PROFILE || text === PROFILE_NOT_REMOVED)) {
    return {
      title: "The server could not make the profile",
      message: `It says “${text}”: it writes cpu.prof into its working directory, which may be full or not writable.`,
    };
  }
  if (status === 200) return null;
  return {
    title: `The server refused with status ${status}`,
    message: text === "" ? "It does not say why." : `It says: ${text}`,
  };
}
