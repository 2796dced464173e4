import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { AnswerError } from "../answers/codec.ts";
import { readPprof } from "./pprof-read.ts";
import { writePprof } from "./pprof-write.ts";
import { readProfile } from "./profile-file.ts";
import { fieldsOf, MessageWriter } from "./protobuf.ts";
import type { StackProfile } from "./stack-profile.ts";

const sample = (name: string): Uint8Array => readFileSync(new URL(`../samples/${name}`, import.meta.url));
const FACTS = { at: 1_772_460_202_000, seconds: 10, comments: ["10.0.0.1:34801", "db756dcd"] };

function named(profile: StackProfile): string[] {
  return profile.sites.map(({ address }) => `f_${(address >> 4n).toString(16)}`);
}

/**
 * A reader of protocol buffers that shares nothing with ours: it knows the wire format alone, and gives all fields of a message by
 * their numbers.
 */
function independent(bytes: Buffer): Map<number, (bigint | Buffer)[]> {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  const varint = (): bigint => {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = bytes.readUInt8(at++);
      value += BigInt(byte % 128) << shift;
      shift += 7n;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const number = key >> 3;
    const list = fields.get(number) ?? [];
    fields.set(number, list);
    if (key % 8 === 0) list.push(varint());
    else {
      expect(key % 8).toBe(2);
      const length = Number(varint());
      expect(at + length).toBeLessThanOrEqual(bytes.length);
      list.push(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return fields;
}

function packed(bytes: bigint | Buffer | undefined): bigint[] {
  const values: bigint[] = [];
  let [value, shift] = [0n, 0n];
  for (const byte of Buffer.isBuffer(bytes) ? bytes : []) {
    value += BigInt(byte % 128) << shift;
    shift += 7n;
    if (byte < 128) {
      values.push(value);
      [value, shift] = [0n, 0n];
    }
  }
  return values;
}

const buffers = (list: readonly (bigint | Buffer)[] | undefined): Buffer[] =>
  (list ?? []).filter((one): one is Buffer => Buffer.isBuffer(one));

it("writes what another reader of profile.proto finds: types, stacks, names, times", () => {
  const profile = readProfile(sample("profile.prof"));
  const names = named(profile);
  const file = independent(Buffer.from(writePprof(profile, names, FACTS)));
  const texts = buffers(file.get(6)).map(String);
  const textAt = (index: bigint | Buffer | undefined): string | undefined => texts[Number(index)];
  expect(texts[0]).toBe("");
  expect(
    buffers(file.get(1)).map((type) => {
      const fields = independent(type);
      return [textAt(fields.get(1)?.[0]), textAt(fields.get(2)?.[0])];
    }),
  ).toEqual([
    ["samples", "count"],
    ["cpu", "nanoseconds"],
  ]);
  expect([file.get(9), file.get(10), file.get(12)]).toEqual([
    [1_772_460_202_000_000_000n],
    [10_000_000_000n],
    [10_000_000n],
  ]);
  expect(textAt(file.get(14)?.[0])).toBe("cpu");
  expect(packed(file.get(13)?.[0]).map(textAt)).toEqual(FACTS.comments);

  const functions = new Map(
    buffers(file.get(5)).map((one) => [independent(one).get(1)?.[0], textAt(independent(one).get(2)?.[0])]),
  );
  const locations = new Map(
    buffers(file.get(4)).map((one) => {
      const fields = independent(one);
      const [line = Buffer.alloc(0)] = buffers(fields.get(4));
      return [fields.get(1)?.[0], { address: fields.get(3)?.[0], name: functions.get(independent(line).get(1)?.[0]) }];
    }),
  );
  let samples = 0n;
  let start = 0;
  for (const [stack, one] of buffers(file.get(2)).entries()) {
    const fields = independent(one);
    const ids = packed(fields.get(1)?.[0]);
    const values = packed(fields.get(2)?.[0]);
    const end = profile.ends[stack] ?? 0;
    const sites = [...profile.frames.subarray(start, end)];
    expect(ids.map((id) => locations.get(id))).toEqual(
      sites.map((site) => ({ address: profile.sites[site]?.address, name: names[site] })),
    );
    expect(values[1]).toBe((values[0] ?? 0n) * 10_000_000n);
    samples += values[0] ?? 0n;
    start = end;
  }
  expect(samples).toBe(367n);
  const mappings = buffers(file.get(3)).map((one) => textAt(independent(one).get(5)?.[0]));
  expect(mappings).toContain("/opt/peg/build/src/server/pegasus_server");
});

it("is read by go tool pprof, where there is one", (context) => {
  if (spawnSync("go", ["version"]).error !== undefined) {
    const words =
      "LEFT OUT: go is not installed, so go tool pprof is not asked; another reader of the format is, above";
    process.stderr.write(`\n${words}\n`);
    context.skip(words);
  }
  const folder = mkdtempSync(join(tmpdir(), "go-pprof-"));
  try {
    const profile = readProfile(sample("profile.prof"));
    const path = join(folder, "profile.pb.gz");
    writeFileSync(path, gzipSync(writePprof(profile, named(profile), FACTS)));
    const { stdout, status } = spawnSync("go", ["tool", "pprof", "-raw", "-sample_index=samples", path], {
      encoding: "utf8",
    });
    expect(status).toBe(0);
    expect(stdout).toContain("Samples:\nsamples/count cpu/nanoseconds");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each(["profile.prof", "heap.txt", "growth.txt", "gperftools/made.heap"])(
  "reads back what it wrote of %s",
  (name) => {
    const profile = readProfile(sample(name));
    const names = named(profile);
    const back = readProfile(writePprof(profile, names, FACTS));
    expect(back.kind).toBe("pprof");
    expect(back.measures).toEqual(profile.measures);
    expect(back.standard).toBe(profile.standard);
    expect(back.period).toEqual(profile.period);
    expect(back.values.map((values) => [...values])).toEqual(
      profile.values.map((values) => [...values].map(Math.round)),
    );
    const stacks = ({ frames, ends }: StackProfile, at: (site: number) => unknown): unknown[] => {
      return Array.from(ends, (end, stack) => Array.from(frames.subarray(ends[stack - 1] ?? 0, end), at));
    };
    expect(stacks(back, (site) => back.sites[site])).toEqual(
      stacks(profile, (site) => ({ address: profile.sites[site]?.address, name: names[site] })),
    );
  },
);

it("keeps threads, inlined functions and negative values of a file that tells them", () => {
  const texts = ["", "cpu", "nanoseconds", "inner", "outer", "thread", "io-1", "other"];
  const file = new MessageWriter()
    .message(1, new MessageWriter().integer(1, 1).integer(2, 2))
    .message(
      2,
      new MessageWriter().packed(1, [7]).packed(2, [5]).message(3, new MessageWriter().integer(1, 5).integer(2, 6)),
    )
    // Not packed, as old writers do.
    .message(
      2,
      new MessageWriter().integer(1, 7).integer(2, -3n).message(3, new MessageWriter().integer(1, 7).integer(3, 9)),
    )
    .message(
      4,
      new MessageWriter()
        .integer(1, 7)
        .integer(3, 0x1000)
        .message(4, new MessageWriter().integer(1, 1))
        .message(4, new MessageWriter().integer(1, 2)),
    )
    .message(5, new MessageWriter().integer(1, 1).integer(2, 3))
    .message(5, new MessageWriter().integer(1, 2).integer(2, 4));
  for (const text of texts) file.text(6, text);
  const { sites, frames, values, threads } = readPprof(file.finish());
  expect([...frames].map((site) => sites[site]?.name)).toEqual(["inner", "outer", "inner", "outer"]);
  expect([...(values[0] ?? [])]).toEqual([5, -3]);
  expect(threads?.names).toEqual(["io-1"]);
  expect([...Int32Array.from(threads?.of ?? [])]).toEqual([0, -1]);
});

const good = (): Uint8Array<ArrayBuffer> => {
  const profile = readProfile(sample("gperftools/made.prof"));
  return writePprof(profile, named(profile), FACTS);
};

it("says of every beginning of a file either what is wrong or what is in it, and never anything else", () => {
  const whole = good();
  for (let length = 1; length < whole.length; length += 97) {
    try {
      readProfile(whole.subarray(0, length));
    } catch (error) {
      expect(error, `cut at ${length}`).toBeInstanceOf(AnswerError);
      expect(String(error)).toMatch(/This profile cannot be read: .*\.$/);
    }
  }
});

/** The same chance each time. */
function noise(length: number): Uint8Array {
  let state = 88_172_645;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}

it("says what is wrong with files in which bytes are turned", () => {
  const whole = good();
  const turns = noise(750);
  for (let turn = 0; turn < 250; turn++) {
    const spoilt = whole.slice();
    for (let byte = 0; byte < 3; byte++) {
      const at = ((turns[turn * 3] ?? 0) * 7919 + (turns[turn * 3 + 1] ?? 0) * 31 + byte * 613) % spoilt.length;
      spoilt[at] = turns[turn * 3 + 2] ?? 0;
    }
    try {
      readProfile(spoilt);
    } catch (error) {
      expect(error).toBeInstanceOf(AnswerError);
    }
  }
});

it.each<[string, () => Uint8Array, RegExp]>([
  ["nothing", () => new Uint8Array(), /The file is empty/],
  ["200 MB", () => new Uint8Array(200_000_000), /200 MB.*up to 64 MiB/],
  ["noise that begins like pprof", () => Uint8Array.from([0x0a, ...noise(5000)]), /cannot be read/],
  ["a picture", () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /no CPU profile/],
  ["a message of words", () => new TextEncoder().encode("No profile file"), /No profile file/],
  ["a heap that breaks off", () => sample("heap.txt").subarray(0, 1111), /line \d+/],
  ["a page of a proxy", () => new TextEncoder().encode("<html>502</html>"), /<html>/],
  [
    "stacks that refer to nothing",
    () =>
      new MessageWriter()
        .message(1, new MessageWriter().integer(1, 1))
        .message(2, new MessageWriter().packed(1, [9]))
        .text(6, "")
        .text(6, "x")
        .finish(),
    /no location of the number 9/,
  ],
  ["a length beyond its end", () => Uint8Array.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]), /breaks off/],
  [
    "a number of eleven bytes",
    () => Uint8Array.from([0x0a, ...Array.from({ length: 11 }, () => 0xff)]),
    /more than ten bytes/,
  ],
])("refuses %s with a sentence", (_what, bytes, words) => {
  expect(() => readProfile(bytes())).toThrow(words);
  expect(() => readProfile(bytes())).toThrow(AnswerError);
});

it("does not let a few bytes stand for more frames than can be", () => {
  const inlined = new MessageWriter().integer(1, 1);
  for (let line = 0; line < 3000; line++) inlined.message(4, new MessageWriter().integer(1, 1));
  const file = new MessageWriter().message(1, new MessageWriter().integer(1, 1).integer(2, 1));
  for (let stack = 0; stack < 100; stack++) {
    file.message(
      2,
      new MessageWriter()
        .packed(
          1,
          Array.from({ length: 100 }, () => 1),
        )
        .packed(2, [1]),
    );
  }
  file.message(4, inlined).message(5, new MessageWriter().integer(1, 1).integer(2, 1)).text(6, "").text(6, "x");
  expect(() => readPprof(file.finish())).toThrow(/more than 10000000 frames/);
});

it.each([0n, 1n, 127n, 128n, 300n, 2n ** 31n, 2n ** 53n + 1n, 2n ** 64n - 1n])(
  "writes and reads the number %s",
  (value) => {
    expect([...fieldsOf(new MessageWriter().packed(3, [value]).finish())]).toHaveLength(1);
    const fields = [...fieldsOf(new MessageWriter().integer(3, value).finish())];
    expect(fields).toEqual(value === 0n ? [] : [[3, value]]);
  },
);
