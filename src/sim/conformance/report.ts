// What a run of the conformance test tells: how many requests differ in which recording, and the first of each kind.
import { perform, type Finding } from "./performance.ts";
import type { Staging } from "./staging.ts";

/** What differs when the staging is played; empty: nothing. `CONFORMANCE=05-dup` plays only recordings whose name begins so. */
export async function differences(staging: Staging): Promise<string> {
  const wanted = process.env["CONFORMANCE"] ?? "";
  if (!staging.recordings.some((name) => name.startsWith(wanted))) return "";
  const { played, findings } = await perform(staging);
  if (played !== staging.requests) return `${played} requests were played in place of ${staging.requests}`;
  return findings.length === 0 ? "" : reportOf(findings);
}

const SHOWN = 40;

/** One line for each kind of difference, the most frequent first. */
function reportOf(findings: readonly Finding[]): string {
  const kinds = new Map<string, { count: number; first: string }>();
  for (const { exchange, mismatches } of findings) {
    for (const { kind, field, recorded, simulated } of mismatches) {
      const { recording, index, port, method, target, comment } = exchange;
      const name = [
        kind,
        pathOf(target),
        field.replaceAll(/\d+/g, "N"),
        kind === "outcome" ? `${recorded}|${simulated}` : "",
      ].join(" ");
      const known = kinds.get(name);
      if (known !== undefined) known.count++;
      else {
        const asked = `${recording} #${index} ${port} ${method} ${target.slice(0, 120)} (${comment.slice(0, 80)})`;
        kinds.set(name, {
          count: 1,
          first: `${asked}\n      ${kind} ${field}\n      recorded:  ${printed(recorded)}\n      simulated: ${printed(simulated)}`,
        });
      }
    }
  }
  const sorted = [...kinds.values()].toSorted((a, b) => b.count - a.count);
  const lines = sorted.slice(0, SHOWN).map(({ count, first }) => `  ${count} × ${first}`);
  const rest = sorted.length > SHOWN ? [`  … and ${sorted.length - SHOWN} more kinds`] : [];
  return [`${findings.length} requests differ:`, ...lines, ...rest].join("\n");
}

function pathOf(target: string): string {
  return target.split("?", 1)[0] ?? "";
}

function printed(text: string): string {
  return JSON.stringify(text);
}
