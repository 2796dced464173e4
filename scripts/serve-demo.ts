/** The built page over the simulated cluster, on a free port, for what looks at it with a browser. */
import { join } from "node:path";

import { backend } from "../src/backend.ts";
import { silentLog } from "../src/gateway/log.ts";
import { serve, type Served } from "../src/serve.ts";
import type { ScenarioName } from "../src/sim/scenarios.ts";
import { ROOT } from "./sources.ts";

export function serveDemo(scenario: ScenarioName = "healthy"): Promise<Served> {
  return serve({
    host: "127.0.0.1",
    port: 0,
    graceMs: 500,
    page: join(ROOT, "dist", "client"),
    backend: (doors) => backend({ source: { kind: "demo", scenario }, doors, log: silentLog }),
  });
}
