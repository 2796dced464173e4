// What attackers send, byte for byte on a real port: each gets its exact refusal, and no byte of it goes to a Pegasus server or to
// anybody else. Slow requests are in serve.test.ts, guesses of passwords in gateway/sign-in.test.ts.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { silentLog } from "#gateway/log.ts";
import { TestClock } from "#gateway/testing/clock.ts";
import { faultServer, type FaultServer } from "#gateway/testing/fault-server.ts";
import { ANN, VIC, signingIn } from "#gateway/testing/people.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { backend } from "./backend.ts";
import { serve, type Served } from "./serve.ts";

/** It stands still, so that what is known of the roster when the attacks begin stays known. */
const clock = new TestClock({ standsStill: true });
let folder: string;
let cluster: SimulatedCluster;
let served: Served;
let stranger: FaultServer;
const cookies = new Map<Person, string>();

type Person = "nobody" | "vic" | "ann";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pegasus-hostile-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Pegasus</title>");
  stranger = await faultServer((socket) => socket.end());
  cluster = await startCluster({ scenario: "healthy", clock });
  const access = signingIn([ANN, VIC]);
  const settings = { title: "C", environment: null, metas: cluster.metas, kind: "real" } as const;
  const clusters = [
    { ...settings, name: "c", writes: true },
    { ...settings, name: "readonly", writes: false },
  ];
  served = await serve({
    host: "127.0.0.1",
    port: 0,
    access,
    page: folder,
    graceMs: 200,
    backend: (doors) =>
      backend({
        source: { kind: "real", clusters },
        doors,
        access,
        log: silentLog,
        clock,
        dataDir: join(folder, "data"),
      }),
  });
  for (const name of ["vic", "ann"] as const) cookies.set(name, await cookieOf(name));
  const cookie = cookies.get("ann") ?? "";
  for (const { name } of clusters) {
    const roster = await fetch(`${origin()}/api/clusters/${name}/servers`, { headers: { cookie } });
    if (!roster.ok) throw new Error(`The roster of ${name} could not be read.`);
    await roster.arrayBuffer();
  }
});

afterAll(async () => {
  await served.close();
  await cluster.close();
  await stranger.close();
  rmSync(folder, { recursive: true, force: true });
});

function origin(): string {
  return served.url.replace(/\/$/, "");
}

async function cookieOf(name: "vic" | "ann"): Promise<string> {
  const response = await fetch(`${origin()}/api/session`, {
    method: "POST",
    headers: { origin: origin(), "content-type": "application/json" },
    body: JSON.stringify({ name, password: `${name}'s` }),
  });
  if (!response.ok) throw new Error(`${name} could not sign in.`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

interface Attack {
  readonly method?: string;
  /** What stands in the request line; `{meta}` and `{stranger}` are addresses, `{port}` is the stranger's. */
  readonly target: string;
  readonly as?: Person;
  /** Instead of the standard ones, or beside them; null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Lines as they are, after the others. */
  readonly lines?: readonly string[];
  readonly body?: string;
}

const C = "/api/clusters/c";
const FLAG = `${C}/leader/updateConfig?enable_direct_io=true`;
const JSON_TYPE = { "content-type": "application/json" };
/** As the page itself sends a change. */
const MEANT = { "x-pegasus-intent": "change", origin: "{origin}" };
const CHANGE = JSON.stringify({ name: "enable_direct_io", value: "true", servers: ["{meta}"] });

function filled(text: string): string {
  return text
    .replaceAll("{meta}", cluster.metas[0] ?? "")
    .replaceAll("{stranger}", stranger.address)
    .replaceAll("{port}", stranger.address.split(":")[1] ?? "")
    .replaceAll("{metaport}", (cluster.metas[0] ?? "").split(":")[1] ?? "")
    .replaceAll("{origin}", origin())
    .replaceAll("{host}", origin().replace("http://", ""));
}

function bytesOf({ method = "GET", target, as = "ann", headers = {}, lines = [], body }: Attack): string {
  const all: Record<string, string | null> = {
    host: "{host}",
    cookie: cookies.get(as) ?? null,
    ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(filled(body))) }),
    ...headers,
  };
  const head = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return filled([`${method} ${target} HTTP/1.1`, ...head, ...lines, "connection: close", "", body ?? ""].join("\r\n"));
}

/** All that comes back until the connection ends. */
function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin());
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let said = "";
    socket.on("data", (chunk: Buffer) => (said += chunk.toString("latin1")));
    socket.on("error", () => resolve(said));
    socket.on("close", () => resolve(said));
    socket.on("connect", () => socket.write(bytes, "latin1"));
  });
}

