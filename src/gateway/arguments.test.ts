import { expect, it } from "vitest";
import { OPEN } from "./access.ts";
import { readArguments, type Arguments } from "./arguments.ts";
import { BadArguments, JustSay } from "./command-line.ts";
import type { ClusterSettings } from "./settings.ts";

const SCENARIOS = ["healthy", "leader-moves"];
const STANDARD: Arguments = {
  configFile: null,
  source: { kind: "demo", scenario: "healthy" },
  host: "127.0.0.1",
  port: 8080,
  dataDir: null,
  history: true,
  historySettings: {},
  access: OPEN,
  webhook: null,
};

function read(...argv: string[]): Arguments {
  return readArguments(argv, "1.2.3", SCENARIOS);
}

function real(name: string, metas: readonly string[], writes = false): ClusterSettings {
  const writesRefused = "The dashboard was started without --writes, so changes on this cluster are refused.";
  return { name, title: name, environment: null, metas, writes, kind: "real", ...(writes ? {} : { writesRefused }) };
}

it.each<[argv: string[], expected: Partial<Arguments>]>([
  [[], {}],
  [["--demo", "leader-moves"], { source: { kind: "demo", scenario: "leader-moves" } }],
  [["--replay", "a.har"], { source: { kind: "replay", files: ["a.har"], at: null, speed: 1 } }],
  [
    ["--replay", "a.har", "b.har.gz", "--port", "0"],
    { source: { kind: "replay", files: ["a.har", "b.har.gz"], at: null, speed: 1 }, port: 0 },
  ],
  [
    ["--replay", "a.har", "--at", "2026-01-31T12:00:00Z", "--speed", "2.5"],
    { source: { kind: "replay", files: ["a.har"], at: Date.UTC(2026, 0, 31, 12), speed: 2.5 } },
  ],
  [
    ["--replay", "a.har", "--at", "1700000000123", "--speed", "0"],
    { source: { kind: "replay", files: ["a.har"], at: 1_700_000_000_123, speed: 0 } },
  ],
  [["--host", "localhost"], { host: "localhost" }],
  [["--host", "::1"], { host: "::1" }],
  [["--port", "0"], { port: 0 }],
  [["--port", "65535"], { port: 65_535 }],
  [["--data-dir", "/tmp/x"], { dataDir: "/tmp/x" }],
  [["--no-history"], { history: false }],
  [["--host", "0.0.0.0", "--insecure-no-sign-in"], { host: "0.0.0.0" }],
])("reads %j", (argv, expected) => {
  expect(read(...argv)).toEqual({ ...STANDARD, ...expected });
});

it.each<[argv: string[], clusters: ClusterSettings[]]>([
  [["--meta", "10.0.0.1:34601"], [real("default", ["10.0.0.1:34601"])]],
  [["--meta", "n1:34601, n2:34601,"], [real("default", ["n1:34601", "n2:34601"])]],
  [["--meta", "[fd00::1]:34601"], [real("default", ["[fd00::1]:34601"])]],
  [
    ["--meta", "a-1=n1:1", "--meta", "b=n2:2,n3:3", "--writes"],
    [real("a-1", ["n1:1"], true), real("b", ["n2:2", "n3:3"], true)],
  ],
])("reads the clusters of %j", (argv, clusters) => {
  expect(read(...argv).source).toEqual({ kind: "real", clusters });
});

