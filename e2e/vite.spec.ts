// Vite's dev server and its preview carry the same gateway as production does.
import { spawn } from "node:child_process";
import { request } from "node:http";
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
    const program = spawn(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, "--port", "0"], { cwd: ROOT });
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
    } finally {
      program.kill("SIGTERM");
    }
    expect(await ended).toBe(0);
  });
}
