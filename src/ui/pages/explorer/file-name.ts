// What a downloaded answer is called. Pure.
import type { Exchange } from "../../send.ts";

/** `meta-apps-10.0.0.1_34601.json`, `pprof-profile-….prof` */
export function fileNameOf(target: string, exchange: Pick<Exchange, "server" | "bytes" | "text">): string {
  const path = (target.split("?")[0] ?? "").replaceAll(/[^\w.-]+/g, "-").replaceAll(/^-+|-+$/g, "");
  const whose = exchange.server === null ? "" : `-${exchange.server.replaceAll(/[^\w.-]+/g, "_")}`;
  return `${path === "" ? "calls" : path}${whose}.${endingOf(path, exchange)}`;
}

function endingOf(path: string, { bytes, text }: Pick<Exchange, "bytes" | "text">): string {
  if (bytes !== null) return path === "pprof-profile" ? "prof" : "bin";
  return /^\s*[{[]/.test(text) ? "json" : "txt";
}
