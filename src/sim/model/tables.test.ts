import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { countHealth } from "#pegasus/health.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

const [LEADER] = METAS;

function apps(sample: Sample) {
  return Object.values(CALL.apps.answer.decode(sample.body(LEADER, "/meta/apps?detail")).general_info);
}

function row(sample: Sample, name: string) {
  return apps(sample).find(({ app_name }) => app_name === name);
}

function partitions(sample: Sample, name: string) {
  return Object.values(CALL.app.answer.decode(sample.body(LEADER, `/meta/app?name=${name}&detail`)).replicas ?? {});
}

const EVENTS = { name: "events", partitions: 32, copies: 3 };

it("makes a table in steps: busy, listed without copies, primaries after two seconds, the rest in rounds", () => {
  const sample = new Sample();
  sample.world.ddl.create(EVENTS, sample.now);
  expect(sample.ask(LEADER, "/meta/app?name=events")).toMatchObject({ status: 500, body: "/" });
  expect(row(sample, "events")).toBeUndefined();
  sample.pass(0.6);
  expect(row(sample, "events")).toMatchObject({ app_id: 15, partition_count: 32, replica_count: 3, envs_count: 0 });
  for (const { ballot, primary, replica_count } of partitions(sample, "events"))
    expect([ballot, primary, replica_count]).toEqual([0n, null, { live: 0, max: 3 }]);
  sample.pass(2.6);
  const begun = partitions(sample, "events");
  expect(begun.every(({ primary }) => primary !== null)).toBe(true);
  expect(countHealth(begun).fully_healthy).toBeLessThan(32);
  sample.pass(40);
  for (const { ballot, replica_count } of partitions(sample, "events"))
    expect([ballot, replica_count]).toEqual([3n, { live: 3, max: 3 }]);
  const nodes = CALL.app.answer.decode(sample.body(LEADER, "/meta/app?name=events&detail")).nodes ?? {};
  const totals = REPLICAS.map((node) => nodes[node]?.total ?? 0);
  expect(Math.max(...totals) - Math.min(...totals)).toBeLessThan(6);
});

it("drops a table at once and brings it back with the same servers and four more ballots", () => {
  const sample = new Sample();
  const before = partitions(sample, "sessions");
  sample.world.ddl.drop("sessions", sample.now);
  expect(sample.ask(LEADER, "/meta/app?name=sessions")).toMatchObject({ status: 500, body: "0" });
  sample.pass(1);
  expect(sample.ask(LEADER, "/meta/app?name=sessions")).toMatchObject({ status: 404 });
  expect(apps(sample)).toHaveLength(11);
  const nodes = CALL.nodes.answer.decode(sample.body(LEADER, "/meta/nodes?detail"));
  expect(Object.values(nodes.details).reduce((sum, { primary_count }) => sum + (primary_count ?? 0), 0)).toBe(408 - 64);
  sample.pass(60);
  sample.world.ddl.recall(5, sample.now, "sessions_back");
  sample.pass(1);
  expect(row(sample, "sessions_back")).toMatchObject({ app_id: 5, partition_count: 64 });
  expect(partitions(sample, "sessions_back")).toEqual(
    before.map((partition) => ({ ...partition, ballot: partition.ballot + 4n })),
  );
});

it("forgets a dropped table when its time has run out, and never gives its id again", () => {
  const sample = new Sample();
  sample.world.ddl.drop("scratch", sample.now, 60);
  sample.pass(59);
  expect(sample.world.tables.withId(14)).toMatchObject({ status: "dropped" });
  sample.pass(2);
  expect(sample.world.tables.withId(14)).toBeUndefined();
  expect(() => {
    sample.world.ddl.recall(14, sample.now);
  }).toThrow("There is no dropped table with the id 14");
  sample.world.ddl.create({ ...EVENTS, name: "scratch" }, sample.now);
  sample.pass(1);
  expect(row(sample, "scratch")?.app_id).toBe(15);
});