function requestsSoFar(): number {
  return [...cluster.metas, ...cluster.replicas].reduce((sum, server) => sum + cluster.requestCount(server), 0);
}

/** Status, and the kind of refusal where the gateway itself refuses. */
async function refusalOf(attack: Attack): Promise<string> {
  const before = requestsSoFar();
  const answer = await exchange(bytesOf(attack));
  expect(requestsSoFar() - before, "requests that went upstream").toBe(0);
  expect(stranger.accepted(), "connections to a stranger").toBe(0);
  expect(answer.toLowerCase()).not.toMatch(/\r\naccess-control-|\r\nset-cookie:|\r\nlocation:/);
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? "no answer";
  const kind = /"kind":"([a-z-]+)"/.exec(answer)?.[1];
  return kind === undefined ? status : `${status} ${kind}`;
}

const at = (server: string, path = "/version"): Attack => ({ target: `${C}/servers/${server}${path}` });
const post = (more: Partial<Attack>): Attack => ({ method: "POST", target: FLAG, ...more });

const ATTACKS: readonly [what: string, attack: Attack, refusal: string][] = [
  // Server-side request forgery: the roster and nobody else.
  ["a server outside of the roster", at("{stranger}"), "403 not-a-member"],
  ["by the name of this machine", at("localhost:{port}"), "403 not-a-member"],
  ["by an address of the cloud", at("169.254.169.254:80"), "403 not-a-member"],
  ["by a hexadecimal address", at("0x7f000001:{port}"), "403 not-a-member"],
  ["by a decimal address", at("2130706433:{port}"), "403 not-a-member"],
  ["by an octal address", at("0177.0.0.1:{port}"), "403 not-a-member"],
  ["by a short address", at("127.1:{port}"), "403 not-a-member"],
  ["by the address of nobody", at("0.0.0.0:{metaport}"), "403 not-a-member"],
  ["by IPv6", at("%5B::1%5D:{port}"), "403 not-a-member"],
  ["by IPv6 that means IPv4, of a member", at("%5B::ffff:127.0.0.1%5D:{metaport}"), "403 not-a-member"],
  ["by full-width digits", at("%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1:{port}"), "403 not-a-member"],
  ["a member with a dot behind it", at("127.0.0.1.:{metaport}"), "403 not-a-member"],
  ["a member as user-info of a stranger", at("{meta}%40{stranger}"), "403 not-a-member"],
  ["a member before a fragment", at("{meta}%23{stranger}"), "403 not-a-member"],
  ["a member before a query", at("{meta}%3F@{stranger}"), "403 not-a-member"],
  ["a member and a path in its name", at("{meta}%2F..%2F..%2F{stranger}"), "403 not-a-member"],
  ["a member and a backslash", at("{meta}%5C@{stranger}"), "403 not-a-member"],
  ["a URL in place of a server", at("http:%2F%2F{stranger}"), "403 not-a-member"],
  ["an odd port", at("127.0.0.1:0{metaport}"), "403 not-a-member"],
  ["a port beyond the last", at("127.0.0.1:99999"), "403 not-a-member"],
  ["a member with a line break in its name", at("{meta}%0d%0aX:1"), "403 not-a-member"],
  ["a server's name that is no UTF-8", at("%ff:{port}"), "400 bad-request"],
  ["the properties of every object", at("__proto__"), "403 not-a-member"],
  ["a cluster that is not configured", { target: "/api/clusters/__proto__/leader/version" }, "404 not-found"],
  ["a diagnosis of a stranger", { target: "/api/diagnose?address={stranger}" }, "403 not-a-member"],
  ["a diagnosis of a member by another name", { target: "/api/diagnose?address=0:{metaport}" }, "403 not-a-member"],
  ["what a stranger holds", { target: `${C}/load?node={stranger}` }, "403 not-a-member"],
  [
    "a secret of a stranger",
    post({ target: `${C}/reveal`, headers: { ...MEANT, ...JSON_TYPE }, body: '{"server":"{stranger}","name":"a"}' }),
    "403 not-a-member",
  ],
  // The request line and the headers.
  ["an absolute-form URL of a stranger", { target: "http://{stranger}/api/clusters/c/leader/version" }, "421"],
  ["a strange Host", { target: `${C}/leader/version`, headers: { host: "evil.example" } }, "421"],
  ["a Host with user-info", { target: `${C}/leader/version`, headers: { host: "localhost@evil.example" } }, "400"],
  ["a Host that begins as ours", { target: `${C}/leader/version`, headers: { host: "localhost.evil.example" } }, "421"],
  ["no Host at all", { target: `${C}/leader/version`, headers: { host: null } }, "400"],
  ["a line break in the path", { target: `${C}/leader/version%0d%0aX-Evil:%201` }, "400 bad-request"],
  ["a line break in the query", { target: `${C}/leader/config?name=a%0aX-Evil:1` }, "400 bad-request"],
  ["a zero byte", { target: `${C}/leader/version%00.png` }, "400 bad-request"],
  ["a header folded over lines", { target: `${C}/leader/version`, lines: ["x-a: b", " c: d"] }, "400"],
  ["a blank before the colon", { target: `${C}/leader/version`, lines: ["x-a : b"] }, "400"],
  ["a header with a zero byte", { target: `${C}/leader/version`, lines: ["x-a: b\0c"] }, "400"],
  // Request smuggling.
  ["two lengths", post({ headers: MEANT, lines: ["content-length: 1", "content-length: 2"], body: "" }), "400"],
  ["a length and chunks", post({ headers: { ...MEANT, "transfer-encoding": "chunked" }, body: "0\r\n\r\n" }), "400"],
  ["chunks by another name", post({ headers: { ...MEANT, "transfer-encoding": "xchunked" } }), "400"],
  ["chunks twice", post({ headers: { ...MEANT, "transfer-encoding": "chunked, identity" } }), "400"],
  [
    "a chunk of a size beyond numbers",
    post({ headers: { ...MEANT, "transfer-encoding": "chunked" }, lines: ["", "fffffffffffffffff", ""] }),
    "400",
  ],
  ["a negative length", post({ headers: { ...MEANT, "content-length": "-1" } }), "400"],
  ["a length with a sign", post({ headers: { ...MEANT, "content-length": "+5" }, body: "hello" }), "400"],
  ["something that is not HTTP", { method: "\x16\x03\x01", target: "TLS" }, "400"],
  ["the preface of HTTP/2", { method: "PRI", target: "*" }, "400"],
  // Paths.
  ["a change by GET, as an image makes it", { target: FLAG }, "405 bad-request"],
  ["a change by HEAD", { method: "HEAD", target: FLAG }, "404"],
  [
    "a change by GET, a letter encoded",
    { target: `${C}/leader/%75pdateConfig?enable_direct_io=true` },
    "405 bad-request",
  ],
  [
    "a change by GET, slashes and blanks",
    { target: `${C}/leader//%20updateConfig%20/?enable_direct_io=true` },
    "405 bad-request",
  ],
  [
    "a change by GET behind a read",
    { target: `${C}/leader/version/../updateConfig?enable_direct_io=true` },
    "405 bad-request",
  ],
  [
    "a change by GET behind an encoded read",
    { target: `${C}/leader/version%2f..%2fupdateConfig?a=b` },
    "405 bad-request",
  ],
  [
    "a change by GET, its query in the path",
    { target: `${C}/leader/updateConfig%3Fenable_direct_io=true` },
    "405 bad-request",
  ],
  ["a change by fleet", { target: `${C}/fleet/all/updateConfig?enable_direct_io=true` }, "400 bad-request"],
  ["a costly call by GET", { target: `${C}/leader/pprof/profile?seconds=60` }, "405 bad-request"],
  ["a path that nobody knows", { target: `${C}/leader/meta/drop_app?name=temp` }, "405 bad-request"],
  [
    "a path that nobody knows, meant",
    post({ target: `${C}/leader/meta/drop_app?name=temp`, headers: MEANT }),
    "400 bad-request",
  ],
  ["files of the machine", { target: "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd" }, "404"],
  // Cross-site requests.
  [
    "a form of another site",
    post({
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://evil.example" },
      body: "a=b",
    }),
    "403 forbidden",
  ],
  [
    "a form of another site that writes JSON",
    post({
      target: `${C}/config`,
      headers: { "content-type": "text/plain", origin: "http://evil.example" },
      body: CHANGE,
    }),
    "403 forbidden",
  ],
  [
    "a script of another site with the intent",
    post({ headers: { ...MEANT, origin: "http://evil.example" } }),
    "403 forbidden",
  ],
  ["a page without origin", post({ headers: { ...MEANT, origin: "null" } }), "403 forbidden"],
  ["no origin", post({ headers: { "x-pegasus-intent": "change" } }), "403 forbidden"],
  ["no intent", post({ headers: { origin: "{origin}" } }), "403 forbidden"],
  ["an origin that begins as ours", post({ headers: { ...MEANT, origin: "{origin}.evil.example" } }), "403 forbidden"],
  ["our origin at another port", post({ headers: { ...MEANT, origin: "http://127.0.0.1:1" } }), "403 forbidden"],
  ["our origin by https", post({ headers: { ...MEANT, origin: "https://{host}" } }), "403 forbidden"],
  ["an origin that is two", post({ headers: { ...MEANT, origin: "{origin} http://evil.example" } }), "403 forbidden"],
  [
    "a preflight",
    {
      method: "OPTIONS",
      target: FLAG,
      headers: { origin: "http://evil.example", "access-control-request-method": "POST" },
    },
    "404 not-found",
  ],
  // Roles and sessions.
  ["nobody who reads", { target: `${C}/leader/version`, as: "nobody" }, "401 sign-in"],
  [
    "nobody who says that a proxy knows them",
    { target: `${C}/leader/version`, as: "nobody", headers: { "x-forwarded-user": "ann" } },
    "401 sign-in",
  ],
  ["nobody who diagnoses", { target: "/api/diagnose?address={meta}", as: "nobody" }, "401 sign-in"],
  ["nobody who scrapes", { target: "/metrics", as: "nobody" }, "401 sign-in"],
  [
    "a token that nobody gave out",
    { target: "/metrics", as: "nobody", headers: { authorization: "Bearer guess" } },
    "401 sign-in",
  ],
  [
    "a password by Basic",
    { target: `${C}/leader/version`, as: "nobody", headers: { authorization: "Basic YW5uOmFubidz" } },
    "401 sign-in",
  ],
  ["a viewer who changes", post({ as: "vic", headers: MEANT }), "403 forbidden"],
  [
    "a viewer who changes flags",
    post({ as: "vic", target: `${C}/config`, headers: { ...MEANT, ...JSON_TYPE }, body: CHANGE }),
    "403 forbidden",
  ],
  [
    "a viewer who profiles",
    post({ as: "vic", target: `${C}/leader/pprof/profile?seconds=1`, headers: MEANT }),
    "403 forbidden",
  ],
  [
    "a viewer who reveals",
    post({
      as: "vic",
      target: `${C}/reveal`,
      headers: { ...MEANT, ...JSON_TYPE },
      body: '{"server":"{meta}","name":"server_key"}',
    }),
    "403 forbidden",
  ],
  [
    "a change of a read-only cluster",
    post({ target: "/api/clusters/readonly/leader/updateConfig?a=b", headers: MEANT }),
    "403 read-only",
  ],
  // Sizes.
  ["a head of 20 KiB", { target: `${C}/leader/version`, headers: { "x-a": "a".repeat(20_000) } }, "431"],
  ["a URL of 20 KiB", { target: `${C}/leader/version?${"a".repeat(20_000)}` }, "431"],
  ["a query of 5 KiB", at("{meta}", `/config?name=${"a".repeat(5000)}`), "413 too-large"],
  ["a body of 100 KiB", post({ headers: MEANT, body: "a".repeat(100_000) }), "413 too-large"],
  [
    "a body of 5 KiB for a server",
    post({ target: `${C}/leader/meta/app/start_compaction`, headers: MEANT, body: "a".repeat(5000) }),
    "413 too-large",
  ],
];

