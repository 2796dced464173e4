import { expect, it } from "vitest";
import { nextPath } from "./next-path.ts";

it.each([
  ["/c/demo/apps?sort=-qps#top", "/c/demo/apps?sort=-qps#top"],
  ["/", "/"],
  [null, "/"],
  ["", "/"],
  ["c/demo", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/\n/evil.example/x", "/"],
  ["/.//evil.example", "/"],
  ["/c/..//evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/javascript:alert(1)", "/javascript:alert(1)"],
  ["/sign-in?next=/sign-in", "/"],
  ["/c/demo/../../x", "/x"],
])("after %j comes %s", (next, path) => {
  expect(nextPath(next, "http://localhost:8080")).toBe(path);
});
