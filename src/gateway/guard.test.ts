import { expect, it } from "vitest";
import { INTENT, INTENT_HEADER } from "#api/changes.ts";
import { GatewayFailure } from "./failure.ts";
import { isGatewayPath, refuseForeign, refuseHost, requireIntent, type Doors } from "./guard.ts";

function doors(port: number | null): Doors {
  return { hosts: new Set(["pegasus.example", "10.0.0.7", "[fd00::7]"]), port: () => port };
}

it.each<[host: string | undefined, known: boolean]>([
  ["localhost", true],
  ["localhost:1", true],
  ["Localhost:65535", true],
  ["127.0.0.1", true],
  ["[::1]:8080", true],
  ["pegasus.example", true],
  ["PEGASUS.example:80", true],
  ["10.0.0.7:8080", true],
  ["[fd00::7]:8080", true],
  [undefined, false],
  ["", false],
  ["127.0.0.2", false],
  ["10.0.0.8", false],
  ["::1", false],
  ["[::1", false],
  ["[fd00::8]", false],
  ["localhost.", false],
  ["localhost:", false],
  ["localhost:http", false],
  ["localhost:123456", false],
  ["localhost/evil", false],
  ["localhost evil", false],
  ["pegasus.example.evil.example", false],
  ["evil-pegasus.example", false],
  ["user@localhost", false],
])("the host %j is one of ours: %s", async (host, known) => {
  const refusal = refuseHost(host, doors(8080));
  expect(refusal === null).toBe(known);
  if (refusal !== null) {
    expect(refusal.status).toBe(421);
    expect(await refusal.text()).toBe("This dashboard does not answer to that host name.\n");
  }
});

function change(headers: Record<string, string>): Request {
  return new Request("http://localhost:8080/x", { method: "POST", headers });
}

it.each<[origin: string, port: number | null, ours: boolean]>([
  ["http://localhost:8080", 8080, true],
  ["http://LOCALHOST:8080", 8080, true],
  ["http://127.0.0.1:8080", 8080, true],
  ["http://[::1]:8080", 8080, true],
  ["http://pegasus.example:8080", 8080, true],
  ["http://pegasus.example", 80, true],
  ["http://localhost", null, true],
  ["http://localhost:80", 80, false], // no browser writes the port of its scheme
  ["http://localhost:8081", 8080, false],
  ["http://localhost", 8080, false],
  ["http://localhost:8080", null, false],
  ["https://localhost:8080", 8080, false],
  ["http://localhost:8080/", 8080, false],
  ["http://evil.example:8080", 8080, false],
  ["http://localhost:8080@evil.example", 8080, false],
  ["null", 8080, false],
  ["", 8080, false],
])("a change from the origin %j is meant for port %s: %s", (origin, port, ours) => {
  const act = (): void => requireIntent(change({ [INTENT_HEADER]: INTENT, origin }), doors(port));
  if (ours) expect(act).not.toThrow();
  else expect(act).toThrow("A change must come from this dashboard's own page: its Origin is another.");
});

it("takes no change without an origin, nor without the header that no form can send", () => {
  expect(() => requireIntent(change({ [INTENT_HEADER]: INTENT }), doors(8080))).toThrow(GatewayFailure);
  expect(() => requireIntent(change({ origin: "http://localhost:8080" }), doors(8080))).toThrow(
    "A change needs the header x-pegasus-intent: change.",
  );
});

it.each([
  ["/api", true],
  ["/api/clusters", true],
  ["/healthz", true],
  ["/metrics", true],
  ["/", false],
  ["/apis", false],
  ["/c/api/apps", false],
  ["/assets/api.js", false],
])("%s is the gateway's: %s", (path, ours) => {
  expect(isGatewayPath(path)).toBe(ours);
});

const BEHIND: Doors = {
  hosts: new Set(["pegasus.internal"]),
  publicOrigin: "https://pegasus.example",
  port: () => 8080,
};

it.each([
  ["https://pegasus.example", true],
  ["https://pegasus.internal", true], // the same proxy under another of its names
  ["http://pegasus.internal:8080", true],
  ["http://pegasus.example:8080", true], // past the proxy, in the house
  ["http://127.0.0.1:8080", true],
  ["http://pegasus.example", false],
  ["https://pegasus.example:8080", false],
  ["https://pegasus.example:444", false],
  ["https://pegasus.example.evil.example", false],
  ["https://evil.example", false],
])("behind a proxy a change from %s is meant: %s", (origin, ours) => {
  const act = (): void => requireIntent(change({ [INTENT_HEADER]: INTENT, origin }), BEHIND);
  if (ours) expect(act).not.toThrow();
  else expect(act).toThrow(GatewayFailure);
});

it.each([
  ["pegasus.example", true],
  ["pegasus.example:443", true],
  ["PEGASUS.internal", true],
  ["127.0.0.1:8080", true],
  ["evil.example", false],
])("behind a proxy the host %s is one of ours: %s", (host, known) => {
  expect(refuseHost(host, BEHIND) === null).toBe(known);
});

it.each<[origin: string | null, allowed: boolean]>([
  [null, true], // a program; every browser says where a POST comes from
  ["https://pegasus.example", true],
  ["null", false],
  ["", false],
  ["https://evil.example", false],
])("lets a page of %j sign somebody in: %s", (origin, allowed) => {
  const act = (): void => refuseForeign(change(origin === null ? {} : { origin }), BEHIND);
  if (allowed) expect(act).not.toThrow();
  else expect(act).toThrow("This must come from this dashboard's own page: its Origin is another.");
});
