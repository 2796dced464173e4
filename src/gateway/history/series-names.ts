// Every series has a number; those of one metric and scope are found together.
import type { SeriesRow } from "./history-file.ts";

export class SeriesNames {
  private readonly groups = new Map<string, Map<string, number>>();
  private last = 0;

  get highest(): number {
    return this.last;
  }

  add({ id, cluster, metric, scope, entity }: SeriesRow): void {
    this.groupOf(cluster, metric, scope).set(entity, id);
    this.last = Math.max(this.last, id);
  }

  /** The numbers of entities of one group, which may be new: those are told to `onNew`. */
  numbering(names: Omit<SeriesRow, "id" | "entity">, onNew: (row: SeriesRow) => void): (entity: string) => number {
    const group = this.groupOf(names.cluster, names.metric, names.scope);
    return (entity) => {
      const known = group.get(entity);
      if (known !== undefined) return known;
      const row = { id: this.last + 1, ...names, entity };
      onNew(row);
      this.add(row);
      return row.id;
    };
  }

  /** By entity. */
  group(cluster: string, metric: string, scope: string): ReadonlyMap<string, number> | undefined {
    return this.groups.get(keyOf(cluster, metric, scope));
  }

  clear(): void {
    this.groups.clear();
    this.last = 0;
  }

  private groupOf(cluster: string, metric: string, scope: string): Map<string, number> {
    const key = keyOf(cluster, metric, scope);
    const found = this.groups.get(key);
    if (found !== undefined) return found;
    const made = new Map<string, number>();
    this.groups.set(key, made);
    return made;
  }
}

/** None of them can contain a line break. */
function keyOf(cluster: string, metric: string, scope: string): string {
  return `${cluster}\n${metric}\n${scope}`;
}
