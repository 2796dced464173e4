import { createHmac, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { cookieNamed, readSigned, signText } from "./signed-text.ts";

const KEY = randomBytes(32);
const TEXT = signText(KEY, "session", { user: "ann", expires: 1 });

it("reads what it has signed", () => {
  expect(readSigned(KEY, "session", TEXT)).toEqual({ user: "ann", expires: 1 });
  expect(TEXT).toMatch(/^[\w-]+\.[\w-]+$/);
});

const [body = "", mark = ""] = TEXT.split(".");
const forged = Buffer.from(JSON.stringify({ user: "eve", expires: 1 })).toString("base64url");

it.each<[what: string, text: string]>([
  ["another body", `${forged}.${mark}`],
  ["another mark", `${body}.${mark.replace(/^./, (first) => (first === "A" ? "B" : "A"))}`],
  ["a mark of a key that anybody can guess", `${body}.${createHmac("sha256", "").update(body).digest("base64url")}`],
  ["half a mark", `${body}.${mark.slice(0, 20)}`],
  ["a longer mark", `${TEXT}AAAA`],
  ["another spelling of the mark", `${TEXT}=`],
  ["no mark", `${body}.`],
  ["no dot", body],
  ["more dots", `${TEXT}.x`],
  ["nothing", ""],
  ["a dot", "."],
  ["more than a browser sends", `${body}${"A".repeat(5000)}.${mark}`],
])("reads nothing from %s", (_what, text) => {
  expect(readSigned(KEY, "session", text)).toBeUndefined();
});

it("reads nothing that was signed with another key or for another purpose", () => {
  expect(readSigned(randomBytes(32), "session", TEXT)).toBeUndefined();
  expect(readSigned(KEY, "device", TEXT)).toBeUndefined();
});

it.each([
  ["a=1; b=2", "b", "2"],
  ["b=2", "b", "2"],
  ["a=1;b=2;c", "b", "2"],
  ["ab=1; b=2", "b", "2"],
  ["b=x=y", "b", "x=y"],
  ["b=1; b=2", "b", "1"],
  ["a=b", "b", null],
  ["B=2", "b", null],
  ["", "b", null],
  [null, "b", null],
])("the header %j has %s: %j", (header, name, value) => {
  expect(cookieNamed(header, name)).toBe(value);
});
