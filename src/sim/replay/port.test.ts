import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, it } from "vitest";
import { probe } from "./probe.ts";
import { Port } from "./port.ts";

const close = (socket: Socket): void => void socket.destroy();

it("refuses while it is closed, and opens again under the same number", async () => {
  const [keeper, port] = [await Port.open(() => undefined), await Port.open(close)];
  const { number } = port;
  for (let round = 0; round < 5; round++) {
    port.set(false, keeper);
    await port.settled();
    expect(await probe(`:${number}`, "/")).toEqual({ kind: "refused" });
    port.set(true, keeper);
    await port.settled();
    expect(await probe(`:${number}`, "/")).not.toEqual({ kind: "refused" });
    expect(port.number).toBe(number);
  }
  await Promise.all([port.close(), keeper.close()]);
});

it("keeps its number while it is closed, by a connection of its own", async () => {
  const held: (number | undefined)[] = [];
  const keeper = await Port.open((socket) => held.push(socket.remotePort));
  const port = await Port.open(close);
  port.set(false, keeper);
  await port.settled();
  await expect.poll(() => held).toEqual([port.number]);
  await Promise.all([port.close(), keeper.close()]);
});

it("cuts the connections that it has when it closes", async () => {
  const port = await Port.open((socket) => socket.resume());
  const socket = connect(port.number, "127.0.0.1");
  await once(socket, "connect");
  socket.resume();
  const closed = once(socket, "close");
  await port.close();
  await closed;
  expect(socket.destroyed).toBe(true);
});

it("ends in the state that was wanted last", async () => {
  const [keeper, port] = [await Port.open(() => undefined), await Port.open(close)];
  for (const open of [false, true, false, true, false]) port.set(open, keeper);
  await port.settled();
  expect(await probe(`:${port.number}`, "/")).toEqual({ kind: "refused" });
  await Promise.all([port.close(), keeper.close()]);
});
