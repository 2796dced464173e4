// `GET …/load`: the sums; with `app` its partitions too; with `matrix` a measure of every app on every node; with `node` what that holds.
import { MEASURES, type Held, type Load, type MatrixAnswer } from "#api/load.ts";
import { GatewayFailure } from "./failure.ts";
import type { Sampler } from "./sampler.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** @throws {GatewayFailure} bad-request, not-a-member */
export async function answerLoad(
  sampler: Sampler,
  cluster: WatchedCluster,
  query: Readonly<Record<string, string | undefined>>,
): Promise<Load | MatrixAnswer | Held> {
  const { app, matrix, node } = query;
  if (node !== undefined) return sampler.heldBy((await cluster.memberNamed(node)).name);
  if (matrix !== undefined) {
    const measure = MEASURES.find((one) => one === matrix);
    if (measure === undefined) throw new GatewayFailure("bad-request", `matrix must be one of ${MEASURES.join(", ")}.`);
    return sampler.matrix(measure);
  }
  if (app !== undefined && !/^\d{1,9}$/.test(app)) {
    throw new GatewayFailure("bad-request", "app must be the number of an app.");
  }
  return sampler.load(app ?? null);
}
