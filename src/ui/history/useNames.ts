// How the ids of series are called.
import { useMemo } from "react";
import type { AppInfo } from "#pegasus/answers/apps.ts";
import { useLiveOptional } from "../live.ts";
import { queries } from "../queries.ts";
import type { ChartScope } from "./measured.ts";

export interface Names {
  readonly apps: readonly AppInfo[];
  readonly of: (scope: ChartScope, id: string) => string;
}

const NO_APPS: Readonly<Record<string, AppInfo>> = {};

export function useNames(cluster: string): Names {
  const known = useLiveOptional(queries.appList(cluster)).live?.data.general_info ?? NO_APPS;
  return useMemo(() => {
    const app = (id: string): string => known[id]?.app_name ?? `app ${id}`;
    return {
      apps: Object.values(known).toSorted((a, b) => a.app_name.localeCompare(b.app_name, "en", { numeric: true })),
      of: (scope, id) => {
        const [first = "", second = ""] = id.split(".");
        switch (scope) {
          case "cluster":
            return "Cluster";
          case "app":
            return app(id);
          case "partition":
            return `${app(first)}.${second}`;
          case "task":
            // What they have in common says nothing.
            return id.replace("/RPC_RRDB_RRDB_", " ").replace("/", " ");
          case "server":
          case "disk":
          case "queue":
          case "entity":
            return id;
        }
      },
    };
  }, [known]);
}
