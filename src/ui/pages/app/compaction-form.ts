// The form for a manual compaction: what is typed, and what is wrong with it before the server says so (reference 2.17). Pure.
import { wrongWithCompaction, type CompactionRequest } from "#pegasus/requests/start-compaction.ts";

export interface CompactionForm {
  readonly type: "once" | "periodic";
  readonly level: string;
  readonly bottommost: "skip" | "force";
  readonly most: string;
  readonly times: string;
}

export const EMPTY_FORM: CompactionForm = { type: "once", level: "-1", bottommost: "skip", most: "0", times: "" };

const WHOLE = /^-?\d{1,9}$/;
const TIME = /^([01]?\d|2[0-3]):[0-5]\d$/;

/** All six fields, always: a missing number would be any number. */
export function compactionBody(app: string, form: CompactionForm): Record<keyof CompactionRequest, string | number> {
  return {
    app_name: app,
    type: form.type,
    target_level: numberOf(form.level),
    bottommost_level_compaction: form.bottommost,
    max_concurrent_running_count: numberOf(form.most),
    trigger_time: form.type === "once" ? "" : form.times.replaceAll(" ", ""),
  };
}

function numberOf(text: string): number {
  return WHOLE.test(text.trim()) ? Number(text) : 0;
}

/** Null: nothing. The server looks at neither the times nor, at first, the level 0. */
export function wrongWithForm(app: string, form: CompactionForm): string | null {
  if (!WHOLE.test(form.level.trim())) return "The target level is a whole number.";
  if (!WHOLE.test(form.most.trim())) return "The number of replicas at once is a whole number.";
  const body = compactionBody(app, form);
  if (body.target_level === 0) return "The target level is -1 for the last, or 1 and above; 0 is refused.";
  const times = String(body.trigger_time);
  if (form.type === "periodic" && times !== "" && !times.split(",").every((time) => TIME.test(time))) {
    return "The times are times of day, comma-separated, like 3:00,21:00. The server would take anything else, too, and never start.";
  }
  const request = {
    ...body,
    target_level: Number(body.target_level),
    max_concurrent_running_count: Number(body.max_concurrent_running_count),
  };
  return wrongWithCompaction({
    ...request,
    app_name: app,
    type: form.type,
    bottommost_level_compaction: form.bottommost,
    trigger_time: times,
  });
}
