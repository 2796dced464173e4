// Answers that need nothing more on their way out: headers, compression and length are there. They go straight to the connection
// (`send`), which costs a fifth of what a Response does (bench/gateway), or become a Response like the others (`responseOf`).
import type { ServerResponse } from "node:http";
import { PassThrough, Readable, pipeline, type Writable } from "node:stream";
import { ANSWER_HEADERS } from "./answer-headers.ts";
import { encoder, type Encoding } from "./encoding.ts";
import { Flow } from "./flow.ts";

export interface Finished {
  readonly status: number;
  /** Name, value, name, value …: an object of them takes longer to make than the rest of the answer. */
  readonly headers: readonly string[];
  /** In its encoding already, but for a flow. */
  readonly body: Buffer | Flow;
  readonly encoding: Encoding | null;
  /** The Pegasus server that answered, and `server status` of each one before; for the log. */
  readonly server: string | null;
  readonly hops: string | null;
}

/** How it went. */
export interface Sent {
  /** Of the body, as it went to the browser; null: not known. */
  readonly bytes: number | null;
  /** Whether it broke off in the midst. */
  readonly cut: boolean;
}

/** Of all of them; each says itself what it may do in a browser. */
const COMMON: readonly string[] = Object.entries(ANSWER_HEADERS)
  .filter(([name]) => name !== "content-security-policy")
  .flat();

const FINISHED = new WeakMap<Response, Finished & { readonly sent: Promise<Sent> }>();

/** Resolves when it is over; of a whole answer, when it is handed over. */
export async function send(outgoing: ServerResponse, answer: Finished): Promise<Sent> {
  const { status, headers, body } = answer;
  outgoing.writeHead(status, COMMON.concat(headers));
  if (body instanceof Flow) return pour(body, answer.encoding, outgoing);
  outgoing.end(body);
  return { bytes: body.length, cut: false };
}

export function responseOf(answer: Finished): Response {
  const { status, headers, body } = answer;
  const init = { status, headers: pairsOf(COMMON.concat(headers)) };
  if (body instanceof Flow) {
    const through = new PassThrough();
    const sent = pour(body, answer.encoding, through);
    // A stream of bytes, which is what a Response reads.
    const response = new Response(Readable.toWeb(through) as ReadableStream<Uint8Array<ArrayBuffer>>, init);
    FINISHED.set(response, { ...answer, sent });
    return response;
  }
  const response = new Response(new Uint8Array(body), init);
  FINISHED.set(response, { ...answer, sent: Promise.resolve({ bytes: body.length, cut: false }) });
  return response;
}

/** Undefined: it is another answer, which still lacks things. */
export function finishedOf(response: Response): (Finished & { readonly sent: Promise<Sent> }) | undefined {
  return FINISHED.get(response);
}

function pairsOf(list: readonly string[]): [name: string, value: string][] {
  return list
    .flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ""] as const] : []))
    .map(([name, value]) => [name, value]);
}

/** Who reads a flow that breaks off sees its connection break, and never a short answer that looks whole. */
async function pour(flow: Flow, encoding: Encoding | null, out: Writable): Promise<Sent> {
  const over = new Promise((resolve) => out.once("close", resolve));
  let bytes = flow.length;
  let taker = out;
  if (encoding !== null) {
    const through = encoder(encoding, flow.length);
    bytes = 0;
    through.on("data", (chunk: Buffer) => (bytes += chunk.length));
    pipeline(through, out, () => undefined); // an error of either ends both, which `over` tells
    taker = through;
  }
  if (!flow.join(taker)) taker.destroy(new Error("The answer broke off before it began."));
  await over;
  return { bytes, cut: !out.writableFinished };
}
