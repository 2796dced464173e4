import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { SCENARIOS } from "./scenarios.ts";

/** ms in which a process starts, however busy the machine is. */
const PATIENCE = 120_000;

function run(...args: string[]) {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  return child;
}

it("prints its addresses, answers there, and ends on SIGTERM", { timeout: PATIENCE }, async () => {
  const child = run("healthy");
  const exit = once(child, "exit");
  let text = "";
  for await (const piece of child.stdout) {
    text += String(piece);
    if (text.endsWith("/\n")) break;
  }
  const servers = [...text.matchAll(/^ {2}(meta|replica) +(http:\/\/127\.0\.0\.1:\d+\/)( {2}leads)?$/gm)];
  expect(servers.map(([, role, , leads]) => [role, leads !== undefined])).toEqual([
    ["meta", true],
    ["meta", false],
    ["meta", false],
    ...Array.from({ length: 5 }, () => ["replica", false]),
  ]);
  const answer = await fetch(`${servers[0]?.[2]}meta/cluster`, { redirect: "manual" });
  expect(answer.status).toBe(200);
  await answer.text();
  child.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
});

it("answers a wrong name with the list and exits 2", { timeout: PATIENCE }, async () => {
  const child = run("nonsense");
  const exit = once(child, "exit");
  let text = "";
  for await (const piece of child.stderr) text += String(piece);
  expect(text).toBe(`There is no scenario "nonsense". There are: ${SCENARIOS.map(({ name }) => name).join(", ")}\n`);
  expect(await exit).toEqual([2, null]);
});
