import { expect, it } from "vitest";
import { AddressList } from "./address-list.ts";

const list = new AddressList(["10.0.0.0/24", "192.168.1.7", "fd00::/8", "::1", "N1.internal", "2001:db8::5/128"]);

it.each([
  ["10.0.0.0", true],
  ["10.0.0.255", true],
  ["10.0.1.0", false],
  ["192.168.1.7", true],
  ["192.168.1.70", false],
  ["::ffff:192.168.1.7", true],
  ["[::1]", true],
  ["::1", true],
  ["0:0:0:0:0:0:0:1", true],
  ["::2", false],
  ["[fd12::1]", true],
  ["fd12::1%eth0", true],
  ["fe80::1", false],
  ["2001:db8::5", true],
  ["n1.internal", true],
  ["N1.INTERNAL", true],
  ["n1.internal.evil.example", false],
  ["n1", false],
  // Spellings of 10.0.0.1 that some resolvers take: they are names here, and nobody listed them.
  ["167772161", false],
  ["0x0a000001", false],
  ["10.0.0.01", false],
  ["10.1", false],
  ["", false],
])("has %s: %s", (host, listed) => {
  expect(list.has(host)).toBe(listed);
});

it.each([
  ["10.0.0.0/33", '"10.0.0.0/33" is no CIDR: after the slash stands a number from 0 to 32.'],
  ["10.0.0.0/", '"10.0.0.0/" is no CIDR: after the slash stands a number from 0 to 32.'],
  ["10.0.0.0/8/8", '"10.0.0.0/8/8" is no CIDR: after the slash stands a number from 0 to 32.'],
  ["fd00::/129", '"fd00::/129" is no CIDR: after the slash stands a number from 0 to 128.'],
  ["10.0.0", '"10.0.0" is neither a host, an address nor a CIDR such as 10.0.0.0/24.'],
  ["n1/24", '"n1/24" is neither a host, an address nor a CIDR such as 10.0.0.0/24.'],
  ["n1:34801", '"n1:34801" is neither a host, an address nor a CIDR such as 10.0.0.0/24.'],
  ["", '"" is neither a host, an address nor a CIDR such as 10.0.0.0/24.'],
  ["*", '"*" is neither a host, an address nor a CIDR such as 10.0.0.0/24.'],
])("refuses %j in one sentence", (item, sentence) => {
  expect(() => new AddressList([item])).toThrow(new RangeError(sentence));
});

it("has nobody when it is empty", () => {
  expect(new AddressList([]).has("127.0.0.1")).toBe(false);
});
