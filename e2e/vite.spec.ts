// Vite's dev server and its preview carry the same gateway as production does.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

const ROOT = join(import.meta.dirname, "..");

/** The status of a GET with a Host of our choosing, which fetch does not allow. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.on("error", reject);
    asking.end();
  });
}

for (const script of ["dev", "preview"]) {
  test(`npm run ${script} serves the page and the gateway, and no stranger's host name`, async ({ page }) => {
    test.setTimeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), "pegasus-vite-"));
    const config = join(folder, "dashboard.yaml");
    writeFileSync(config, "listen: { hosts: [dash.example] }\n");
    const words = ["--import", "tsx", `scripts/${script}.ts`, "--port", "0", "--config", config];
    const program = spawn(process.execPath, words, { cwd: ROOT });
    const ended = new Promise<number | null>((resolve) => program.once("exit", resolve));
    let said = "";
    program.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    try {
      const plain = () => said.replaceAll(/\u001b\[\d+m/g, "");
      await expect.poll(() => /http:\/\/127\.0\.0\.1:\d+\//.exec(plain())?.[0], { timeout: 30_000 }).toBeDefined();
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(plain())?.[0] ?? "";
      const clusters = (await (await fetch(`${url}api/clusters`)).json()) as { kind: string }[];
      expect(clusters.map(({ kind }) => kind)).toEqual(["demo"]);
      await page.goto(`${url}c/demo`);
      await expect(page.getByRole("table", { name: "Servers", exact: true }).getByRole("row")).toHaveCount(9, {
        timeout: 30_000,
      });
      expect(await statusFor(`${url}api/clusters`, "evil.example")).toBe(421);
      expect(await statusFor(url, "evil.example")).toBe(421);
      expect(await statusFor(`${url}api/clusters`, "dash.example")).toBe(200);
      expect(await statusFor(url, "dash.example")).toBe(200);
    } finally {
      program.kill("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    }
    expect(await ended).toBe(0);
  });
}
