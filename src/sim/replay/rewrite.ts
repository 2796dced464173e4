// Puts the addresses of a replay in the place of the recorded ones, and back again in what is asked.
import { isIp, readAddress } from "./address.ts";
import type { Answer } from "./exchange.ts";
import type { Target } from "#pegasus/target.ts";

export interface Addresses {
  /** `host:port` as recorded → as it is here. */
  here(recorded: string): string | undefined;
  rewrite(answer: Answer, portHere: number): Answer;
  /** A target that names servers by their addresses here, as it was asked when it was recorded. */
  recorded(target: Target): Target;
}

/** @param ports recorded `host:port` texts → the port here */
export function addresses(ports: ReadonlyMap<string, number>): Addresses {
  const toHere = new Map([...ports].map(([name, port]) => [name, `${hostHere(name)}:${port}`]));
  const translate = translator(toHere);
  // Where two names have become one, the first is meant: it is the cluster's own.
  const translateBack = translator(new Map([...toHere].toReversed().map(([name, here]) => [here, name])));
  return {
    here: (recorded) => toHere.get(recorded.toLowerCase()),
    rewrite(answer, portHere) {
      const body = typeof answer.body === "string" ? replacePort(translate(answer.body), portHere) : answer.body;
      return { ...answer, body, head: withLength(translate(answer.head), Buffer.byteLength(body)) };
    },
    recorded: ({ path, query }) => ({
      path,
      query: new Map([...query].map(([name, value]) => [name, translateBack(value)])),
    }),
  };
}

/** Replaces addresses by others. It looks for the ports and then back for the host: texts are megabytes, addresses few. */
function translator(names: ReadonlyMap<string, string>): (text: string) => string {
  const ports = new Set([...names.keys()].map((name) => readAddress(name)?.port));
  const pattern = new RegExp(`:(?:${[...ports].join("|")})(?!\\d)`, "g");
  return (text) => {
    let result = "";
    let done = 0;
    for (const { index, 0: port } of text.matchAll(pattern)) {
      const host =
        /(?:\[[0-9a-f:.]+\]|[\w.-]+)$/i.exec(text.slice(Math.max(done, index - LONGEST_HOST), index))?.[0] ?? "";
      const name = names.get(`${host}${port}`.toLowerCase());
      if (name === undefined) continue;
      result += text.slice(done, index - host.length) + name;
      done = index + port.length;
    }
    return result + text.slice(done);
  };
}

/** RFC 1035. */
const LONGEST_HOST = 255;

/** Names stay names and numbers numbers, so that a page shows both kinds where the real cluster had both. */
function hostHere(name: string): string {
  return isIp(readAddress(name)?.host ?? "") ? "127.0.0.1" : "localhost";
}

/** `/metrics` says the port as a number near its beginning (3.1). */
function replacePort(body: string, port: number): string {
  return body.replace(/^(\{\s*"cluster": "[^"]*",\s*"role": "[^"]*",\s*"host": "[^"]*",\s*"port": )\d+/, `$1${port}`);
}

function withLength(head: string, length: number): string {
  const line = `Content-Length: ${length}`;
  return /^content-length:.*$/im.test(head)
    ? head.replace(/^content-length:[^\r\n]*/im, line)
    : head.replace(/\r\n\r\n$/, `\r\n${line}\r\n\r\n`);
}
