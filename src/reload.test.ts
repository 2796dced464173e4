import { expect, it } from "vitest";
import { OPEN } from "#gateway/access.ts";
import type { Arguments } from "#gateway/arguments.ts";
import { FrontDoors } from "#gateway/front-doors.ts";
import { refuseHost } from "#gateway/guard.ts";
import { silentLog } from "#gateway/log.ts";
import type { Backend } from "./backend.ts";
import { reload } from "./reload.ts";

const STANDARD: Arguments = {
  configFile: null,
  source: { kind: "demo", scenario: "healthy" },
  host: "127.0.0.1",
  port: 8080,
  dataDir: null,
  history: true,
  historySettings: {},
  access: OPEN,
  webhook: null,
};

function open(unchanged: readonly string[] = []) {
  const doors = new FrontDoors("127.0.0.1", OPEN, () => 8080);
  const asked: unknown[] = [];
  const said: string[] = [];
  const backend: Pick<Backend, "change"> = {
    change: (settings) => {
      asked.push(settings);
      return Promise.resolve([...unchanged]);
    },
  };
  const log = { ...silentLog, say: (message: string) => said.push(message), mistake: () => {} };
  const to = (read: () => Arguments): Arguments => reload({ current: STANDARD, read, served: { backend, doors }, log });
  return { doors, asked, said, to };
}

it("hands on what was read, and answers to new names at once", async () => {
  const { doors, asked, said, to } = open();
  const next = { ...STANDARD, access: { ...OPEN, hosts: ["new.example"], publicUrl: "https://p.example" } };
  expect(refuseHost("new.example", doors)).not.toBeNull();
  expect(to(() => next)).toEqual(next);
  expect(asked).toEqual([next]);
  for (const host of ["new.example", "p.example", "127.0.0.1"]) expect(refuseHost(host, doors)).toBeNull();
  await expect.poll(() => said).toEqual(["The configuration was read anew."]);
});

it("keeps everything as it was when the new one is wrong, and says what is", () => {
  const { asked, said, to } = open();
  const held = to(() => {
    throw new Error("dashboard.yaml:3:1: colour is not a key that is known here.");
  });
  expect(held).toBe(STANDARD);
  expect(asked).toEqual([]);
  expect(said).toEqual([
    "The configuration stays as it was, because the new one is wrong: dashboard.yaml:3:1: colour is not a key that is known here.",
  ]);
});

it("names what needs a restart, each time until there is one", async () => {
  const { said, to } = open(["what is shown (clusters, --demo or --replay)"]);
  const held = to(() => ({ ...STANDARD, port: 81 }));
  expect(held.port).toBe(8080);
  await expect
    .poll(() => said)
    .toEqual([
      "The configuration was read anew. It needs a restart to change what is shown (clusters, --demo or --replay) and where it listens.",
    ]);
});
