// `GET /meta/cluster` (reference 2.8).
import * as z from "zod/mini";
import { readJson } from "../json.ts";
import { writeJson } from "../json-write.ts";
import { codec } from "./codec.ts";
import { commaList, fixed2Text } from "./text.ts";

/** Planned moves of the last balance round; `total` is -1 while the balancer lacks replica information (6.5). */
export interface BalanceOperations {
  copy_pri: number;
  copy_sec: number;
  move_pri: number;
  total: number;
}

const balanceShape = z.object({ copy_pri: z.int(), copy_sec: z.int(), move_pri: z.int(), total: z.int() });

/** JSON inside a string at HEAD, `move_pri=0,copy_pri=0,copy_sec=0,total=0` in 2.5.0 (section 7). */
function balance(encode: (value: BalanceOperations) => string) {
  return z.codec(z.string(), balanceShape, {
    decode(text, context) {
      try {
        const value = text.includes("=") ? readPairs(text) : readJson(text);
        return balanceShape.parse(value);
      } catch {
        context.issues.push({ code: "custom", message: "expected the counts of balance operations", input: text });
        return z.NEVER;
      }
    },
    encode,
  });
}

const balanceText = balance((value) => writeJson({ ...value }, "nlohmann-pretty"));
const balancePairs = balance(
  ({ move_pri, copy_pri, copy_sec, total }) =>
    `move_pri=${move_pri},copy_pri=${copy_pri},copy_sec=${copy_sec},total=${total}`,
);

function readPairs(text: string): Record<string, number> {
  return Object.fromEntries(
    text.split(",").map((pair) => {
      const [key = "", value = ""] = pair.split("=");
      return [key.trim(), Number(value)];
    }),
  );
}

export interface ClusterInfo {
  meta_servers: string[];
  /** The leader under its own name; it may equal none of `meta_servers` as text. */
  primary_meta_server: string;
  zookeeper_hosts: string;
  zookeeper_root: string;
  /** stopped, blind, freezed, steady or lively (6.4); left open, since other versions may say more. */
  meta_function_level: string;
  balance_operation_count: BalanceOperations;
  primary_replica_count_stddev: number;
  total_replica_count_stddev: number;
}

const fields = {
  meta_servers: commaList,
  primary_meta_server: z.string(),
  zookeeper_hosts: z.string(),
  zookeeper_root: z.string(),
  meta_function_level: z.string(),
  balance_operation_count: balanceText,
  primary_replica_count_stddev: fixed2Text,
  total_replica_count_stddev: fixed2Text,
};

export const cluster = codec<ClusterInfo>(z.looseObject(fields), "table");

/** As 2.5.0 writes it; both read the answers of either. */
export const clusterOf250 = codec<ClusterInfo>(
  z.looseObject({ ...fields, balance_operation_count: balancePairs }),
  "table",
);