it("lists the metrics of a dropped table's replicas for some 20 minutes more", () => {
  const sample = new Sample();
  const listed = () => sample.body(REPLICAS[0], "/metrics?types=replica&attributes=table_id,5&metrics=get_requests");
  sample.world.ddl.drop("sessions", sample.now);
  sample.pass(17 * 60);
  expect(listed()).toContain("replica@5.");
  sample.pass(6 * 60);
  expect(listed()).not.toContain("replica@5.");
});

it("renames a table", () => {
  const sample = new Sample();
  sample.world.ddl.rename("temp", "temporary");
  expect(row(sample, "temporary")?.app_id).toBe(2);
  expect(sample.ask(LEADER, "/meta/app?name=temp")).toMatchObject({ status: 404 });
});

it.each<[what: string, order: (sample: Sample) => void, complaint: string]>([
  [
    "a taken name",
    ({ world, now }) => world.ddl.create({ ...EVENTS, name: "temp" }, now),
    'There is a table "temp" already',
  ],
  ["an unknown table", ({ world, now }) => world.ddl.drop("nope", now), 'There is no table "nope"'],
  ["another's name", ({ world }) => world.ddl.rename("temp", "stat"), 'There is a table "stat" already'],
  [
    "a table that was not dropped",
    ({ world, now }) => world.ddl.recall(2, now),
    "There is no dropped table with the id 2",
  ],
  ["an unknown table to split", ({ world, now }) => world.split.begin("nope", now), 'There is no table "nope"'],
])("refuses %s", (_, order, complaint) => {
  const sample = new Sample();
  expect(() => {
    order(sample);
  }).toThrow(complaint);
});

it("changes no table at level stopped", () => {
  const sample = new Sample();
  sample.world.setLevel("stopped", sample.now);
  expect(() => {
    sample.world.ddl.drop("temp", sample.now);
  }).toThrow("At level stopped no table can be changed");
});

it("splits a table: twice the partitions at once, the new ones empty until their parents have registered them", () => {
  const sample = new Sample();
  const parents = partitions(sample, "temp");
  sample.world.split.begin("temp", sample.now);
  expect(row(sample, "temp")).toMatchObject({ partition_count: 16, envs_count: 2 });
  const [children, early] = [partitions(sample, "temp").slice(8), countHealth(partitions(sample, "temp"))];
  for (const { ballot, primary, replica_count } of children)
    expect([ballot, primary, replica_count]).toEqual([-1n, null, { live: 0, max: 0 }]);
  expect(early).toMatchObject({ fully_healthy: 8, read_unhealthy: 8 });
  expect(() => {
    sample.world.split.begin("temp", sample.now);
  }).toThrow('The table "temp" is splitting already');
  sample.pass(7);
  const midway = partitions(sample, "temp").slice(8);
  expect(midway.filter(({ ballot }) => ballot === -1n).length).toBeGreaterThan(0);
  expect(midway.filter(({ ballot }) => ballot > 0n).length).toBeGreaterThan(0);
  sample.pass(20);
  const after = partitions(sample, "temp");
  expect(after.slice(0, 8)).toEqual(parents);
  expect(after.slice(8)).toEqual(
    parents.map((parent) => ({ ...parent, pidx: parent.pidx + 8, ballot: parent.ballot + 1n })),
  );
});

it("halves the load of a partition by its split", () => {
  const sample = new Sample();
  const load = sample.world.tables.named("temp")?.partitions[3]?.load;
  sample.world.split.begin("temp", sample.now);
  sample.pass(60);
  const child = sample.world.tables.named("temp")?.partitions[11]?.load;
  expect([load?.factorAt(sample.now), child?.factorAt(sample.now)]).toEqual([0.5, 0.5]);
  expect(child?.share).toBe(load?.share);
});

it("goes on splitting only where all copies are there", () => {
  const sample = new Sample();
  sample.world.died(REPLICAS[0], sample.now);
  sample.pass(30);
  sample.world.split.begin("temp", sample.now);
  sample.pass(120);
  const unregistered = () => partitions(sample, "temp").filter(({ ballot }) => ballot === -1n).length;
  expect(unregistered()).toBeGreaterThan(0);
  sample.world.started(REPLICAS[0], sample.now);
  sample.pass(120);
  expect(unregistered()).toBe(0);
});
