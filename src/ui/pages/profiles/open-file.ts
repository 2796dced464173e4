// A file from this machine: read, looked at and kept like a profile that was taken here. No server is asked.
import { MAX_PROFILE_BYTES } from "#pegasus/pprof/profile-file.ts";
import type { Background } from "./background.ts";
import type { Entry } from "./entries.ts";
import { keepProfile } from "./profile-store.ts";
import { newId } from "./port.ts";
import type { Unkept } from "./unkept.ts";

/** Resolves to its id. @throws an Error whose message is a sentence */
export async function openFile(file: File, background: Background, unkept: Unkept): Promise<string> {
  if (file.size > MAX_PROFILE_BYTES) {
    throw new Error(
      `The file has ${Math.ceil(file.size / 1e6)} MB. Profiles of up to ${MAX_PROFILE_BYTES / 2 ** 20} MiB are read; those of servers have less than one.`,
    );
  }
  const id = newId(Date.now(), Math.random());
  const { kind, stacks, measure, total, damage } = await background.ask("inspect", { id, file });
  const entry: Entry = {
    id,
    kind,
    cluster: null,
    server: file.name,
    at: file.lastModified,
    seconds: null,
    build: null,
    note: "",
    size: file.size,
    stacks,
    measure,
    total,
    trouble: damage,
  };
  const source = { id, file, names: new Map<bigint, string>() };
  try {
    await keepProfile(entry, source);
  } catch {
    unkept.add(entry, source);
  }
  return id;
}
