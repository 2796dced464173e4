// `GET /meta/nodes[?detail]` (reference 2.12).
import * as z from "zod/mini";
import { codec } from "./codec.ts";
import { intText } from "./text.ts";

export interface NodeInfo {
  address: string;
  status: "ALIVE" | "UNALIVE";
  /** The three counts are there only with `detail`. */
  replica_count?: number | undefined;
  primary_count?: number | undefined;
  secondary_count?: number | undefined;
}

export interface NodeList {
  /** Keyed by host:port. */
  details: Record<string, NodeInfo>;
  summary: { total_node_count: number; alive_node_count: number; unalive_node_count: number };
}

export const nodes = codec<NodeList>(
  z.looseObject({
    details: z.record(
      z.string(),
      z.looseObject({
        address: z.string(),
        status: z.enum(["ALIVE", "UNALIVE"]),
        replica_count: z.optional(intText),
        primary_count: z.optional(intText),
        secondary_count: z.optional(intText),
      }),
    ),
    summary: z.looseObject({ total_node_count: intText, alive_node_count: intText, unalive_node_count: intText }),
  }),
  "table",
);
