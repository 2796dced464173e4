import { expect, it } from "vitest";
import { BadFile, readDashboardFile } from "./read-file.ts";

const HASH = `scrypt$32768$8$3$${"s".repeat(22)}$${"h".repeat(43)}`;

function read(text: string) {
  return readDashboardFile("dashboard.yaml", text);
}

it("reads the file of the contract, whole", () => {
  expect(
    read(`
listen: { host: 0.0.0.0, port: 8080, publicUrl: "https://Pegasus.example.com/", hosts: [ Pegasus.internal ] }
clusters:
  - name: onebox
    title: Onebox (staging)
    environment: staging
    metas: [ "10.0.0.1:34601", "10.0.0.2:34601" ]
    writes: false
    resolve: { "n1.internal:34801": "10.0.0.5:34801" }
    members: [ "10.0.0.0/24" ]
    prometheus: http://127.0.0.1:9090
signIn:
  users: [ { name: ann, role: operator, passwordHash: "${HASH}" } ]
  proxyHeader: { name: X-Forwarded-User, trusted: [ "127.0.0.1" ], operators: [ ann ], groupsHeader: X-Forwarded-Groups, operatorGroups: [ sre ] }
history: { every: 10s, keep: { 10s: 1d, 1m: 7d, 10m: 90d }, maxSize: 2GiB }
scrape: { tokenHash: "${HASH}" }
webhook: { url: "https://hooks.example.com/x" }
`),
  ).toEqual({
    listen: { host: "0.0.0.0", port: 8080, publicUrl: "https://pegasus.example.com", hosts: ["pegasus.internal"] },
    clusters: [
      {
        name: "onebox",
        title: "Onebox (staging)",
        environment: "staging",
        metas: ["10.0.0.1:34601", "10.0.0.2:34601"],
        writes: false,
        resolve: { "n1.internal:34801": "10.0.0.5:34801" },
        members: ["10.0.0.0/24"],
        prometheus: "http://127.0.0.1:9090",
      },
    ],
    signIn: {
      users: [{ name: "ann", role: "operator", passwordHash: HASH }],
      proxyHeader: {
        name: "X-Forwarded-User",
        trusted: ["127.0.0.1"],
        operators: ["ann"],
        groupsHeader: "X-Forwarded-Groups",
        operatorGroups: ["sre"],
      },
    },
    history: {
      every: 10_000,
      keep: { "10s": 86_400_000, "1m": 604_800_000, "10m": 7_776_000_000 },
      maxSize: 2 * 1024 ** 3,
    },
    scrape: { tokenHash: HASH },
    webhook: { url: "https://hooks.example.com/x" },
  });
});

it.each([
  ["", {}],
  ["# nothing yet\n", {}],
  ["listen: {}", { listen: {} }],
])("takes %j", (text, values) => {
  expect(read(text)).toEqual(values);
});

