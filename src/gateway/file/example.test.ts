import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readDashboardFile } from "./read-file.ts";

it("takes the example of deploy/", () => {
  const text = readFileSync(new URL("../../../deploy/dashboard.yaml", import.meta.url), "utf8");
  expect(readDashboardFile("deploy/dashboard.yaml", text).clusters?.map(({ name }) => name)).toEqual([
    "onebox",
    "shop",
  ]);
  // With what stands there as a comment, too.
  const whole = text.replaceAll(/# (resolve|proxyHeader):/g, "$1:");
  const read = readDashboardFile("deploy/dashboard.yaml", whole);
  expect(read.clusters?.[1]?.resolve).toBeDefined();
  expect(read.signIn?.proxyHeader).toBeDefined();
});
