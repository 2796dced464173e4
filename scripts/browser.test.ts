import { expect, it } from "vitest";

import { findBrowser } from "./browser.ts";

const OWN = "/home/ann/.cache/ms-playwright/chromium/chrome";

it.each<[situation: string, env: Record<string, string>, programs: string[], found: string | undefined]>([
  ["the one that CHROMIUM_PATH names", { CHROMIUM_PATH: "/my/c", PATH: "/bin" }, ["/my/c", "/bin/chromium"], "/my/c"],
  ["one on the PATH", { PATH: "/a:/b" }, ["/b/chromium", OWN], "/b/chromium"],
  ["Chromium before Chrome", { PATH: "/a:/b" }, ["/a/google-chrome", "/b/chromium"], "/b/chromium"],
  ["one in the usual places", { PATH: "" }, ["/opt/google/chrome/chrome", OWN], "/opt/google/chrome/chrome"],
  ["Playwright's own, when there is no other", { CHROMIUM_PATH: "", PATH: "/bin" }, [OWN, "/bin/sh"], OWN],
  ["none", {}, [], undefined],
])("finds %s", (_, env, programs, found) => {
  expect(findBrowser({ env, isProgram: (path) => programs.includes(path), playwrights: OWN })).toBe(found);
});

it("says so when CHROMIUM_PATH names no program", () => {
  const machine = { env: { CHROMIUM_PATH: "/gone" }, isProgram: () => false, playwrights: OWN };
  expect(() => findBrowser(machine)).toThrow("CHROMIUM_PATH is /gone, but there is no program of that name.");
});
