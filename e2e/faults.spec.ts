import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Source } from "#gateway/arguments.ts";
import { expect, openDashboard, test } from "./dashboard.ts";

/** A server that does one wrong thing to whoever connects. */
async function faulty(behave: (socket: Socket) => void): Promise<{ address: string; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const FAULTS = [
  { what: "accepts and never answers", behave: () => {}, says: /says nothing|does not answer/i },
  { what: "hangs up", behave: (socket: Socket) => socket.destroy(), says: /dropped|closed|connection/i },
  {
    what: "speaks no HTTP",
    behave: (socket: Socket) => socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.2\r\n")),
    says: /HTTP|dropped|connection/i,
  },
  {
    what: "is some web server",
    behave: (socket: Socket) =>
      socket.on("data", () =>
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>hi</html>"),
      ),
    says: /no Pegasus server|cannot read|does not speak/i,
  },
] as const;

for (const { what, behave, says } of FAULTS) {
  test(`a meta that ${what} is a clear error in bounded time`, async ({ page }) => {
    const fault = await faulty(behave);
    const source: Source = {
      kind: "real",
      clusters: [
        { name: "default", title: "default", environment: null, metas: [fault.address], writes: false, kind: "real" },
      ],
    };
    const limits = { connectMs: 500, patienceMs: 1000, largestBytes: 1024 * 1024 };
    const dashboard = await openDashboard({ source, timeScale: undefined, limits });
    try {
      await page.goto(`${dashboard.url}/c/default`);
      await expect(page.getByRole("main").getByText(says).first()).toBeVisible({ timeout: 15_000 });
      await expect(page.getByRole("main").getByText(fault.address).first()).toBeVisible();
      // Other pages live on.
      await page.getByRole("link", { name: "Audit", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Audit" })).toBeVisible();
    } finally {
      await dashboard.close();
      await fault.close();
    }
  });
}
