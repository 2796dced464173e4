import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { hashFromInput } from "./hash-command.ts";
import { decoyLike, hashPassword, isPasswordHash, isPasswordOf } from "./password-hash.ts";

it("makes hashes that say their cost, never twice the same, and knows the password again", async () => {
  const [one, two] = [await hashPassword("grün € 🐎"), await hashPassword("grün € 🐎")];
  expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(two);
  expect(await isPasswordOf(one, "grün € 🐎")).toBe(true);
  expect(await isPasswordOf(one, "gru\u0308n € 🐎")).toBe(true); // another keyboard's ü
  expect(await isPasswordOf(one, "grun € 🐎")).toBe(false);
  expect(await isPasswordOf(one, "")).toBe(false);
});

it("knows the hashes of others that follow the same rule", async () => {
  // Made by Python's hashlib.scrypt(b"hunter2", salt=b"0123456789abcdef", n=16384, r=8, p=1, dklen=32)
  const hash = "scrypt$16384$8$1$MDEyMzQ1Njc4OWFiY2RlZg$qEx97dtws9n3uCM6Vx5ucioDRm_YZML6L_OeyCZUZG8";
  expect(isPasswordHash(hash)).toBe(true);
  expect(await isPasswordOf(hash, "hunter2")).toBe(true);
  expect(await isPasswordOf(hash, "hunter3")).toBe(false);
});

const SALT = "s".repeat(22);
const KEY = "h".repeat(43);

it.each([
  [`scrypt$16384$8$1$${SALT}$${KEY}`, true],
  [`scrypt$131072$8$1$${SALT}$${KEY}`, true],
  [`scrypt$8192$8$1$${SALT}$${KEY}`, false], // too cheap to guess
  [`scrypt$16385$8$1$${SALT}$${KEY}`, false], // no power of two
  [`scrypt$1048576$8$1$${SALT}$${KEY}`, false], // a gigabyte a try
  [`scrypt$16384$8$17$${SALT}$${KEY}`, false],
  [`scrypt$16384$0$1$${SALT}$${KEY}`, false],
  [`scrypt$16384$8$1$$${KEY}`, false],
  [`scrypt$16384$8$1$${SALT}$`, false],
  [`scrypt$16384$8$1$${SALT}$${KEY}\n`, false],
  [`bcrypt$16384$8$1$${SALT}$${KEY}`, false],
  ["hunter2", false],
  ["", false],
])("%j can stand in the configuration: %s", (text, sound) => {
  expect(isPasswordHash(text)).toBe(sound);
});

it("is nobody's password where there is no sound hash", async () => {
  expect(await isPasswordOf("", "")).toBe(false);
  expect(await isPasswordOf("scrypt$1$1$1$a$b", "x")).toBe(false);
});

it("makes decoys that cost what the others do and fit no password", async () => {
  const decoy = decoyLike(`scrypt$16384$8$2$${SALT}$${KEY}`);
  expect(decoy).toMatch(/^scrypt\$16384\$8\$2\$[\w-]{22}\$[\w-]{43}$/);
  expect(isPasswordHash(decoy)).toBe(true);
  expect(await isPasswordOf(decoy, "")).toBe(false);
  expect(decoyLike("")).toMatch(/^scrypt\$32768\$8\$3\$/);
});

it.each([
  ["a line", "hunter2\n"],
  ["a line as Windows ends it", "hunter2\r\n"],
  ["no line end", "hunter2"],
  ["several pieces", ["hun", "ter", "2\n"]],
])("hashes what comes as %s", async (_what, input) => {
  const hash = await hashFromInput(Readable.from(Array.isArray(input) ? input : [input]));
  expect(await isPasswordOf(hash, "hunter2")).toBe(true);
});

it("keeps blanks: they are part of a password", async () => {
  const hash = await hashFromInput(Readable.from([" a b \n"]));
  expect([await isPasswordOf(hash, " a b "), await isPasswordOf(hash, "a b")]).toEqual([true, false]);
});

it.each([
  ["nothing", "", "The password is empty; write it to standard input."],
  ["an empty line", "\n", "The password is empty; write it to standard input."],
  ["two lines", "a\nb\n", "The password has more than one line."],
  ["a book", "x".repeat(1025), "The password has more than 1024 characters."],
])("refuses %s", async (_what, input, sentence) => {
  await expect(hashFromInput(Readable.from([input]))).rejects.toThrow(sentence);
});
