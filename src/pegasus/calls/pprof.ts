// The calls of builds with gperftools (reference 2.25). heap, growth and profile exclude each other: busy is 500 without a body.
import { call, EVERY, type BytesEndpoint, type Parameter, type TextEndpoint } from "../endpoint.ts";
import { cmdline, type CommandLine } from "../pprof/cmdline.ts";
import { cpuProfile, type CpuProfile } from "../pprof/cpu-profile.ts";
import { heapProfile, type HeapProfile } from "../pprof/heap-profile.ts";
import { symbol, type SymbolAnswer } from "../pprof/symbol.ts";

/** From 4295 s on the server's 32 bits of microseconds run over, and it profiles for another time. */
const MAX_SECONDS = 4294;

function seconds(meaning: string, unset: string): Parameter {
  return {
    name: "seconds",
    required: false,
    kind: "integer",
    min: 1,
    max: MAX_SECONDS,
    meaning,
    example: "10",
    unset,
  };
}

const cmdlineCall: TextEndpoint<CommandLine> = {
  ...call("cmdline", "/pprof/cmdline", EVERY, "Query the process' cmdline."),
  answer: cmdline,
};

const growthCall: TextEndpoint<HeapProfile> = {
  ...call("growth", "/pprof/growth", EVERY, "Query the stack traces that caused growth in the address space size."),
  effect: "costly",
  answer: heapProfile,
};

const heapCall: TextEndpoint<HeapProfile> = {
  ...call(
    "heap",
    "/pprof/heap",
    EVERY,
    "[seconds=<heap_profile_seconds>]. Query a sample of live objects and the stack traces that allocated these objects (an environment variable TCMALLOC_SAMPLE_PARAMETER should set to a positive value, such as 524288), or the current heap profiling information if 'seconds' parameter is specified.",
  ),
  effect: "costly",
  parameters: [seconds("Profiles every allocation for so long, which slows the process.", "a sample of live objects")],
  answer: heapProfile,
};

const profileCall: BytesEndpoint<CpuProfile> = {
  ...call(
    "profile",
    "/pprof/profile",
    EVERY,
    "[seconds=<cpu_profile_seconds>]. Query the CPU profile. 'seconds' is 60 if not specified.",
  ),
  effect: "costly",
  parameters: [seconds("How long it looks; a worker of the server waits all the while.", "60")],
  bytes: cpuProfile,
};

const symbolCall: TextEndpoint<SymbolAnswer> = {
  ...call(
    "symbol",
    "/pprof/symbol",
    EVERY,
    "[symbol_address]. Query the process' symbols. Return the symbol count of the process if using GET, return the symbol of the 'symbol_address' if using POST.",
  ),
  method: "POST",
  effect: "costly",
  parameters: [
    {
      name: "body",
      required: true,
      kind: "text-body",
      names: "address",
      meaning: "Addresses less the load base, joined by +. The first call of a process takes seconds.",
      example: "0x400000+0x401000",
    },
  ],
  answer: symbol,
};

export const PPROF_CALLS = {
  cmdline: cmdlineCall,
  growth: growthCall,
  heap: heapCall,
  profile: profileCall,
  symbol: symbolCall,
} as const;
