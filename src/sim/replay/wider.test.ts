import { expect, it } from "vitest";
import { readTarget } from "#pegasus/target.ts";
import { isWider, metricsAsked, metricsKey } from "./wider.ts";

function query(text: string): ReturnType<typeof metricsAsked> {
  const read = readTarget(`/metrics?${text}`);
  if (!read.ok) throw new Error(read.error);
  return metricsAsked(read.target.query);
}

it.each([
  ["", "types=a", true],
  ["types=a,b", "types=b", true],
  ["types=a", "types=a,b", false],
  ["types=a", "", false],
  ["types=a", "metrics=m", false],
  ["types=a&metrics=m,n", "types=a&metrics=n", true],
  ["attributes=table_id,1,table_id,2", "attributes=table_id,2", true],
  ["attributes=table_id,1", "attributes=partition_id,1", false],
  ["ids=x", "ids=x&types=a", true],
  ["detail=true", "", true],
  ["", "detail=true", false],
  ["", "with_metric_fields=name,p99", true],
  ["with_metric_fields=name,value", "", false],
  ["with_metric_fields=", "detail=true", true],
  ["with_metric_fields=name,value", "with_metric_fields=value&metrics=m", true],
  ["with_metric_fields=value", "with_metric_fields=value&metrics=m", false],
  ["with_metric_fields=value&metrics=m", "with_metric_fields=value&metrics=m&types=a", true],
  ["with_metric_fields=value&metrics=m,n", "with_metric_fields=value&metrics=m", false],
])("?%s is enough for ?%s: %s", (source, wanted, enough) => {
  const [have, want] = [query(source), query(wanted)];
  expect(have.ok && want.ok && isWider(have.query, want.query)).toBe(enough);
});

it.each([
  ["", "detail=FALSE"],
  ["types=", ""],
  ["types=b,a", "types=a,,%20b"],
  ["detail=true", "with_metric_fields="],
  ["with_metric_fields=name", "with_metric_fields=name&detail=true"],
])("?%s and ?%s mean the same", (a, b) => {
  expect(metricsKey(query(a))).toBe(metricsKey(query(b)));
});

it.each([
  ["types=a", "ids=a"],
  ["", "with_metric_fields=nonsense"],
  ["x=1", "y=1"],
])("?%s and ?%s do not", (a, b) => {
  expect(metricsKey(query(a))).not.toBe(metricsKey(query(b)));
});
