// Who answers on a port where a Pegasus server was expected, told by what came back to a plain GET of /recentStartTime. Pure.
import { startTime } from "#pegasus/answers/builtin.ts";
import type { Echo } from "./probe.ts";

type Finding = { readonly message: string; readonly next: string };

const ANOTHER_PORT = "Look for the port in the meta server's configuration; the standard one is 34601.";

/** Null: it is HTTP. `address` is how the operator calls it. */
export function notHttp(address: string, { text, end }: Echo): Finding | null {
  if (/^HTTP\/1\.[01] \d{3}/.test(text)) return null;
  if (text === "" && end === "silent")
    return {
      message: `${address} takes connections and says nothing.`,
      next: "So does a Pegasus server in its first moments, and one that hangs: ask again in a minute, then look at its log.",
    };
  if (text === "")
    return {
      message: `${address} closes the connection at a plain HTTP request.`,
      next: `A port of ZooKeeper does so, one that wants TLS, and a Pegasus server that just goes down. ${ANOTHER_PORT}`,
    };
  const what = /^[\x15\x16]\x03/.test(text)
    ? "speaks TLS, which Pegasus does not"
    : text.startsWith("SSH-")
      ? "is an SSH server"
      : "answers something that is not HTTP";
  return { message: `${address} ${what}.`, next: ANOTHER_PORT };
}

/** When the process started, in its own words and local time; null: it is no Pegasus server. */
export function startOf({ text }: Echo): string | null {
  const [head, body] = partsOf(text);
  if (!/^HTTP\/1\.[01] 200/.test(head)) return null;
  try {
    return startTime.decode(body).RecentStartTime;
  } catch {
    return null;
  }
}

/** What speaks HTTP there and is no Pegasus server of ours. */
export function otherHttp(address: string, { text }: Echo): Finding {
  const [head, body] = partsOf(text);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]);
  const server = /\r\nserver: *([^\r\n]{1,60})/i.exec(head)?.[1]?.trim();
  if (body.startsWith("service not found for "))
    return {
      message: `${address} is a Pegasus server of a version before 2.5.0: it does not say when it started.`,
      next: "Upgrade it. Without its start time nobody can tell whether it is safe to ask.",
    };
  if (/"error":\{"kind":|^This dashboard does not answer/.test(body))
    return { message: `${address} is a Pegasus Dashboard, maybe this one.`, next: ANOTHER_PORT };
  if (status === 401 || status === 403 || status === 407)
    return {
      message: `${address} refuses with status ${status}${server === undefined ? "" : ` (${server})`}: no Pegasus server does so, but a proxy in front may.`,
      next: "Let this machine pass it, or give the address of the meta server itself.",
    };
  if (/^(?:[0-9a-f]+\r\n)?404 page not found/.test(body))
    return {
      message: `${address} answers as Prometheus and its exporters do, and is no Pegasus server.`,
      next: ANOTHER_PORT,
    };
  const what = server === undefined ? "something that speaks HTTP" : `a web server (${server})`;
  return {
    message: `${address} is ${what} and no Pegasus server: it answers with status ${status}.`,
    next: ANOTHER_PORT,
  };
}

function partsOf(text: string): readonly [head: string, body: string] {
  const end = text.indexOf("\r\n\r\n");
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end + 4)];
}
