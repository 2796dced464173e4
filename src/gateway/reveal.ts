// `POST /api/clusters/{cluster}/reveal`: one secret value of one server, to one operator, written down before it is shown.
import type { Reveal, Revealed } from "#api/changes.ts";
import { isSecret } from "#pegasus/secrets.ts";
import { verdictOfFailure } from "./change-verdict.ts";
import type { ChangeContext } from "./change-config.ts";
import { GatewayFailure } from "./failure.ts";
import { askFlag } from "./flag-value.ts";

/** @throws {GatewayFailure} bad-request for what is no secret; what asking the server can fail with */
export async function reveal({ cluster, audit, clock, caller }: ChangeContext, asked: Reveal): Promise<Revealed> {
  const { name } = asked;
  // Under whichever name it was called, it is written down and shown under the cluster's own.
  const server = (await cluster.memberNamed(asked.server)).name;
  const id = audit.begin({
    at: clock.now(),
    cluster: cluster.settings.name,
    user: caller.user,
    reason: caller.reason,
    server,
    what: `show ${name}`,
    flag: null,
    before: null,
  });
  try {
    const flag = await askFlag(cluster, server, name);
    if (!isSecret(flag)) throw new GatewayFailure("bad-request", `${name} is no secret: /config shows it.`);
    audit.end(id, { verdict: "ok", after: null, message: `The value was shown to ${caller.user}.` });
    return { server, name, value: flag.value };
  } catch (error) {
    audit.end(id, { ...verdictOfFailure(error), verdict: "failed", after: null });
    throw error;
  }
}
