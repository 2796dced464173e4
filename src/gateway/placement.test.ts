// Which tables' configurations are asked for, and when: a thousand tables must not mean a thousand questions again and again.
import { expect, it } from "vitest";
import { SECOND } from "./clock.ts";
import { Placement } from "./placement.ts";
import { TestClock } from "./testing/clock.ts";

const NOBODY: ReadonlySet<number> = new Set();

/** A leader that lists tables 1 to `count`, each of one partition on a:1 and b:1, and remembers what it was asked. */
function leader(count: number) {
  const tables = new Set(Array.from({ length: count }, (_, index) => index + 1));
  const asked: number[] = [];
  let down = false;
  const reply = (status: number, text: string) => ({
    member: { name: "m:1" },
    hops: [],
    reply: { status, body: Buffer.from(text), ms: 1 },
  });
  const info = (id: number): string =>
    `"${id}":{"app_id":"${id}","status":"AVAILABLE","app_name":"t${id}","app_type":"pegasus","partition_count":"1","replica_count":"2","is_stateful":"true","create_time":"2026-01-20 11:02:33.000","drop_time":"-","drop_expire":"-","envs_count":"0"}`;
  const cluster = {
    askLeader: ({ target }: { target: string }) => {
      if (down) return Promise.reject(new Error("nobody leads"));
      if (target === "/meta/apps") {
        const list = `{"general_info":{${[...tables].map(info).join(",")}},"summary":{"total_app_count":"${tables.size}"}}`;
        return Promise.resolve(reply(200, list));
      }
      const id = Number(/name=t(\d+)/.exec(target)?.[1]);
      asked.push(id);
      if (id === 13) return Promise.resolve(reply(404, "ERR_OBJECT_NOT_FOUND"));
      const partition = `{"pidx":"0","ballot":"3","replica_count":"2/2","primary":"a:1","secondaries":"[b:1]"}`;
      const general = `{"app_name":"t${id}","app_id":"${id}","partition_count":"1","max_replica_count":"2"}`;
      return Promise.resolve(reply(200, `{"general":${general},"replicas":{"0":${partition}}}`));
    },
    replicaServers: () => Promise.resolve([{ name: "A:1", aliases: new Set(["a:1", "A:1"]) }]),
  };
  return {
    // Only these two are asked of a watched cluster, and only these fields are looked at.
    cluster: cluster as unknown as ConstructorParameters<typeof Placement>[0],
    tables,
    take: () => asked.splice(0),
    fall: () => {
      down = true;
    },
  };
}

it("reads each table once, then none while all are fresh, then twenty a round, the oldest first", async () => {
  const clock = new TestClock({ standsStill: true });
  const { cluster, take } = leader(50);
  const placement = new Placement(cluster, clock);
  const { primaries, members, tables, unread } = await placement.read(NOBODY);
  expect(take()).toHaveLength(50);
  expect([tables.size, unread]).toEqual([49, 1]);
  // By the roster's name where the roster has one.
  expect([primaries.get("7.0"), members.get("7.0")]).toEqual(["A:1", ["A:1", "b:1"]]);

  await placement.read(NOBODY);
  expect(take()).toEqual([]);
  clock.advance(30 * SECOND);
  await placement.read(NOBODY);
  const first = take();
  await placement.read(NOBODY);
  const second = take();
  await placement.read(NOBODY);
  const third = take();
  expect([first.length, second.length, third.length]).toEqual([20, 20, 10]);
  expect(new Set([...first, ...second, ...third]).size).toBe(50);
});

it("reads at once what seems to have moved, what is new, and forgets what is gone", async () => {
  const clock = new TestClock({ standsStill: true });
  const { cluster, tables, take } = leader(5);
  const placement = new Placement(cluster, clock);
  await placement.read(NOBODY);
  take();
  tables.add(6);
  tables.delete(2);
  const places = await placement.read(new Set([3, 99]));
  expect(new Set(take())).toEqual(new Set([3, 6]));
  expect(new Set(places.tables.keys())).toEqual(new Set([1, 3, 4, 5, 6]));
  expect(places.primaries.has("2.0")).toBe(false);
});

it("keeps what was known when nobody leads any more", async () => {
  const { cluster, fall } = leader(3);
  const placement = new Placement(cluster, new TestClock({ standsStill: true }));
  await placement.read(NOBODY);
  fall();
  await expect(placement.read(NOBODY)).rejects.toThrow("nobody leads");
  expect(placement.places.tables.size).toBe(3);
});
