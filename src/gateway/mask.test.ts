import { expect, it } from "vitest";
import { GatewayFailure } from "./failure.ts";
import { maskEcho, maskReply } from "./mask.ts";
import type { Reply } from "./upstream.ts";

const SECRET = "s3cr3t";

function reply(body: string | Buffer, status = 200): Reply {
  return { status, contentType: "text/plain", location: null, body: Buffer.from(body), flow: null, ms: 1 };
}

function flag(name: string, value: string, type = "FV_STRING"): string {
  return `{"name":"${name}","section":"s","type":"${type}","tags":"","description":"a \\"value\\":\\"x\\" {here}","value":"${value}"}`;
}

function masked(path: string, body: string | Buffer): Buffer {
  return maskReply(path, reply(body)).body;
}

it.each([
  ["one flag", "config", `${flag("server_key", SECRET)}\n`],
  [
    "one of many",
    "configs",
    `{"a":${flag("a", "1")},"server_key":${flag("server_key", SECRET)},"z":${flag("z", "2")}}\n`,
  ],
  ["several", "configs", `{"krb5_keytab":${flag("krb5_keytab", SECRET)},"server_key":${flag("server_key", SECRET)}}\n`],
  ["a value with quotes and braces", "config", flag("server_key", `${SECRET}\\"}{\\\\`).replace("x", "y")],
  ["a type that nobody knows", "config", flag("my_secret_url", SECRET, "FV_LIST")],
  ["its parts in another order", "config", `{"value":"${SECRET}","type":"FV_STRING","name":"sasl_password"}`],
  ["blanks between", "config", `\n { "name" : "api_token" , "type" : "FV_STRING" , "value" : "${SECRET}" }`],
  [
    "the same flag twice",
    "configs",
    `{"server_key":${flag("server_key", SECRET)},"server_key":${flag("server_key", SECRET)}}`,
  ],
  ["an error status", "config", flag("server_key", SECRET)],
])("hides the secret and changes no other byte: %s", (_what, path, body) => {
  const shown = masked(path, body).toString();
  expect(shown).not.toContain(SECRET);
  // The value and nothing else: with the secret put back in its place it is what it was.
  const withIts = body.replaceAll(/("value"\s*:\s*)"s3cr3t(?:[^"\\]|\\.)*"/g, '$1"••••••••"');
  expect(shown).toBe(withIts);
});

it.each([
  [
    "other flags",
    "configs",
    `{"a":${flag("a", "1")},"hotkey_buckets_num":${flag("hotkey_buckets_num", "37", "FV_UINT32")}}\n`,
  ],
  ["a number that is called like a secret", "config", flag("hot_key_variance_threshold", "7", "FV_UINT32")],
  ["a secret that is not set", "config", flag("server_key", "")],
  ["a flag that does not exist", "config", "ERR_OBJECT_NOT_FOUND: 'server_key' is not found"],
  ["nothing", "configs", "{}\n"],
  ["an empty body", "configs", ""],
  ["another path", "meta/cluster", flag("server_key", SECRET)],
])("leaves alone: %s", (_what, path, body) => {
  const given = reply(body);
  expect(maskReply(path, given)).toBe(given);
});

it("keeps bytes that are no UTF-8 as they are", () => {
  const odd = Buffer.from([0xff, 0xfe, 0x80]);
  const body = Buffer.concat([
    Buffer.from('{"a":{"name":"a","type":"FV_STRING","value":"'),
    odd,
    Buffer.from(`"},"server_key":${flag("server_key", SECRET)}}`),
  ]);
  const shown = masked("configs", body);
  expect(shown.includes(odd)).toBe(true);
  expect(shown.includes(SECRET)).toBe(false);
});

it.each([
  ["half a document", `{"server_key":${flag("server_key", SECRET).slice(0, -3)}`],
  ["a secret that is no text", '{"name":"server_key","type":"FV_STRING","value":["s3cr3t"]}'],
  ["a number in its place", '{"name":"server_key","type":"FV_STRING","value":12345}'],
  [
    "deeper than it should be",
    '{"server_key":{"name":"server_key","type":"FV_STRING","value":"s3cr3t","more":{"a":1}}}',
  ],
])("withholds what it cannot mask: %s", (_what, body) => {
  const act = (): unknown => maskReply("configs", reply(body));
  expect(act).toThrow(GatewayFailure);
  expect(act).toThrow("its secrets could not be masked; it is withheld");
});

it("masks whatever the status says", () => {
  expect(maskReply("config", reply(flag("server_key", SECRET), 500)).body.toString()).not.toContain(SECRET);
});

it.each<[what: string, query: Record<string, string>, said: string, shown: string]>([
  [
    "a value that is refused",
    { server_key: "hunter2" },
    '{"update_status":"ERR_INVALID_PARAMETERS: hunter2 is invalid"}\n',
    '{"update_status":"ERR_INVALID_PARAMETERS: •••••••• is invalid"}\n',
  ],
  ["a value with a quote", { server_key: 'a"b' }, '{"x":"a\\"b"} a"b', '{"x":"••••••••"} ••••••••'],
  ["another's value", { a: "hunter2" }, "hunter2 is invalid", "hunter2 is invalid"],
  ["an empty value", { server_key: "" }, "ERR_OK", "ERR_OK"],
  ["a number", { key_count: "7" }, "7 is invalid", "7 is invalid"],
  ["nothing", {}, "ERR_OK", "ERR_OK"],
])("hides what a server repeats of a secret: %s", (_what, query, said, shown) => {
  expect(maskEcho(new Map(Object.entries(query)), reply(said)).body.toString()).toBe(shown);
});

it.each<[said: string, shown: string]>([
  ["/opt/pegasus_server\nconfig.ini\n-app_list\nmeta@1", "/opt/pegasus_server\nconfig.ini\n-app_list\nmeta@1"],
  ["x\n--server_key=hunter2\n-v", "x\n--server_key=••••••••\n-v"],
  ["x\n--server-key=hunter2", "x\n--server-key=••••••••"],
  ["x\n-password\nhunter2\nnext", "x\n-password\n••••••••\nnext"],
  ["x\n--token\n--other\nvalue", "x\n--token\n--other\nvalue"],
  ["x\0sasl_passwd=hunter2\0y", "x\0sasl_passwd=••••••••\0y"],
  ["x\n--server_key=", "x\n--server_key="],
  ["", ""],
])("hides the secrets of a command line: %j", (said, shown) => {
  expect(maskReply("pprof/cmdline", reply(said)).body.toString()).toBe(shown);
});

it("keeps the stray bytes that follow a command line", () => {
  const odd = Buffer.concat([Buffer.from("x\n--server_key=hunter2\n"), Buffer.from([0xff, 0xfe])]);
  const shown = maskReply("pprof/cmdline", reply(odd)).body;
  expect(shown.includes("hunter2")).toBe(false);
  expect(shown.subarray(-2)).toEqual(Buffer.from([0xff, 0xfe]));
});