it.each<[text: string, sentence: string]>([
  [
    "colour: red\n",
    "1:1: colour is not a key that is known here; those are listen, clusters, signIn, history, scrape, webhook.",
  ],
  [
    "clusters:\n  - name: a\n    metas: [n:1]\n    colour: red\n    shape: round\n",
    "4:5: clusters[0].colour is not a key that is known here; those are name, title, environment, metas, writes, resolve, members, prometheus. (And 1 more.)",
  ],
  [
    "listen:\n  prot: 80",
    "2:3: listen.prot is not a key that is known here; those are host, port, publicUrl, hosts, trusted.",
  ],
  ["listen: { port: http }", "1:17: listen.port must be a number, not text."],
  ["listen: { port: 1.5 }", "1:17: listen.port must be a whole number, not 1.5."],
  ["listen: { port: 65536 }", "1:17: listen.port must be 65535 or less."],
  ["listen: { port: -1 }", "1:17: listen.port must be 0 or more."],
  ["listen: { host: 'http://x' }", "1:17: listen.host must be a name or an address alone, without scheme and port."],
  [
    "listen: { hosts: [a, 'b:80'] }",
    "1:22: listen.hosts[1] must be a name or an address alone, without scheme and port.",
  ],
  [
    "listen: { publicUrl: 'https://x/pegasus' }",
    "1:22: listen.publicUrl must be http://NAME or https://NAME, with a port if need be; the dashboard cannot live under a path.",
  ],
  [
    "listen: { publicUrl: 'javascript:alert(1)' }",
    "1:22: listen.publicUrl must be http://NAME or https://NAME, with a port if need be; the dashboard cannot live under a path.",
  ],
  [
    "listen:\n  trusted: [10.0.0.0/40]",
    '2:13: listen.trusted[0] is wrong: "10.0.0.0/40" is no CIDR: after the slash stands a number from 0 to 32.',
  ],
  ["clusters:\n", "1:10: clusters must be a list, not empty."],
  ["clusters: []", "1:11: clusters must not be empty."],
  ["clusters: [{ metas: [n:1] }]", "1:12: clusters[0].name is missing."],
  ["clusters: [{ name: a }]", "1:12: clusters[0].metas is missing."],
  ["clusters: [{ name: a, metas: [] }]", "1:30: clusters[0].metas must not be empty."],
  ["clusters: [{ name: a, metas: [n1] }]", "1:31: clusters[0].metas[0] must be host:port, as 10.0.0.1:34601."],
  ["clusters: [{ name: a, metas: [n:1], writes: yes }]", "1:45: clusters[0].writes must be true or false, not text."],
  [
    "clusters: [{ name: My Cluster, metas: [n:1] }]",
    "1:20: clusters[0].name must be made of a-z, 0-9 and -, 64 of them at most.",
  ],
  [
    "clusters:\n  - { name: a, metas: [n:1] }\n  - { name: a, metas: [n:2] }",
    "3:13: clusters[1].name stands there twice.",
  ],
  [
    "clusters: [{ name: a, metas: [n:1], environment: prod }]",
    "1:50: clusters[0].environment must be one of development, staging, production.",
  ],
  [
    "clusters: [{ name: a, metas: [n:1], resolve: { n1: 'n:2' } }]",
    "1:48: clusters[0].resolve.n1 is a key that must be host:port, as 10.0.0.1:34601.",
  ],
  [
    "clusters: [{ name: a, metas: [n:1], resolve: { 'n1:1': n2 } }]",
    "1:56: clusters[0].resolve.n1:1 must be host:port, as 10.0.0.1:34601.",
  ],
  [
    "clusters: [{ name: a, metas: [n:1], prometheus: 'file:///etc/passwd' }]",
    "1:49: clusters[0].prometheus must be an address that begins with http:// or https://.",
  ],
  ["signIn: {}", "1:9: signIn names nobody: give users, proxyHeader or both, or leave signIn out."],
  ["signIn: { users: [] }", "1:18: signIn.users must not be empty."],
  [
    "signIn: { users: [{ name: ann, role: admin, passwordHash: x }] }",
    "1:38: signIn.users[0].role must be one of viewer, operator. (And 1 more.)",
  ],
  [
    "signIn: { users: [{ name: ann, role: viewer, passwordHash: hunter2 }] }",
    "1:60: signIn.users[0].passwordHash must be a scrypt hash, as `pegasus-dashboard hash-password` prints it.",
  ],
  ["signIn: { proxyHeader: { name: X-User, trusted: [] } }", "1:49: signIn.proxyHeader.trusted must not be empty."],
  [
    'signIn: { proxyHeader: { name: "X User", trusted: [a] } }',
    "1:32: signIn.proxyHeader.name must be the name of a header, as X-Forwarded-User.",
  ],
  ["history: { every: 10 }", "1:19: history.every must be text, not 10."],
  ["history: { every: soon }", "1:19: history.every must be a duration, as 10s, 5m, 12h or 90d."],
  ["history: { keep: { often: 1d } }", "1:27: history.keep.often is no duration, as 10s, 1m or 10m."],
  ["history: { maxSize: 2GB }", "1:21: history.maxSize must be a size, as 512MiB or 2GiB."],
  ["webhook: { url: hooks.example.com }", "1:17: webhook.url must be an address that begins with http:// or https://."],
  ["[a, b]", "1:1: the file must be a map of keys, not a list."],
  ["just text", "1:1: the file must be a map of keys, not text."],
  ["listen: {}\nlisten: {}", "2:1: this is not YAML: Map keys must be unique."],
  ["a: [b", "1:6: this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]."],
  ["\tlisten: {}", "1:1: this is not YAML: Tabs are not allowed as indentation."],
  ["a: !danger x", "1:4: this is not YAML: Unresolved tag: !danger."],
])("refuses %j, and says where and why", (text, sentence) => {
  expect(() => read(text)).toThrow(new BadFile(`dashboard.yaml:${sentence}`));
});

it("does not repeat a value that could be a secret in the wrong place", () => {
  expect(() => read("signIn: { users: { password: hunter2 } }")).toThrow(
    new BadFile("dashboard.yaml:1:18: signIn.users must be a list, not a map."),
  );
  expect(() => read("listen: hunter2")).toThrow(
    new BadFile("dashboard.yaml:1:9: listen must be a map of keys, not text."),
  );
});

it("is not led into endless work by a small file", () => {
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (let depth = 1; depth < 10; depth++) {
    const before = String.fromCodePoint(96 + depth);
    const name = String.fromCodePoint(97 + depth);
    bomb.push(`${name}: &${name} [${Array<string>(9).fill(`*${before}`).join(", ")}]`);
  }
  expect(() => read(bomb.join("\n"))).toThrow("dashboard.yaml: this is not YAML: Excessive alias count");
  expect(() => read("#".repeat(1024 * 1024 + 1))).toThrow("dashboard.yaml is larger than a configuration can be.");
});
