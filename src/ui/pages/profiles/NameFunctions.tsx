// Addresses without names: what a server said was not enough, or the profile came out of a file. A server of the same build can be asked.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { operatorRefused } from "../../parts/change-refused.ts";
import { Confirm } from "../../parts/Confirm.tsx";
import { ServerSelect } from "../../parts/ServerSelect.tsx";
import { plural } from "../../format.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { refreshEntries } from "../../queries-profiles.ts";
import type { Entry } from "./entries.ts";
import type { Model } from "./model.ts";
import { portTo } from "./port.ts";
import { nameFunctions } from "./take.ts";
import type { Unkept } from "./unkept.ts";
import { NAMING_COST } from "./wish.ts";

interface Properties {
  readonly model: Pick<Model, "cluster" | "background">;
  readonly entry: Entry;
  /** How many addresses have no name. */
  readonly unnamed: number;
  readonly unkept: Unkept;
  readonly onRenamed: () => void;
}

export function NameFunctions({ model: { cluster, background }, entry, unnamed, unkept, onRenamed }: Properties) {
  const client = useQueryClient();
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const [asking, setAsking] = useState(false);
  const [server, setServer] = useState(entry.cluster === cluster ? entry.server : "");
  const [said, setSaid] = useState(entry.trouble ?? "");
  const [busy, setBusy] = useState(false);
  const refusal = operatorRefused(session, "Asking for names needs");
  const shown = server === "" ? (roster.find(({ role }) => role === "replica")?.server ?? "") : server;

  async function ask(): Promise<void> {
    setAsking(false);
    setBusy(true);
    const port = portTo(cluster, client, background, "");
    try {
      const source = await unkept.source(entry.id);
      const inspected = await background.ask("inspect", source);
      const build = entry.build ?? (await port.version(shown).catch(() => null));
      const { names, trouble } = await nameFunctions(port, shown, build, inspected, (step) => {
        if (step.kind === "naming") setSaid(`${step.done} of ${step.of} requests are answered.`);
      });
      const renamed = { ...entry, trouble };
      await unkept.replace(renamed, { ...source, names: new Map([...source.names, ...names]) });
      setSaid(trouble ?? "");
      await refreshEntries(client);
      onRenamed();
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <span className="name-functions">
      {" "}
      {plural(unnamed, "address of its binary has", "addresses of its binary have")} no name. {said}{" "}
      <button
        type="button"
        className="text-button"
        disabled={refusal !== null || busy || shown === ""}
        title={refusal ?? undefined}
        onClick={() => setAsking(true)}
      >
        {busy ? "Asking…" : "Ask a server…"}
      </button>
      {asking && (
        <Confirm
          title="Ask a server for the names?"
          confirm="Ask it"
          onCancel={() => setAsking(false)}
          onConfirm={() => void ask()}
        >
          <ServerSelect roster={roster} value={shown} onPick={setServer} />
          <p>It must run the very binary that the profile is of; another one answers with wrong names. {NAMING_COST}</p>
        </Confirm>
      )}
    </span>
  );
}
