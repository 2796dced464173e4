import { expect, it } from "vitest";
import type { ConfigItem } from "./answers/config.ts";
import { FLAGS } from "./catalog/flags.ts";
import { isSecret, MASK, masked, maskedQuery } from "./secrets.ts";

it("finds among the flags of Pegasus these and no others", () => {
  expect(
    FLAGS.filter(isSecret)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([
    "encryption_cluster_key_name",
    "krb5_keytab",
    "sasl_password_encryption_scheme",
    "sasl_password_file",
    "server_key",
  ]);
});

it.each<[name: string, type: string, secret: boolean]>([
  ["server_key", "FV_STRING", true],
  ["SERVER_KEY", "FV_STRING", true],
  ["fds_access_keys", "FV_STRING", true],
  ["key", "FV_STRING", true],
  ["clientsecret", "FV_STRING", true],
  ["zk_passwd", "FV_STRING", true],
  ["api_token", "FV_STRING", true],
  ["my_keytab_path", "FV_STRING", true],
  ["server_key", "FV_LIST", true],
  ["server_key", "", true],
  ["hot_key_variance_threshold", "FV_UINT32", false],
  ["token_ttl_ms", "FV_INT64", false],
  ["enable_secret", "FV_BOOL", false],
  ["rocksdb_bloom_filter_bits_per_key", "FV_DOUBLE", false],
  ["keyboard", "FV_STRING", false],
  ["hotkey", "FV_STRING", false],
  ["tokenizer", "FV_STRING", false],
  ["cluster_name", "FV_STRING", false],
])("%s of type %j is a secret: %s", (name, type, secret) => {
  expect(isSecret({ name, type })).toBe(secret);
});

function flag(name: string, value: string): ConfigItem {
  return { name, section: "s", type: "FV_STRING", tags: "", description: "", value };
}

it("hides the value of a secret and nothing else, and shows that one is not set", () => {
  expect(masked(flag("server_key", "abc"))).toEqual({ ...flag("server_key", "abc"), value: MASK });
  expect(masked(flag("server_key", ""))).toEqual(flag("server_key", ""));
  expect(masked(flag("cluster_name", "abc"))).toEqual(flag("cluster_name", "abc"));
});

it.each([
  ["server_key", "abc", MASK],
  ["hot_key_variance_threshold", "7", "7"],
  ["hot_key_enabled", "TRUE", "TRUE"],
  ["some_key_ratio", "-0.5", "-0.5"],
  ["server_key", "", ""],
  ["cluster_name", "abc", "abc"],
])("writes down of %s=%s the value %s", (name, value, shown) => {
  expect([...maskedQuery(new Map([[name, value]]))]).toEqual([[name, shown]]);
});
