// The flags of one process: what the code, the INI and `/updateConfig` made of them (reference 2.4 to 2.6 and 4.1).
import { MUTABLE_TAG, type ConfigItem } from "#pegasus/answers/config.ts";
import { FLAGS } from "#pegasus/catalog/flags.ts";
import type { FlagFact } from "#pegasus/catalog/types.ts";
import { groupComplaints } from "#pegasus/flag-groups.ts";
import { checkFlagValue } from "#pegasus/flag-value.ts";
import { UPDATE } from "#pegasus/refusals/process.ts";

/** What the server binary links: everything but the flags that only the shell or the geo library has. Sorted by name. */
const LINKED: ReadonlyMap<string, FlagFact> = new Map(
  FLAGS.filter(({ servers }) => servers.some((user) => user !== "shell" && user !== "geo_client"))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => [flag.name, flag]),
);

export class Flags {
  private readonly values: Map<string, string>;

  /** `settings`: what the INI says, by flag name. */
  constructor(settings: ReadonlyMap<string, string>) {
    this.values = new Map(settings);
  }

  /** In the text form of `/config`. */
  value(name: string): string {
    return this.values.get(name) ?? LINKED.get(name)?.default ?? "";
  }

  item(name: string): ConfigItem | undefined {
    const flag = LINKED.get(name);
    return flag === undefined ? undefined : this.show(flag);
  }

  items(): Record<string, ConfigItem> {
    return Object.fromEntries([...LINKED.values()].map((flag) => [flag.name, this.show(flag)]));
  }

  private show({ name, section, type, mutable, description }: FlagFact): ConfigItem {
    return { name, section, type, tags: mutable ? MUTABLE_TAG : "", description, value: this.value(name) };
  }

  /** Sets a flag of this process only. Answers the `update_status` of `/updateConfig`: `ERR_OK`, or why not (2.6). */
  update(name: string, text: string): string {
    const flag = LINKED.get(name);
    if (flag === undefined) return UPDATE.unknown(name);
    const check = checkFlagValue(flag, text);
    if (!check.ok) return check.status;
    const complaints = groupComplaints((other) => (other === name ? check.shown : this.value(other)));
    if (complaints.length > 0) return UPDATE.groups(complaints);
    this.values.set(name, check.shown);
    return UPDATE.ok;
  }
}
