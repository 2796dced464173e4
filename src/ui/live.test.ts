import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { QueryClient } from "@tanstack/react-query";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer } from "./answer.ts";
import { live, ONCE } from "./live.ts";
import type { Exchange } from "./send.ts";

let says = { status: 200, text: "" };
const server = createServer((_, response) => {
  response.writeHead(says.status, { "content-type": "text/plain" }).end(says.text);
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a port was asked for, so it is no pipe
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Asks once for each of `answers`, and tells the answers and how often one was read. */
async function polled(answers: readonly (typeof says)[]) {
  let reads = 0;
  const read = (exchange: Exchange): Answer<{ text: string }> => {
    reads++;
    return { data: { text: `${exchange.status} ${exchange.text}` }, exchange };
  };
  const client = new QueryClient();
  const seen: Answer<{ text: string }>[] = [];
  for (const answer of answers) {
    says = answer;
    seen.push(await client.query({ ...live(["some"], url, ONCE, read), staleTime: 0 }));
  }
  return { seen, reads };
}

const OLD = { status: 200, text: "old" };

it("keeps the very data of before where a poll brings nothing new, with the new exchange", async () => {
  const { seen, reads } = await polled([OLD, OLD]);
  expect(reads).toBe(1);
  expect(seen[1]?.data).toBe(seen[0]?.data);
  expect(seen[1]?.exchange).not.toBe(seen[0]?.exchange);
});

it.each([
  ["another text", { status: 200, text: "new" }],
  ["another status", { status: 307, text: "old" }],
])("reads %s anew", async (_what, next) => {
  const { seen, reads } = await polled([OLD, next]);
  expect(reads).toBe(2);
  expect(seen[1]?.data.text).toBe(`${next.status} ${next.text}`);
});
