import { expect, it } from "vitest";

import { passOptions } from "./options.ts";

it.each([
  ["nothing", [], {}],
  ["a port", ["--port", "0"], { port: 0, strictPort: true }],
  ["a port after =", ["--port=8081"], { port: 8081, strictPort: true }],
  ["a host among others", ["--demo", "healthy", "--host", "::1", "--writes"], { host: "::1" }],
])("tells Vite of %s", (_, words, listen) => {
  const env: Record<string, string> = {};
  expect(passOptions(words, env)).toEqual(listen);
  expect(JSON.parse(env["PEGASUS_DASHBOARD_ARGS"] ?? "")).toEqual(words);
});
