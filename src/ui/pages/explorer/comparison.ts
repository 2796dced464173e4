// What is compared with what, as the URL says it: `kept.<id>` is an answer that this browser has kept, `server.<host:port>` that
// server's own answer to the request. Pure.

export type Side =
  | { readonly kind: "kept"; readonly id: string }
  | { readonly kind: "server"; readonly server: string };

/** Old or left first. */
export type Pair = readonly [Side, Side];

export function readPair(text: string): Pair | null {
  const [left, right, ...more] = text.split("~").map(readSide);
  return left === undefined || left === null || right === undefined || right === null || more.length > 0
    ? null
    : [left, right];
}

export function writePair([left, right]: Pair): string {
  return `${writeSide(left)}~${writeSide(right)}`;
}

function readSide(text: string): Side | null {
  const kept = /^kept\.([0-9a-z]+)$/.exec(text)?.[1];
  if (kept !== undefined) return { kind: "kept", id: kept };
  const server = /^server\.([^\s/~]+)$/.exec(text)?.[1];
  return server === undefined ? null : { kind: "server", server };
}

function writeSide(side: Side): string {
  return side.kind === "kept" ? `kept.${side.id}` : `server.${side.server}`;
}
