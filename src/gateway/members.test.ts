import { expect, it } from "vitest";
import { Members } from "./members.ts";
import { Names } from "./names.ts";
import { TestClock } from "./testing/clock.ts";

function members(configured: readonly string[], addresses: Record<string, string>) {
  const clock = new TestClock();
  const resolve = async (host: string): Promise<string> => {
    const address = addresses[host] ?? (/^[\d.]+$/.test(host) ? host : undefined);
    if (address === undefined) throw new Error("ENOTFOUND");
    return address;
  };
  return { clock, addresses, members: new Members(configured, new Names(resolve, clock)) };
}

it("has the configured metas in their order, each once", async () => {
  const { members: known } = members(["b:1", "a:1", "10.0.0.2:1"], { a: "10.0.0.1", b: "10.0.0.2" });
  expect((await known.roots()).map(({ name, key, role }) => [name, key, role])).toEqual([
    ["b:1", "10.0.0.2:1", "meta"],
    ["a:1", "10.0.0.1:1", "meta"],
  ]);
  expect(known.metas()).toHaveLength(2);
});

it("shows the cluster's own name, and finds a member by each of its names and by no other", async () => {
  const { members: known } = members(["operators-name:1"], { "operators-name": "10.0.0.1", "own.name": "10.0.0.1" });
  await known.roots();
  const own = await known.admit("own.name:1", "meta", true);
  expect(own.name).toBe("own.name:1");
  for (const name of ["operators-name:1", "own.name:1", "10.0.0.1:1"]) expect(known.find(name)).toBe(own);
  // A name that is not the cluster's own adds itself, and does not become the shown one.
  await known.roots();
  expect(own.name).toBe("own.name:1");
  for (const name of ["operators-name:2", "operators-name", "10.0.0.1", "", "OWN.NAME:1"])
    expect(known.find(name)).toBeUndefined();
});

it("keeps servers apart that share a host or a port", async () => {
  const { members: known } = members(["a:1"], { a: "10.0.0.1", b: "10.0.0.2" });
  await known.roots();
  for (const name of ["a:2", "b:1"]) await known.admit(name, "replica", true);
  expect(known.replicas().map(({ key }) => key)).toEqual(["10.0.0.1:2", "10.0.0.2:1"]);
});

it("keeps a member whose name does not resolve, by that name", async () => {
  const { members: known } = members([], {});
  expect(await known.admit("pod-1:1", "replica", true)).toMatchObject({
    key: "pod-1:1",
    address: null,
    name: "pod-1:1",
  });
  await known.admit("pod-1:1", "replica", true);
  expect(known.replicas()).toHaveLength(1);
});

it("knows a member by the name that it gives itself, though nobody here can resolve it", async () => {
  const { members: known } = members(["10.0.0.1:1"], {});
  const [root] = await known.roots();
  if (root === undefined) throw new Error("There is one.");
  await known.callItself(root, "pod-1:1");
  expect(await known.admit("pod-1:1", "meta", true)).toBe(root);
  expect(root.name).toBe("pod-1:1");
  expect(known.metas()).toHaveLength(1);
});

it("takes over one that was listed under such a name before it was known whose it is", async () => {
  const { members: known } = members(["10.0.0.1:1"], {});
  const [root] = await known.roots();
  if (root === undefined) throw new Error("There is one.");
  await known.admit("pod-1:1", "meta", true);
  await known.callItself(root, "pod-1:1");
  expect(known.metas()).toEqual([root]);
});

it("gives no member the name of another one, whatever it calls itself", async () => {
  const { members: known } = members(["10.0.0.1:1", "10.0.0.2:1"], {});
  const [liar, honest] = await known.roots();
  if (liar === undefined || honest === undefined) throw new Error("There are two.");
  await known.callItself(liar, "10.0.0.2:1");
  expect(known.find("10.0.0.2:1")).toBe(honest);
  expect([liar.name, honest.name]).toEqual(["10.0.0.1:1", "10.0.0.2:1"]);
});

it("finds a name that moved at its new address", async () => {
  const { members: known, addresses, clock } = members(["a:1"], { a: "10.0.0.1" });
  await known.roots();
  addresses["a"] = "10.0.0.2";
  clock.advance(61_000);
  const [root] = await known.roots();
  expect(root?.key).toBe("10.0.0.2:1");
  expect(known.find("a:1")).toBe(root);
  expect(known.retain(new Set()).map(({ key }) => key)).toEqual(["10.0.0.1:1"]);
});

it("shows a configured meta once, before and after its name resolves", async () => {
  const { members: known, addresses, clock } = members(["a:1"], {});
  await known.roots();
  addresses["a"] = "10.0.0.1";
  clock.advance(6000);
  await known.roots();
  expect(known.metas().map(({ key, name }) => [key, name])).toEqual([["10.0.0.1:1", "a:1"]]);
});

it("lets go of those whom the cluster no longer names, but never of the configured ones", async () => {
  const { members: known } = members(["10.0.0.1:1"], {});
  await known.roots();
  const kept = await known.admit("10.0.0.5:2", "replica", true);
  const gone = await known.admit("10.0.0.6:2", "replica", true);
  expect(known.retain(new Set([kept.key]))).toEqual([gone]);
  expect(known.find("10.0.0.6:2")).toBeUndefined();
  expect(known.metas()).toHaveLength(1);
});
