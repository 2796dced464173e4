// What the meta servers answer about the cluster and its tables (reference 2.8 to 2.15 and 2.19). All but `/envs/list` are
// answered by the leader alone, and with a redirect to it by the others (1.7).
import { app, appEnvs, type AppDetail } from "../answers/app.ts";
import { apps, type AppList } from "../answers/apps.ts";
import { backupPolicy, type BackupPolicy } from "../answers/backup.ts";
import { queryBulkLoad, type BulkLoadState } from "../answers/bulk-load.ts";
import { cluster, type ClusterInfo } from "../answers/cluster.ts";
import { duplication, type DuplicationList } from "../answers/duplication.ts";
import { envsList, type EnvRule } from "../answers/envs.ts";
import { nodes, type NodeList } from "../answers/nodes.ts";
import { call, type Parameter, type Role, type TextEndpoint } from "../endpoint.ts";

const META: readonly Role[] = ["meta"];

const NAME: Parameter = {
  name: "name",
  required: true,
  kind: "text",
  names: "app",
  meaning: "The table.",
  example: "temp",
};

const detail = (meaning: string): Parameter => ({
  name: "detail",
  required: false,
  kind: "flag",
  meaning,
  example: "",
});

const clusterCall: TextEndpoint<ClusterInfo> = {
  ...call("cluster", "/meta/cluster", META, "Query the cluster info."),
  answer: cluster,
};

const nodesCall: TextEndpoint<NodeList> = {
  ...call("nodes", "/meta/nodes", META, "[detail]. Query the replica servers info."),
  parameters: [detail("With the replicas on each node; detail=false is with them, too.")],
  otherParameters: "refused",
  answer: nodes,
};

const appsCall: TextEndpoint<AppList> = {
  ...call("apps", "/meta/apps", META, "[detail]. List all apps in the cluster."),
  parameters: [detail("With the health of each table; detail=false is with it, too.")],
  otherParameters: "refused",
  answer: apps,
};

const appCall: TextEndpoint<AppDetail> = {
  ...call("app", "/meta/app", META, "name=<app_name>[&detail]. Query app info."),
  parameters: [NAME, detail("With partitions, nodes and health; detail=false is with them, too.")],
  otherParameters: "refused",
  answer: app,
};

const appEnvsCall: TextEndpoint<Record<string, string>> = {
  ...call("appEnvs", "/meta/app_envs", META, "name=<app_name>. Query app environments."),
  parameters: [NAME],
  answer: appEnvs,
};

const duplicationCall: TextEndpoint<DuplicationList | null> = {
  ...call("duplication", "/meta/app/duplication", META, "name=<app_name>. Query app duplication info."),
  parameters: [NAME],
  answer: duplication,
};

const queryBulkLoadCall: TextEndpoint<BulkLoadState> = {
  ...call("queryBulkLoad", "/meta/app/query_bulk_load", META, "name=<app_name>. Query app bulk load info."),
  parameters: [NAME],
  answer: queryBulkLoad,
};

const backupPolicyCall: TextEndpoint<Record<string, BackupPolicy>> = {
  ...call(
    "backupPolicy",
    "/meta/backup_policy",
    META,
    "name=<app_name1>&name=<app_name2>. Query backup policy by policy names.",
  ),
  parameters: [
    {
      name: "name",
      required: false,
      kind: "text",
      names: "backup-policy",
      meaning: "One policy: the server refuses the repeated name that its help promises.",
      example: "every_day",
      unset: "all",
    },
  ],
  otherParameters: "refused by the leader",
  answer: backupPolicy,
};

const envsListCall: TextEndpoint<Record<string, EnvRule>> = {
  ...call("envsList", "/envs/list", META, "List all available table environments."),
  answer: envsList,
};

export const META_CALLS = {
  cluster: clusterCall,
  nodes: nodesCall,
  apps: appsCall,
  app: appCall,
  appEnvs: appEnvsCall,
  duplication: duplicationCall,
  queryBulkLoad: queryBulkLoadCall,
  backupPolicy: backupPolicyCall,
  envsList: envsListCall,
} as const;
