// `/pprof/symbol` (reference 2.25 and 9.5): GET counts symbols, POST names addresses.
import { AnswerError, type Codec } from "../answers/codec.ts";

interface Symbol {
  readonly address: bigint;
  /** As the server says it; see `isResolved`. */
  readonly name: string;
}

export type SymbolAnswer =
  | { readonly kind: "count"; readonly symbols: number }
  | { readonly kind: "names"; readonly names: readonly Symbol[] };

const COUNT = /^num_symbols: (\d+)\n$/;
const LINE = /^0x([0-9a-f]{1,16})\t(.*)$/;

export const symbol: Codec<SymbolAnswer> = {
  decode(text) {
    const count = COUNT.exec(text)?.[1];
    if (count !== undefined) return { kind: "count", symbols: Number(count) };
    const lines = text.split("\n");
    if (lines.pop() !== "") throw new AnswerError("the document: the last line breaks off");
    return {
      kind: "names",
      names: lines.map((line, index) => {
        const [, digits, name] = LINE.exec(line) ?? [];
        if (digits === undefined || name === undefined) {
          throw new AnswerError(`line ${index + 1}: expected an address, a tab and a name`);
        }
        return { address: BigInt(`0x${digits}`), name };
      }),
    };
  },
  encode: (answer) =>
    answer.kind === "count"
      ? `num_symbols: ${answer.symbols}\n`
      : answer.names.map(({ address, name }) => `${hex(address)}\t${name}\n`).join(""),
};

/** As the server prints an address, `0x%08lx`. */
function hex(address: bigint): string {
  return `0x${address.toString(16).padStart(8, "0")}`;
}

/** The body of a POST: addresses joined by `+`. */
export function writeSymbolRequest(addresses: readonly bigint[]): string {
  return addresses.map((address) => `0x${address.toString(16)}`).join("+");
}

const MAX_ADDRESS = 2n ** 64n - 1n;

/**
 * The addresses of a body as the server reads them (http/pprof_http_service.cpp:325-340): a quote may stand before them, empty
 * ones are passed over, each is read as far as it is hexadecimal, and what is none is 0.
 */
export function readSymbolRequest(body: string): bigint[] {
  return body
    .replace(/^['"]/, "")
    .split("+")
    .filter((field) => field !== "")
    .map((field) => {
      const [, sign, digits] = /^\s*(-?)(?:\+?0x(?=[0-9a-f]))?([0-9a-f]+)/i.exec(field) ?? [];
      if (digits === undefined) return 0n;
      const value = BigInt(`0x${digits}`);
      if (value > MAX_ADDRESS) return MAX_ADDRESS;
      return sign === "-" ? BigInt.asUintN(64, -value) : value;
    });
}
