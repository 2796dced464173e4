import { expect, it } from "vitest";
import { LineWriter, jsonLog, type RequestEntry } from "./log.ts";

const ENTRY: RequestEntry = {
  id: "7",
  method: "GET",
  path: "/api/clusters",
  status: 200,
  ms: 1.6,
  address: "192.0.2.1",
  user: "ann",
  server: "n1:34601",
  hops: "",
  bytes: 12,
  cut: false,
};

function written(work: (log: ReturnType<typeof jsonLog>) => void): string {
  let text = "";
  work(
    jsonLog(
      (line) => (text += line),
      () => Date.UTC(2026, 0, 31, 12),
    ),
  );
  return text;
}

it("writes a line of JSON for each request", () => {
  expect(written((log) => log.request(ENTRY))).toBe(
    '{"time":"2026-01-31T12:00:00.000Z","level":"info","id":"7","method":"GET","path":"/api/clusters","status":200,"ms":2,"address":"192.0.2.1","user":"ann","server":"n1:34601","hops":null,"bytes":12}\n',
  );
  expect(written((log) => log.request({ ...ENTRY, hops: "n2:34601 307" }))).toContain('"hops":"n2:34601 307"');
  expect(written((log) => log.request({ ...ENTRY, cut: true }))).toContain('"bytes":12,"cut":true}');
});

it.each([
  ["/api/clusters/c/servers/n1/updateConfig?server_key=hunter2", "/api/clusters/c/servers/n1/updateConfig"],
  ["/api/clusters/c/servers/n1/updateConfig%3Fserver_key=hunter2", "/api/clusters/c/servers/n1/updateConfig"],
  ["/api/clusters/c/servers/n1/updateConfig%253fserver_key=hunter2", "/api/clusters/c/servers/n1/updateConfig"],
  [`/${"x".repeat(1000)}`, `/${"x".repeat(299)}…`],
  ['/a"b\nc', '/a"b\nc'],
])("logs of the path %j no more than it may, in one line", (path, logged) => {
  const text = written((log) => log.request({ ...ENTRY, path }));
  expect(text.trimEnd()).not.toContain("\n");
  expect((JSON.parse(text) as { path: string }).path).toBe(logged);
});

it("says of a mistake in which request it was made, in one line", () => {
  const text = written((log) => log.mistake(new Error("two\nlines"), "7"));
  expect(text.trimEnd()).not.toContain("\n");
  expect(JSON.parse(text)).toMatchObject({ level: "error", id: "7", message: expect.stringContaining("two\nlines") });
  expect(JSON.parse(written((log) => log.mistake("a text")))).toMatchObject({ message: "a text" });
});

it("writes the lines of a moment at once, in their order, and what is left when it is told to", async () => {
  const pieces: string[] = [];
  const lines = new LineWriter((text) => pieces.push(text));
  for (const line of ["a\n", "b\n"]) lines.write(line);
  expect(pieces).toEqual([]);
  await expect.poll(() => pieces).toEqual(["a\nb\n"]);
  lines.write("c\n");
  lines.flush();
  lines.flush();
  expect(pieces).toEqual(["a\nb\n", "c\n"]);
});
