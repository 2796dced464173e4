// The wire format of protocol buffers, as far as pprof's profile.proto needs it (protobuf.dev, "Encoding").
import { AnswerError } from "../answers/codec.ts";

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const NEGATIVE = 2n ** 64n;
const LOW = 0x7fn;

/** Writes one message. Fields of 0 and empty texts are left out, as proto3 does. */
export class MessageWriter {
  private bytes = new Uint8Array(256);
  private length = 0;

  /** An int64 or uint64. */
  integer(field: number, value: number | bigint): this {
    if (Number(value) === 0) return this;
    this.varint(field * 8 + VARINT);
    this.varint(value);
    return this;
  }

  /** Several in one, each with its place, those of 0 too. */
  packed(field: number, values: Iterable<number | bigint>): this {
    const inner = new MessageWriter();
    for (const value of values) inner.varint(value);
    return inner.length === 0 ? this : this.block(field, inner.finish());
  }

  text(field: number, text: string): this {
    return this.block(field, new TextEncoder().encode(text));
  }

  message(field: number, message: MessageWriter): this {
    return this.block(field, message.finish());
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private block(field: number, content: Uint8Array): this {
    this.varint(field * 8 + BYTES);
    this.varint(content.length);
    this.reserve(content.length);
    this.bytes.set(content, this.length);
    this.length += content.length;
    return this;
  }

  private varint(value: number | bigint): void {
    this.reserve(10);
    if (typeof value === "number" && value >= 0 && value < 2 ** 31) {
      let left = value;
      for (; left > 0x7f; left >>>= 7) this.bytes[this.length++] = (left & 0x7f) | 0x80;
      this.bytes[this.length++] = left;
      return;
    }
    let left = BigInt.asUintN(64, BigInt(value));
    for (; left > LOW; left >>= 7n) this.bytes[this.length++] = Number(left & LOW) | 0x80;
    this.bytes[this.length++] = Number(left);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

export type FieldValue = bigint | Uint8Array;

/** The fields of a message in their order. Fixed-width ones are passed over: profile.proto has none. @throws {AnswerError} */
export function* fieldsOf(bytes: Uint8Array): Generator<readonly [field: number, value: FieldValue]> {
  const reader = new VarintReader(bytes);
  while (!reader.atEnd) {
    const key = Number(reader.next());
    const field = Math.floor(key / 8);
    switch (key % 8) {
      case VARINT:
        yield [field, reader.next()];
        break;
      case BYTES:
        yield [field, reader.take(Number(reader.next()))];
        break;
      case FIXED64:
        reader.take(8);
        break;
      case FIXED32:
        reader.take(4);
        break;
      default:
        throw new AnswerError(`byte ${reader.at}: no field of a protocol buffer begins so`);
    }
  }
}

/** A repeated integer, which may be packed or not. @throws {AnswerError} */
export function integersIn(value: FieldValue): bigint[] {
  if (typeof value === "bigint") return [value];
  const reader = new VarintReader(value);
  const values: bigint[] = [];
  while (!reader.atEnd) values.push(reader.next());
  return values;
}

/** An int64, which may be less than 0. */
export function signed(value: bigint): number {
  return Number(value >= NEGATIVE / 2n ? value - NEGATIVE : value);
}

class VarintReader {
  at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  next(): bigint {
    let small = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      small |= (byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(small);
    }
    let value = BigInt(small);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new AnswerError(`byte ${this.at}: a number of more than ten bytes`);
  }

  take(length: number): Uint8Array {
    if (!(length <= this.bytes.length - this.at)) throw new AnswerError(`byte ${this.at}: the file breaks off`);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new AnswerError(`byte ${this.at - 1}: the file breaks off`);
    return byte;
  }
}
