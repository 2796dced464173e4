// Secret flags are masked wherever their values pass the gateway (design.md, rules of the proxy routes).
import { config, configs } from "#pegasus/answers/config.ts";
import { masked } from "#pegasus/secrets.ts";
import { GatewayFailure } from "./failure.ts";
import type { Reply } from "./upstream.ts";

/** The same reply, its secret values masked. `path` is in Pegasus's normal form, without leading slash. */
export function maskReply(path: string, reply: Reply): Reply {
  if (reply.status !== 200 || (path !== "config" && path !== "configs")) return reply;
  const text = reply.body.toString("utf8");
  if (!text.startsWith("{")) return reply; // plain text says that a flag does not exist (reference 2.4)
  const safe = path === "config" ? maskOne(text) : maskAll(text);
  return safe === text ? reply : { ...reply, body: Buffer.from(safe) };
}

function maskOne(text: string): string {
  return guarded(() => config.encode(masked(config.decode(text))));
}

function maskAll(text: string): string {
  return guarded(() => {
    const flags = Object.entries(configs.decode(text)).map(([name, flag]) => [name, masked(flag)] as const);
    return configs.encode(Object.fromEntries(flags));
  });
}

function guarded(mask: () => string): string {
  try {
    return mask();
  } catch (error) {
    const message = "The server's configuration cannot be read, so its secrets could not be masked; it is withheld.";
    throw new GatewayFailure("internal", message, { cause: error });
  }
}
