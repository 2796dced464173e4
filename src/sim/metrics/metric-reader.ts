// For tests: what the servers of a sample say in `/metrics`, by name.
import { CALL } from "#pegasus/endpoints.ts";
import type { Entity } from "#pegasus/answers/metrics.ts";
import type { Sample } from "../sample-world.ts";

export class MetricReader {
  private readonly sample: Sample;

  constructor(sample: Sample) {
    this.sample = sample;
  }

  /** `query` without its question mark. */
  entities(server: string, query: string): Entity[] {
    return CALL.metrics.answer.decode(this.sample.body(server, `/metrics?${query}`)).entities;
  }

  /** Of one entity; undefined where it has no such metric. */
  value(server: string, id: string, metric: string): number | undefined {
    const [entity] = this.entities(server, `ids=${id}&metrics=${metric}`);
    const value = entity?.metrics[0]?.value;
    return value === undefined ? undefined : Number(value);
  }

  /** Of the server's own entity. @throws when it has no such metric. */
  own(server: string, metric: string): number {
    const value = this.value(server, "server", metric);
    if (value === undefined) throw new Error(`${server} has no ${metric}`);
    return value;
  }

  /** Over all entities of these servers that have it, or those of one table. */
  sum(servers: readonly string[], metric: string, table?: number): number {
    const query = `metrics=${metric}${table === undefined ? "" : `&attributes=table_id,${table}`}`;
    return servers
      .flatMap((server) => this.entities(server, query))
      .reduce((sum, { metrics }) => sum + Number(metrics[0]?.value ?? 0), 0);
  }
}
