import type { ConfigChange, ConfigLine } from "#api/changes.ts";
import { configLineSchema, INTENT, INTENT_HEADER } from "#api/changes.ts";
import { clusterRoute } from "#api/routes.ts";
import { refuseErrors } from "../../answer.ts";
import { sendForLines } from "../../send.ts";

/** Changes a flag on each server named; `onLine` hears of each as it is done. @throws what the gateway refuses with. */
export async function applyChange(
  cluster: string,
  change: ConfigChange,
  onLine: (line: ConfigLine) => void,
): Promise<void> {
  const exchange = await sendForLines(
    {
      url: clusterRoute(cluster, "config"),
      method: "POST",
      headers: { [INTENT_HEADER]: INTENT, "content-type": "application/json" },
      body: JSON.stringify(change),
    },
    (line) => onLine(configLineSchema.parse(JSON.parse(line))),
  );
  refuseErrors(exchange);
}
