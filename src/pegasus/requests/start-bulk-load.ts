// The body of `POST /meta/app/start_bulk_load` (reference 2.16; meta/meta_http_service.h:32-33).
import { readBody, type Body, type BodyField } from "./body.ts";

export const START_BULK_LOAD = [
  { name: "app_name", type: "string", names: "app", meaning: "The table to load into.", example: "temp" },
  {
    name: "cluster_name",
    type: "string",
    meaning: "The cluster for which the files were made, a folder below the root.",
    example: "onebox",
  },
  {
    name: "file_provider_type",
    type: "string",
    meaning: "A [block_service.*] section of the servers' configuration.",
    example: "hdfs_service",
  },
  {
    name: "remote_root_path",
    type: "string",
    meaning: "The folder of the provider where the files lie.",
    example: "bulk_load_root",
  },
] as const satisfies readonly BodyField[];

type Name = (typeof START_BULK_LOAD)[number]["name"];

/** Null: `invalid request structure`. */
export function readStartBulkLoad(text: string): Record<Name, string> | null {
  const body: Body<Name> | null = readBody<Name>(text, START_BULK_LOAD);
  if (body === null) return null;
  const textOf = (name: Name): string => String(body.get(name) ?? "");
  return {
    app_name: textOf("app_name"),
    cluster_name: textOf("cluster_name"),
    file_provider_type: textOf("file_provider_type"),
    remote_root_path: textOf("remote_root_path"),
  };
}

/** The body of the 400 that the leader answers, null where it goes on; the fields are looked at in their order. */
export function wrongWithBulkLoad(request: Record<Name, string>): string | null {
  const empty = START_BULK_LOAD.find(({ name }) => request[name] === "");
  return empty === undefined ? null : `${empty.name} should not be empty`;
}