it.each<[argv: string[], sentence: string]>([
  [
    ["--demo", "chaos"],
    "option '--demo <scenario>' argument 'chaos' is invalid. The scenarios are: healthy, leader-moves. See --help.",
  ],
  [["--demo"], "--demo needs a scenario. The scenarios are: healthy, leader-moves."],
  [["--replay"], "option '--replay <file...>' argument missing. See --help."],
  [
    ["--port", "http"],
    "option '--port <port>' argument 'http' is invalid. A port is a number from 0 to 65535. See --help.",
  ],
  [
    ["--port", "65536"],
    "option '--port <port>' argument '65536' is invalid. A port is a number from 0 to 65535. See --help.",
  ],
  [
    ["--port", "-1"],
    "option '--port <port>' argument '-1' is invalid. A port is a number from 0 to 65535. See --help.",
  ],
  [["--port", ""], "option '--port <port>' argument '' is invalid. A port is a number from 0 to 65535. See --help."],
  [
    ["--replay", "a", "--speed", "-1"],
    "option '--speed <n>' argument '-1' is invalid. A speed is a number from 0 to 1000. See --help.",
  ],
  [
    ["--replay", "a", "--speed", "fast"],
    "option '--speed <n>' argument 'fast' is invalid. A speed is a number from 0 to 1000. See --help.",
  ],
  [
    ["--replay", "a", "--speed", "1001"],
    "option '--speed <n>' argument '1001' is invalid. A speed is a number from 0 to 1000. See --help.",
  ],
  [
    ["--replay", "a", "--speed", ""],
    "option '--speed <n>' argument '' is invalid. A speed is a number from 0 to 1000. See --help.",
  ],
  [
    ["--replay", "a", "--at", "yesterday"],
    "option '--at <time>' argument 'yesterday' is invalid. Write a moment as 2026-01-31T12:00:00Z. See --help.",
  ],
  [
    ["--replay", "a", "--at", "12"],
    "option '--at <time>' argument '12' is invalid. Write a moment as 2026-01-31T12:00:00Z. See --help.",
  ],
  [
    ["--replay", "a", "--at", "2026-13-45"],
    "option '--at <time>' argument '2026-13-45' is invalid. Write a moment as 2026-01-31T12:00:00Z. See --help.",
  ],
  [["--at", "2026-01-31"], "--at is the moment of a recording: it needs --replay."],
  [["--speed", "2"], "--speed is the speed of a recording: it needs --replay."],
  [["--writes"], "--writes is for real clusters given by --meta; in the configuration it is writes: true."],
  [
    ["--writes", "--demo", "healthy"],
    "--writes is for real clusters given by --meta; in the configuration it is writes: true.",
  ],
  [["--demo", "healthy", "--meta", "a:1"], "--demo and --meta exclude each other: give one of them."],
  [
    ["--demo", "healthy", "--replay", "a", "--meta", "a:1"],
    "--demo and --replay and --meta exclude each other: give one of them.",
  ],
  [["--meta", "n1"], '--meta: "n1" is not host:port, as 10.0.0.1:34601.'],
  [["--meta", "n1:1,http://n2:2"], '--meta: "http://n2:2" is not host:port, as 10.0.0.1:34601.'],
  [["--meta", "n1:0"], '--meta: "n1:0" is not host:port, as 10.0.0.1:34601.'],
  [["--meta", "a="], "--meta a=: no meta server is named; write host:port, as 10.0.0.1:34601."],
  [["--meta", ""], "--meta : no meta server is named; write host:port, as 10.0.0.1:34601."],
  [["--meta", "My Cluster=n1:1"], '--meta: "My Cluster" cannot be a cluster\'s name; use a-z, 0-9 and -.'],
  [["--meta", "=n1:1"], '--meta: "" cannot be a cluster\'s name; use a-z, 0-9 and -.'],
  [
    ["--meta", "n1:1", "--meta", "n2:1"],
    'Two clusters are called "default": give each a name of its own, as --meta staging=host:port.',
  ],
  [
    ["--host", "0.0.0.0"],
    "Listening on 0.0.0.0 lets others in, and nobody has to sign in: whoever reaches it can change the cluster. Configure signIn (--config), listen on 127.0.0.1 behind a proxy that signs people in, or say --insecure-no-sign-in.",
  ],
  [
    ["--host", "127.0.0.2"],
    "Listening on 127.0.0.2 lets others in, and nobody has to sign in: whoever reaches it can change the cluster. Configure signIn (--config), listen on 127.0.0.1 behind a proxy that signs people in, or say --insecure-no-sign-in.",
  ],
  [["--unknown"], "unknown option '--unknown'. See --help."],
  [["--demos"], "unknown option '--demos' (Did you mean --demo?). See --help."],
  [["start"], '"start" belongs to no option. See --help.'],
])("refuses %j in one sentence", (argv, sentence) => {
  expect(() => read(...argv)).toThrow(new BadArguments(sentence));
});

it("says its version and its help, with every option of the contract and the scenarios", () => {
  const said = (...argv: string[]): string => {
    try {
      read(...argv);
    } catch (error) {
      if (error instanceof JustSay) return error.message;
      throw error;
    }
    throw new Error("It said nothing.");
  };
  expect(said("--version")).toBe("1.2.3\n");
  const help = said("--help");
  for (const word of [
    "--demo",
    "--replay",
    "--at",
    "--speed",
    "--meta",
    "--config",
    "hash-password",
    "--host",
    "--port",
    "--writes",
    "--data-dir",
    "--no-history",
    "--insecure-no-sign-in",
    "--help",
    "--version",
    ...SCENARIOS,
  ]) {
    expect(help).toContain(word);
  }
});

const HASH = `scrypt$32768$8$3$${"s".repeat(22)}$${"h".repeat(43)}`;
const USERS = `signIn: { users: [{ name: ann, role: viewer, passwordHash: "${HASH}" }] }`;
const CLUSTERS = "clusters: [{ name: a, metas: [n1:1] }, { name: b, metas: [n2:1], writes: true, title: B }]";

