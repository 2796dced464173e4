// A request as far as reads need it: what a web Request and a Node connection have in common.
import type { IncomingMessage } from "node:http";

export type HeaderReader = Pick<Headers, "get">;

export interface Asking {
  readonly method: string;
  /** Path and query as the browser wrote them, or an absolute URL of them. */
  readonly url: string;
  readonly headers: HeaderReader;
}

/** What every reader of URLs reads alike: no dot segments, backslashes, fragments, or characters that one of them would escape. */
const PLAIN = /^\/[!$-;=?-[\]_a-z~]*$/;
const DOTS = /\/\.\.?(?:[/?]|$)|%2e/i;

/** Null: its URL needs a closer look than reads deserve. The server must join the values of headers that come twice. */
export function askingOf(incoming: IncomingMessage): Asking | null {
  const { url = "", method = "", headers } = incoming;
  if (!PLAIN.test(url) || DOTS.test(url)) return null;
  return {
    method,
    url,
    headers: {
      get: (name) => {
        const value = headers[name.toLowerCase()];
        return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
      },
    },
  };
}
