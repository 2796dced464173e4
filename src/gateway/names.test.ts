import { expect, it } from "vitest";
import { Names, systemResolve } from "./names.ts";
import { TestClock } from "./testing/clock.ts";

function names(addresses: Record<string, string | null>) {
  const clock = new TestClock();
  const asked: string[] = [];
  const resolve = async (host: string): Promise<string> => {
    asked.push(host);
    const address = addresses[host] ?? null;
    if (address === null) throw new Error(`getaddrinfo ENOTFOUND ${host}`);
    return address;
  };
  return { clock, asked, addresses, names: new Names(resolve, clock) };
}

it.each([
  ["n1:34601", "10.0.0.1:34601"],
  ["six:34601", "[fd00::1]:34601"],
  ["[::1]:34601", "[::1]:34601"],
  ["nowhere:34601", null],
  ["n1", null],
  ["n1:", null],
  ["n1:0", null],
  ["n1:65536", null],
  ["n1:34601/x", null],
  ["invalid host_port", null],
  ["", null],
])("%j is at %j", async (name, address) => {
  const known = names({ n1: "10.0.0.1", six: "fd00::1", "[::1]": "::1" });
  expect(await known.names.addressOf(name)).toBe(address);
});

it("asks for a name once a minute, and for one that failed every five seconds", async () => {
  const { names: known, clock, asked } = names({ n1: "10.0.0.1" });
  await Promise.all([known.addressOf("n1:1"), known.addressOf("n1:2"), known.addressOf("gone:1")]);
  expect(asked).toEqual(["n1", "gone"]);
  clock.advance(4000);
  await known.addressOf("gone:1");
  expect(asked).toHaveLength(2);
  clock.advance(2000);
  await Promise.all([known.addressOf("gone:1"), known.addressOf("n1:1")]);
  expect(asked).toEqual(["n1", "gone", "gone"]);
  clock.advance(60_000);
  await known.addressOf("n1:1");
  expect(asked).toEqual(["n1", "gone", "gone", "n1"]);
});

it("follows a name that moves, and keeps the last address while its name server is away", async () => {
  const { names: known, clock, addresses } = names({ n1: "10.0.0.1" });
  expect(await known.addressOf("n1:1")).toBe("10.0.0.1:1");
  addresses["n1"] = "10.0.0.2";
  clock.advance(61_000);
  expect(await known.addressOf("n1:1")).toBe("10.0.0.2:1");
  addresses["n1"] = null;
  for (let minute = 0; minute < 3; minute++) {
    clock.advance(61_000);
    expect(await known.addressOf("n1:1")).toBe("10.0.0.2:1");
  }
  addresses["n1"] = "10.0.0.3";
  clock.advance(6000);
  expect(await known.addressOf("n1:1")).toBe("10.0.0.3:1");
});

it("asks this machine's own resolver, IPv4 first", async () => {
  expect(await systemResolve("localhost")).toBe("127.0.0.1");
  expect(await systemResolve("[::1]")).toBe("::1");
  // A label of more than 63 letters can be no name: nobody outside is asked.
  await expect(systemResolve(`${"x".repeat(64)}.invalid`)).rejects.toThrow("getaddrinfo");
});
