// What the worker does with each question. It keeps the profiles that were opened last.
import { readProfile } from "#pegasus/pprof/profile-file.ts";
import { writePprof } from "#pegasus/pprof/pprof-write.ts";
import type { StackProfile } from "#pegasus/pprof/stack-profile.ts";
import { imageOf, namesOf, offsetsOf, unnamedOf } from "./named.ts";
import { OpenProfiles } from "./opened.ts";
import type { Inspected, Opened, ProfileSource, Question, Questions } from "./protocol.ts";
import { gzipped, unpacked } from "./unpack.ts";

/** One that is looked at, and one that a slow answer may still be about. */
const KEPT = 2;

type Handlers = {
  readonly [Name in Question]: (
    ask: Questions[Name]["ask"],
  ) => Questions[Name]["answer"] | Promise<Questions[Name]["answer"]>;
};

export class Session implements Handlers {
  private last: { readonly id: string; readonly profile: StackProfile } | null = null;
  private readonly models = new Map<string, OpenProfiles>();

  async inspect(ask: Questions["inspect"]["ask"]): Promise<Inspected> {
    const profile = await this.read(ask);
    const { kind, ends, measures, standard, values, damage } = profile;
    return {
      kind,
      stacks: ends.length,
      measure: measures[standard] ?? { type: "", unit: "" },
      total: values[standard]?.reduce((sum, value) => sum + value, 0) ?? 0,
      offsets: offsetsOf(profile),
      image: imageOf(profile),
      damage,
    };
  }

  async open({ key, sources }: Questions["open"]["ask"]): Promise<Opened> {
    const profiles: StackProfile[] = [];
    for (const source of sources) profiles.push(await this.read(source));
    const named = profiles.map((profile, index) => ({
      profile,
      names: namesOf(profile, sources[index]?.names ?? new Map()),
    }));
    const opened = new OpenProfiles(named);
    this.models.delete(key);
    this.models.set(key, opened);
    for (const old of [...this.models.keys()].slice(0, -KEPT)) this.models.delete(old);
    return {
      profiles: profiles.map((profile, index) => ({
        kind: profile.kind,
        stacks: profile.ends.length,
        damage: profile.damage,
        period: profile.period,
        unnamed: unnamedOf(profile, sources[index]?.names ?? new Map()),
        addresses: profile.sites.length,
      })),
      measures: opened.measures,
      standard: opened.standard,
      threads: opened.threads,
      functions: opened.functionCount,
    };
  }

  flame({ key, shape, zoom, find, width, ...count }: Questions["flame"]["ask"]): Questions["flame"]["answer"] {
    return this.at(key).flame(count, shape, zoom, find, width);
  }

  frame({ key, shape, node, ...count }: Questions["frame"]["ask"]): Questions["frame"]["answer"] {
    return this.at(key).frame(count, shape, node);
  }

  top({ key, find, ...count }: Questions["top"]["ask"]): Questions["top"]["answer"] {
    return this.at(key).top(count, find);
  }

  calls({ key, name, ...count }: Questions["calls"]["ask"]): Questions["calls"]["answer"] {
    return { list: this.at(key).callsOf(count, name) };
  }

  async pprof({ facts, ...source }: Questions["pprof"]["ask"]): Promise<Uint8Array<ArrayBuffer>> {
    const profile = await this.read(source);
    return gzipped(writePprof(profile, namesOf(profile, source.names), facts));
  }

  /** Who has looked at a file opens it next. */
  private async read({ id, file }: Pick<ProfileSource, "id" | "file">): Promise<StackProfile> {
    if (this.last?.id === id) return this.last.profile;
    const profile = readProfile(await unpacked(new Uint8Array(await file.arrayBuffer())));
    this.last = { id, profile };
    return profile;
  }

  private at(key: string): OpenProfiles {
    const found = this.models.get(key);
    if (found === undefined) throw new Error("This profile is not open any more. Open it again.");
    return found;
  }
}
