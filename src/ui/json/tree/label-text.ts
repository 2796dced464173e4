import type { Label } from "../worker/protocol.ts";

/** @param name what the root is called */
export function labelText(label: Label, name: string): string {
  switch (label.kind) {
    case "root":
      return name;
    case "index":
      return String(label.index);
    case "key":
      return label.key === "" ? '""' : label.key;
  }
}
