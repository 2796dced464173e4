// A port that neither accepts nor refuses, as behind a firewall that drops: a stopped process whose backlog is full.
import { spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import { once } from "node:events";

export interface BlackHole {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  readonly close: () => Promise<void>;
}

const LISTENER = `require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, function () {
  process.stdout.write(String(this.address().port));
});`;
const MOST_WAITING = 16;

export async function blackHole(): Promise<BlackHole> {
  const child = spawn(process.execPath, ["-e", LISTENER], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<number>((resolve) => {
    child.stdout.once("data", (data: Buffer) => resolve(Number(data.toString())));
  });
  child.kill("SIGSTOP");
  const waiting: Socket[] = [];
  // The kernel takes connections until the backlog is full; from then on a new one gets no word.
  for (let count = 0; count < MOST_WAITING; count++) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => socket.destroy());
    waiting.push(socket);
    const taken = await Promise.race([
      once(socket, "connect").then(() => true),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 200)),
    ]);
    if (!taken) break;
    if (count === MOST_WAITING - 1) throw new Error("The backlog does not fill up: this machine makes no black holes.");
  }
  return {
    address: `127.0.0.1:${port}`,
    close: async () => {
      for (const socket of waiting) socket.destroy();
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
