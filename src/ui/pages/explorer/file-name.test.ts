import { expect, it } from "vitest";
import { fileNameOf } from "./file-name.ts";

const BYTES = new Uint8Array(1);

it.each([
  ["/meta/apps?detail", "10.0.0.1:34601", "{}", null, "meta-apps-10.0.0.1_34601.json"],
  ["/", "n1:34801", ' {"/":""}', null, "calls-n1_34801.json"],
  ["/config?name=x", "[::1]:34801", "ERR_OBJECT_NOT_FOUND", null, "config-_1_34801.txt"],
  ["/pprof/profile?seconds=5", "n1:1", "", BYTES, "pprof-profile-n1_1.prof"],
  ["/a%2F..%2Fb", null, "x", BYTES, "a-2F..-2Fb.bin"],
])("%s of %s is %s", (target, server, text, bytes, name) => {
  expect(fileNameOf(target, { server, text, bytes })).toBe(name);
});
