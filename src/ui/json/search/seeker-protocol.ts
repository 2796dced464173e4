// What a worker that searches is told, and what it says. It can be ended at any time: it holds nothing that is not elsewhere.
import type { Bytes } from "../core/bytes.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import type { SearchScope } from "../view-state.ts";

export type ToSeeker =
  | {
      readonly kind: "chunk";
      readonly pattern: string;
      readonly matchCase: boolean;
      readonly scope: SearchScope;
      readonly bytes: Bytes;
      readonly firstNode: number;
      readonly nodes: number;
    }
  | { readonly kind: "path"; readonly query: string; readonly index: FlatIndex };

export type FromSeeker =
  | { readonly kind: "found"; readonly nodes: Uint32Array }
  | { readonly kind: "failed"; readonly message: string };

/** A worker, as the search sees it. */
export interface Seeker {
  send(message: ToSeeker, transfer: readonly ArrayBuffer[]): void;
  /** What comes back, one for each that was sent. */
  readonly replies: (receive: (message: FromSeeker) => void) => void;
  end(): void;
}
