// History out of a Prometheus (or Thanos, VictoriaMetrics, Mimir: they speak the same) that scrapes this dashboard. It is asked at the
// configured address and nowhere else: no redirect is followed.
import { request } from "undici";
import * as z from "zod/mini";
import type { KeptMetric, Scope } from "#pegasus/kept-metrics.ts";
import { GatewayFailure } from "../failure.ts";
import type { Range } from "../history/look-up.ts";
import { WHOLE_EVERY_MS } from "../history/round-plans.ts";
import { idOf, labelsOf, prometheusName } from "./names.ts";

const SECOND = 1000;
const PATIENCE_MS = 15 * SECOND;
const MOST_BYTES = 32 * 1024 * 1024;
/** What its error messages may take of ours. */
const LONGEST_QUOTE = 300;

const answerSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});
const errorSchema = z.object({ error: z.string() });

export interface PrometheusQuestion {
  readonly cluster: string;
  readonly metric: KeptMetric;
  readonly scope: Scope;
  /** Null: all. */
  readonly ids: readonly string[] | null;
  readonly range: Range;
  readonly fn: "avg" | "min" | "max";
  /** Seconds between two rounds of the sampler. */
  readonly every: number;
}

/** Values by id on the grid of the range, in our units. @throws {GatewayFailure} unreachable, timeout */
export async function askPrometheus(
  url: string,
  question: PrometheusQuestion,
): Promise<Map<string, (number | null)[]>> {
  const { from, to, step } = question.range;
  const form = new URLSearchParams({
    query: expression(question),
    start: String((from + step) / SECOND),
    end: String(to / SECOND),
    step: String(step / SECOND),
  });
  const answer = answerSchema.safeParse(await post(url, form));
  if (!answer.success) throw new GatewayFailure("unreachable", `${placeOf(url)} did not answer as a Prometheus does.`);
  const { factor } = prometheusName(question.metric, question.scope);
  const wanted = question.ids === null ? null : new Set(question.ids);
  const found = new Map<string, (number | null)[]>();
  for (const { metric, values } of answer.data.data.result) {
    const id = idOf(question.scope, metric);
    if (wanted !== null && !wanted.has(id)) continue;
    const points = found.get(id) ?? Array.from({ length: Math.round((to - from) / step) }, () => null);
    for (const [at, text] of values) {
      const value = Number(text);
      if (Number.isFinite(value)) points[Math.round((at * SECOND - from) / step) - 1] = value / factor;
    }
    found.set(id, points);
  }
  return found;
}

/** PromQL. A rate needs some rounds in its window, of those that tell it: without a viewer most are brief. */
export function expression({ cluster, metric, scope, ids, range, fn, every }: PrometheusQuestion): string {
  const { name, type, quantile } = prometheusName(metric, scope);
  const step = Math.round(range.step / SECOND);
  const labels = [`cluster="${quoted(cluster)}"`, ...(quantile === null ? [] : [`quantile="${quantile}"`])];
  if (ids !== null) {
    // The first label narrows it down; what else came is dropped when it is read.
    const [first] = labelsOf(scope, "")[0] ?? [];
    const values = new Set(ids.map((id) => labelsOf(scope, id)[0]?.[1] ?? ""));
    if (first !== undefined) labels.push(`${first}=~"${quoted([...values].map(literal).join("|"))}"`);
  }
  const selector = `${name}{${labels.join(",")}}`;
  const told = metric.depth === "brief" ? 4 * every : (2 * WHOLE_EVERY_MS) / SECOND + 4 * every;
  const window = Math.max(step, told);
  if (type === "gauge") return `${fn}_over_time(${selector}[${Math.max(step, 2 * every)}s])`;
  if (fn === "avg") return `rate(${selector}[${window}s])`;
  return `${fn}_over_time(rate(${selector}[${told}s])[${window}s:${every}s])`;
}

function quoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}

/** In a regular expression of Go. */
function literal(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/g, (letter) => `\\${letter}`);
}

async function post(url: string, form: URLSearchParams): Promise<unknown> {
  const address = new URL(url);
  const { username, password } = address;
  address.username = "";
  address.password = "";
  address.pathname = `${address.pathname.replace(/\/$/, "")}/api/v1/query_range`;
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  try {
    const { statusCode, body } = await request(address, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
        ...(username === "" ? {} : { authorization: `Basic ${credentials}` }),
      },
      body: form.toString(),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await bounded(body, url);
    if (statusCode !== 200)
      throw new GatewayFailure("unreachable", `${placeOf(url)} answered ${statusCode}${reason(text)}.`);
    return parsed(text);
  } catch (error) {
    if (error instanceof GatewayFailure) throw error;
    if (error instanceof Error && error.name === "TimeoutError")
      throw new GatewayFailure("timeout", `${placeOf(url)} did not answer within ${PATIENCE_MS / SECOND} s.`);
    const why = error instanceof Error ? error.message : String(error);
    throw new GatewayFailure("unreachable", `${placeOf(url)} cannot be reached: ${why}.`);
  }
}

async function bounded(body: AsyncIterable<Uint8Array>, url: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > MOST_BYTES)
      throw new GatewayFailure(
        "too-large",
        `${placeOf(url)} answered more than 32 MiB; ask for fewer series or a longer step.`,
      );
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function reason(text: string): string {
  const said = errorSchema.safeParse(parsed(text));
  return said.success ? `: ${said.data.error.slice(0, LONGEST_QUOTE)}` : "";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Without what would let others in. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `The Prometheus at ${origin}${pathname === "/" ? "" : pathname}`;
}
