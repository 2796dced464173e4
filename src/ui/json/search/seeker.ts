// The worker that runs what may never end: regular expressions, and path queries. Whoever started it may end it at any time.
import { compilePattern } from "./pattern.ts";
import { matchTokens } from "./match-tokens.ts";
import type { FromSeeker, ToSeeker } from "./seeker-protocol.ts";

async function answer(message: ToSeeker): Promise<FromSeeker> {
  switch (message.kind) {
    case "chunk": {
      const { bytes, nodes, firstNode, scope } = message;
      const pattern = compilePattern(message.pattern, message.matchCase);
      const found = matchTokens(bytes, nodes, scope, (text) => pattern.test(text));
      return { kind: "found", nodes: Uint32Array.from(found, (node) => firstNode + node) };
    }
    case "path": {
      const { queryPath } = await import("./json-path.ts");
      return { kind: "found", nodes: queryPath(message.index, message.query) };
    }
  }
}

async function reply(message: ToSeeker): Promise<void> {
  try {
    postMessage(await answer(message));
  } catch (error) {
    const failed: FromSeeker = { kind: "failed", message: error instanceof Error ? error.message : String(error) };
    postMessage(failed);
  }
}

addEventListener("message", ({ data }: MessageEvent<ToSeeker>) => void reply(data));
