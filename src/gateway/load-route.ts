// `GET …/load`: the sums; with `app` its partitions too; with `matrix` a measure of every app on every node; with `node` what that holds;
// with `top` the busiest partitions, and those of `also` (`2.7,3.1`).
import { MEASURES, MOST_TOP, type Held, type Load, type MatrixAnswer, type Top } from "#api/load.ts";
import { GatewayFailure } from "./failure.ts";
import type { Sampler } from "./sampler.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** @throws {GatewayFailure} bad-request, not-a-member */
export async function answerLoad(
  sampler: Sampler,
  cluster: WatchedCluster,
  query: Readonly<Record<string, string | undefined>>,
): Promise<Load | MatrixAnswer | Held | Top> {
  const { app, matrix, node, top, also = "" } = query;
  if (node !== undefined) return sampler.heldBy((await cluster.memberNamed(node)).name);
  if (matrix !== undefined) {
    const measure = MEASURES.find((one) => one === matrix);
    if (measure === undefined) throw new GatewayFailure("bad-request", `matrix must be one of ${MEASURES.join(", ")}.`);
    return sampler.matrix(measure);
  }
  if (top !== undefined) {
    const most = /^\d{1,4}$/.test(top) ? Number(top) : 0;
    if (most < 1 || most > MOST_TOP)
      throw new GatewayFailure("bad-request", `top must be a number from 1 to ${MOST_TOP}.`);
    return sampler.top({ most, also: new Set(also.split(",")) });
  }
  if (app !== undefined && !/^\d{1,9}$/.test(app)) {
    throw new GatewayFailure("bad-request", "app must be the number of an app.");
  }
  return sampler.load(app ?? null);
}
