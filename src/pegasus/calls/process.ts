// What every server answers about its own process (reference 2.1 to 2.7).
import { callList, startTime, version, type CallList, type StartTime, type Version } from "../answers/builtin.ts";
import { config, configs, updateVerdict, type ConfigItem, type UpdateVerdict } from "../answers/config.ts";
import { metrics, type Metrics } from "../answers/metrics.ts";
import { ENTITY_TYPES } from "../catalog/types.ts";
import { call, EVERY, type TextEndpoint } from "../endpoint.ts";

const calls: TextEndpoint<CallList> = { ...call("calls", "/", EVERY, "List all supported calls."), answer: callList };

const versionCall: TextEndpoint<Version> = {
  ...call("version", "/version", EVERY, "Get the server version."),
  answer: version,
};

const startTimeCall: TextEndpoint<StartTime> = {
  ...call("startTime", "/recentStartTime", EVERY, "Get the server start time."),
  answer: startTime,
};

const configCall: TextEndpoint<ConfigItem> = {
  ...call(
    "config",
    "/config",
    EVERY,
    "name=<config_name>. Gets the details of a specified config. Only the configs which are registered by DSN_DEFINE_xxx macro can be queried.",
  ),
  parameters: [
    {
      name: "name",
      required: true,
      kind: "text",
      names: "flag",
      meaning: "The flag, by its exact name.",
      example: "fd_grace_seconds",
    },
  ],
  otherParameters: "refused",
  answer: config,
};

const configsCall: TextEndpoint<Record<string, ConfigItem>> = {
  ...call(
    "configs",
    "/configs",
    EVERY,
    "List all configs. Only the configs which are registered by DSN_DEFINE_xxx macro can be queried.",
  ),
  otherParameters: "refused",
  answer: configs,
};

const updateConfig: TextEndpoint<UpdateVerdict> = {
  ...call("updateConfig", "/updateConfig", EVERY, "<key>=<new_value>. Update the config to the new value."),
  effect: "change",
  parameters: [
    {
      name: "<flag>",
      required: true,
      kind: "text",
      names: "flag",
      meaning: "Exactly one flag that is tagged mutable, and its new value; this process only, and until it restarts.",
      example: "enable_latency_tracer=true",
    },
  ],
  otherParameters: "refused",
  answer: updateVerdict,
};

const metricsCall: TextEndpoint<Metrics> = {
  ...call(
    "metrics",
    "/metrics",
    EVERY,
    "[with_metric_fields=field1,field2,...][&types=type1,type2,...][&ids=id1,id2,...][&attributes=attr1,value1,attr2,value2,...][&metrics=metric1,metric2,...][&detail=true|false]Query the node metrics.",
  ),
  methods: ["GET"],
  parameters: [
    {
      name: "types",
      required: false,
      kind: "list",
      names: "entity-type",
      values: ENTITY_TYPES,
      meaning: "Only entities of these types.",
      example: "replica,disk",
      unset: "all",
    },
    {
      name: "ids",
      required: false,
      kind: "list",
      names: "entity-id",
      meaning: "Only entities with these ids.",
      example: "replica@2.0",
      unset: "all",
    },
    {
      name: "attributes",
      required: false,
      kind: "list",
      names: "attribute",
      meaning: "Names and values in turn: entities that have any one of these pairs.",
      example: "table_id,2",
      unset: "all",
    },
    {
      name: "metrics",
      required: false,
      kind: "list",
      names: "metric",
      meaning: "Only these metrics.",
      example: "get_requests,put_requests",
      unset: "all",
    },
    {
      name: "with_metric_fields",
      required: false,
      kind: "list",
      names: "metric-field",
      values: ["type", "name", "unit", "desc", "value", "p50", "p90", "p95", "p99", "p999"],
      meaning: "Only these fields of each metric; overrides detail. Empty: all fields.",
      example: "name,value,p99",
      unset: "name and values",
    },
    {
      name: "detail",
      required: false,
      kind: "boolean",
      values: ["true", "false"],
      meaning: "With type, unit and description of each metric: three times the size.",
      example: "true",
      unset: "false",
    },
  ],
  otherParameters: "refused",
  answer: metrics,
};

export const PROCESS_CALLS = {
  calls,
  version: versionCall,
  startTime: startTimeCall,
  config: configCall,
  configs: configsCall,
  updateConfig,
  metrics: metricsCall,
} as const;