it("knows forty attacks and more", () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(40);
});

it.each(ATTACKS)("%s is refused", async (_, attack, refusal) => {
  expect(await refusalOf(attack)).toBe(refusal);
});

it("lets through what is meant, so that the table above could fail", async () => {
  const before = requestsSoFar();
  expect(await exchange(bytesOf({ target: `${C}/servers/{meta}/recentStartTime` }))).toMatch(/^HTTP\/1\.1 200/);
  expect(requestsSoFar()).toBeGreaterThan(before);
});

it.each<[what: string, spoilt: (cookie: string) => string]>([
  [
    "with another letter",
    (cookie) => cookie.replace(/(.)(;|$)/, (_, last: string, end: string) => (last === "A" ? "B" : "A") + end),
  ],
  ["cut short", (cookie) => cookie.replace(/.{10}(;|$)/, "$1")],
  ["with its signature alone", (cookie) => cookie.replace(/=[^.;]*\./, "=.")],
  ["empty", () => "pegasus_session="],
])("takes no cookie %s", async (_, spoilt) => {
  const cookie = spoilt(cookies.get("ann") ?? "");
  expect(cookie).not.toBe(cookies.get("ann"));
  const attack = { target: `${C}/leader/version`, as: "nobody", headers: { cookie } } as const;
  expect(await refusalOf(attack)).toBe("401 sign-in");
});

it("takes no cookie again after its owner has signed out", async () => {
  const cookie = await cookieOf("vic");
  await fetch(`${origin()}/api/session`, { method: "DELETE", headers: { cookie, origin: origin() } });
  expect(await refusalOf({ target: `${C}/leader/version`, as: "nobody", headers: { cookie } })).toBe("401 sign-in");
});

it("takes no cookie after its time", async () => {
  clock.advance(13 * 3_600_000);
  expect(await refusalOf({ target: `${C}/leader/version` })).toBe("401 sign-in");
});
