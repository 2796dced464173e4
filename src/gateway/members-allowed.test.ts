// Whom the configuration lets the dashboard contact, and where: `members` and `resolve`.
import { afterEach, expect, it } from "vitest";
import { rosterSchema } from "#api/clusters.ts";
import { C, failureIn, openDashboard, type Dashboard, type DashboardOptions } from "./testing/dashboard.ts";
import { answer, faultServer, type Behaviour, type FaultServer } from "./testing/fault-server.ts";
import { leads, sendsTo } from "./testing/made-up-meta.ts";

const closing: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const each of closing.splice(0).toReversed()) await each.close();
});

async function start(behave: Behaviour): Promise<FaultServer> {
  const server = await faultServer(behave);
  closing.push(server);
  return server;
}

function open(options: DashboardOptions): Dashboard {
  const page = openDashboard(options);
  closing.push(page);
  return page;
}

const yes: Behaviour = (socket) => {
  socket.write(answer("200 OK", '{"Version":"v"}\n'));
};

/** Every name ends at this machine, but for addresses, which stay what they are. */
async function resolve(host: string): Promise<string> {
  if (host === "nowhere.internal") throw new Error("ENOTFOUND");
  return /^[a-z]/.test(host) ? "127.0.0.1" : host;
}

function portOf(server: FaultServer): string {
  return server.address.split(":")[1] ?? "";
}

it.each<[members: string[], allowed: boolean]>([
  [["127.0.0.1"], true],
  [["127.0.0.0/8"], true],
  [["replica.internal"], true],
  [["10.0.0.0/24"], false],
  [["other.internal"], false],
])("with members %j a replica server that the cluster names is contacted: %s", async (members, allowed) => {
  const replica = await start(yes);
  const name = `replica.internal:${portOf(replica)}`;
  const meta: FaultServer = await start(leads(() => ({ self: meta.address, metas: [meta.address], replicas: [name] })));
  const page = open({ metas: [meta.address], resolve, settings: { members } });
  const roster = rosterSchema.parse(await (await page.get(`${C}/servers`)).json());
  expect(roster.map(({ server }) => server)).toEqual([meta.address, name]);
  const response = await page.get(`${C}/servers/${name}/version`);
  if (allowed) expect(response.status).toBe(200);
  else {
    expect(await failureIn(response)).toMatchObject({
      status: 403,
      kind: "not-a-member",
      message: expect.stringContaining("outside of the members"),
    });
    expect(replica.accepted()).toBe(0);
  }
});

it("does not contact a leader outside of the members, and says so", async () => {
  const leader: FaultServer = await start(leads(() => ({ self: leader.address, metas: [leader.address] })));
  const backup = await start(sendsTo(() => leader.address.replace("127.0.0.1", "127.0.0.2")));
  const page = open({ metas: [backup.address], resolve, settings: { members: ["127.0.0.1"] } });
  expect(await failureIn(await page.get(`${C}/leader/meta/apps`))).toMatchObject({
    status: 403,
    kind: "not-a-member",
    message: expect.stringContaining("outside of the members"),
  });
  expect(leader.accepted()).toBe(0);
});

it("still finds a leader that calls itself by an address outside of the members, by asking the configured metas", async () => {
  const leader: FaultServer = await start(leads(() => ({ self: "10.9.9.9:1", metas: ["10.9.9.9:1"] })));
  const backup = await start(sendsTo(() => "10.9.9.9:1"));
  const page = open({ metas: [backup.address, leader.address], resolve, settings: { members: ["127.0.0.0/8"] } });
  expect((await page.get(`${C}/leader/meta/apps`)).status).toBe(200);
});

it("reaches a server where `resolve` says, under the name that the cluster gives it", async () => {
  const replica = await start(yes);
  const meta: FaultServer = await start(
    leads(() => ({
      self: "Meta.Internal:34601",
      metas: ["Meta.Internal:34601"],
      replicas: ["nowhere.internal:34801"],
    })),
  );
  const backup = await start(sendsTo(() => "Meta.Internal:34601"));
  const page = open({
    metas: [backup.address],
    resolve,
    settings: { resolve: { "meta.internal:34601": meta.address, "nowhere.internal:34801": replica.address } },
  });
  const response = await page.get(`${C}/servers/nowhere.internal:34801/version`);
  expect([response.status, response.headers.get("x-pegasus-server")]).toEqual([200, "nowhere.internal:34801"]);
  expect(meta.requests).toContain("GET /meta/nodes");
  const roster = rosterSchema.parse(await (await page.get(`${C}/servers`)).json());
  expect(roster.map(({ server, leader }) => [server, leader])).toEqual([
    [backup.address, false],
    ["Meta.Internal:34601", true],
    ["nowhere.internal:34801", false],
  ]);
});