/** With this text in the file that `--config x.yaml` names. */
function readWith(text: string, ...argv: string[]): Arguments {
  return readArguments(["--config", "x.yaml", ...argv], "1.2.3", SCENARIOS, (path) => {
    expect(path).toBe("x.yaml");
    return text;
  });
}

const FIRST = {
  ...real("a", ["n1:1"]),
  writesRefused: "The configuration does not allow changes on this cluster (writes: true).",
};
const SECOND = { ...real("b", ["n2:1"], true), title: "B" };

it.each<[what: string, text: string, argv: string[], expected: Partial<Arguments>]>([
  ["nothing", "", [], {}],
  ["clusters", CLUSTERS, [], { source: { kind: "real", clusters: [FIRST, SECOND] } }],
  [
    "a cluster with all that it can have",
    "clusters: [{ name: a, metas: [n1:1], environment: production, resolve: { 'x:1': 'y:1' }, members: [10.0.0.0/8], prometheus: 'http://p' }]",
    [],
    {
      source: {
        kind: "real",
        clusters: [
          {
            ...FIRST,
            environment: "production",
            resolve: { "x:1": "y:1" },
            members: ["10.0.0.0/8"],
            prometheus: "http://p",
          },
        ],
      },
    },
  ],
  [
    "clusters of both, of which --writes is for those of the command line",
    CLUSTERS,
    ["--meta", "c=n3:1", "--writes"],
    { source: { kind: "real", clusters: [FIRST, SECOND, real("c", ["n3:1"], true)] } },
  ],
  ["where to listen", "listen: { host: localhost, port: 81 }", [], { host: "localhost", port: 81 }],
  [
    "where to listen, over which the command line wins",
    "listen: { host: localhost, port: 81 }",
    ["--host", "::1", "--port", "0"],
    { host: "::1", port: 0 },
  ],
  [
    "users, with whom it may listen beyond this machine",
    `listen: { host: 0.0.0.0, publicUrl: "https://p.example", hosts: [p.internal], trusted: [10.0.0.1] }\n${USERS}`,
    [],
    {
      host: "0.0.0.0",
      access: {
        ...OPEN,
        publicUrl: "https://p.example",
        hosts: ["p.internal"],
        trusted: ["10.0.0.1"],
        signIn: { users: [{ name: "ann", role: "viewer", passwordHash: HASH }] },
      },
    },
  ],
  [
    "users before a demonstration",
    USERS,
    ["--demo", "leader-moves"],
    { source: { kind: "demo", scenario: "leader-moves" } },
  ],
  [
    "what is kept and told",
    `history: { every: 10s, keep: { 10s: 1d }, maxSize: 1GiB }\nwebhook: { url: "https://h" }\nscrape: { tokenHash: "${HASH}" }`,
    ["--no-history"],
    {
      history: false,
      historySettings: { every: 10_000, keep: { "10s": 86_400_000 }, maxSize: 1024 ** 3 },
      webhook: "https://h",
      access: { ...OPEN, scrapeTokenHash: HASH },
    },
  ],
])("takes from the file %s", (_what, text, argv, expected) => {
  expect(readWith(text, ...argv)).toMatchObject({
    ...STANDARD,
    configFile: "x.yaml",
    access: expect.anything(),
    ...expected,
  });
});

it.each<[text: string, argv: string[], sentence: string]>([
  [
    "listen: { prt: 1 }",
    [],
    "x.yaml:1:11: listen.prt is not a key that is known here; those are host, port, publicUrl, hosts, trusted.",
  ],
  [CLUSTERS, ["--demo", "healthy"], "--demo and the clusters of x.yaml exclude each other: give one of them."],
  [CLUSTERS, ["--replay", "a.har"], "--replay and the clusters of x.yaml exclude each other: give one of them."],
  [CLUSTERS, ["--writes"], "--writes is for real clusters given by --meta; in the configuration it is writes: true."],
  [
    CLUSTERS,
    ["--meta", "b=n3:1"],
    'Two clusters are called "b": give each a name of its own, as --meta staging=host:port.',
  ],
  [
    "listen: { host: 10.0.0.1 }",
    [],
    "Listening on 10.0.0.1 lets others in, and nobody has to sign in: whoever reaches it can change the cluster. Configure signIn (--config), listen on 127.0.0.1 behind a proxy that signs people in, or say --insecure-no-sign-in.",
  ],
])("refuses the file %j with %j in one sentence", (text, argv, sentence) => {
  expect(() => readWith(text, ...argv)).toThrow(new BadArguments(sentence));
});

it("says that a file cannot be read", () => {
  expect(() => read("--config", "/nowhere/x.yaml")).toThrow(
    new BadArguments("The configuration /nowhere/x.yaml cannot be read: there is no such file."),
  );
  expect(() => read("--config", "/")).toThrow(/^The configuration \/ cannot be read: EISDIR/);
});
