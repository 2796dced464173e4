// What became of a change on one server, in words. Pure.
import type { ConfigLine } from "#api/changes.ts";
import type { FlagType } from "#pegasus/answers/config.ts";
import type { Severity } from "#pegasus/health.ts";
import { normalFlagText } from "#pegasus/flag-value.ts";

export interface Verdict {
  readonly severity: Severity;
  readonly words: string;
}

/** `wanted` is what was sent. What was read back is believed more than what was answered. */
export function verdictOf(line: ConfigLine, type: FlagType, wanted: string): Verdict {
  const { before, after, ok, message } = line;
  if (!ok) {
    const why = message.replace(/\.$/, "");
    if (after === null) return { severity: "critical", words: `Not confirmed: ${why}. What it is now is not known.` };
    if (after === before) return { severity: "critical", words: `Not changed: ${why}. It is still ${after}.` };
    return { severity: "critical", words: `Not confirmed: ${why}. It is now ${after}.` };
  }
  if (after === null) {
    return { severity: "warning", words: `The server accepted it (${message}), but the value could not be read back.` };
  }
  if (!means(type, wanted, after)) {
    return { severity: "warning", words: `The server answered ${message}, but the value read back is ${after}.` };
  }
  const was = before === null || before === after ? "" : ` It was ${before}.`;
  return { severity: "ok", words: `Now ${after}, read back from the server.${was}` };
}

function means(type: FlagType, wanted: string, after: string): boolean {
  return normalFlagText(type, wanted.trim()) === normalFlagText(type, after);
}

/** For servers of which nothing was said before the answer broke off. */
export function unheard(server: string): ConfigLine {
  return {
    server,
    before: null,
    after: null,
    ok: false,
    message: "no word came of this server; it may have been changed",
  };
}
