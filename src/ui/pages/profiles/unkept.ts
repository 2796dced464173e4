// Profiles that the browser would not keep (a private window, no room): they last as long as the page.
import type { Entry } from "./entries.ts";
import type { ProfileSource } from "./protocol.ts";
import { keepProfile, keptSource, listEntries } from "./profile-store.ts";

export class Unkept {
  private readonly profiles = new Map<string, { readonly entry: Entry; readonly source: ProfileSource }>();

  add(entry: Entry, source: ProfileSource): void {
    this.profiles.set(entry.id, { entry, source });
  }

  delete(id: string): void {
    this.profiles.delete(id);
  }

  /** Puts another in the place of one, wherever it is. */
  async replace(entry: Entry, source: ProfileSource): Promise<void> {
    if (this.profiles.has(entry.id)) this.add(entry, source);
    else await keepProfile(entry, source);
  }

  /** With those that are kept, newest first. */
  async entries(): Promise<Entry[]> {
    const kept = await listEntries().catch(() => []); // a browser that keeps nothing has none
    const here = [...this.profiles.values()].map(({ entry }) => entry);
    return [...here, ...kept].toSorted((a, b) => b.at - a.at);
  }

  /** @throws an Error in words when it is nowhere */
  async source(id: string): Promise<ProfileSource> {
    return this.profiles.get(id)?.source ?? (await keptSource(id));
  }
}
