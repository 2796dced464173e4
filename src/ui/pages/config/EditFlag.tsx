// The dialog that changes a flag: what it is, the old value and the new, on which servers, and what became of it on each.
import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { ConfigLine } from "#api/changes.ts";
import type { ClusterEntry } from "#api/clusters.ts";
import type { ConfigItem } from "#pegasus/answers/config.ts";
import { failureOf } from "../../answer.ts";
import { plural } from "../../format.ts";
import { EnvironmentNote } from "../../parts/EnvironmentNote.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { ReasonField } from "../../parts/ReasonField.tsx";
import { refreshCluster } from "../../queries.ts";
import { applyChange } from "./apply-change.ts";
import { checkValue } from "./flag-value.ts";
import { ServerChoice } from "./ServerChoice.tsx";
import { ValueField } from "./ValueField.tsx";
import { unheard, verdictOf } from "./verdict.ts";
import { Verdicts } from "./Verdicts.tsx";

interface Properties {
  readonly cluster: string;
  readonly entry: ClusterEntry | null;
  readonly server: string;
  /** The servers of the same role, `server` among them. */
  readonly alike: readonly string[];
  readonly flag: ConfigItem;
  readonly onClose: () => void;
}

export function EditFlag({ cluster, entry, server, alike, flag, onClose }: Properties) {
  const heading = useId();
  const client = useQueryClient();
  // As it was when the dialog opened: the table behind it goes on refreshing.
  const [old] = useState(flag.value);
  const [typed, setTyped] = useState(flag.value);
  const [servers, setServers] = useState<readonly string[]>([server]);
  const [reason, setReason] = useState("");
  const [lines, setLines] = useState<readonly ConfigLine[]>([]);
  const checked = checkValue(flag.type, typed);

  const change = useMutation({
    mutationFn: (value: string) => {
      setLines([]);
      const wanted = { name: flag.name, value, servers: [...servers], ...(reason === "" ? {} : { reason }) };
      return applyChange(cluster, wanted, (line) => setLines((before) => [...before, line]));
    },
    onSettled: () => void refreshCluster(client, cluster),
  });
  const busy = change.isPending;
  const heard = new Set(lines.map((line) => line.server));
  const failure = change.error === null ? null : failureOf(change.error);
  // What the gateway refuses it has not sent; an answer that breaks off leaves the rest in doubt.
  const inDoubt = change.isSuccess || lines.length > 0 || failure?.kind === "offline";
  const unsaid = inDoubt && !busy ? servers.filter((one) => !heard.has(one)) : [];
  const told = [...lines, ...unsaid.map((one) => unheard(one))];
  const sent = change.variables ?? "";
  const done = change.isSuccess && told.every((line) => verdictOf(line, flag.type, sent).severity === "ok");

  return (
    <dialog
      className="confirm edit-flag"
      aria-labelledby={heading}
      ref={(dialog) => {
        if (dialog !== null && !dialog.open) dialog.showModal();
      }}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && checked.ok && servers.length > 0) change.mutate(checked.text);
        }}
      >
        <h2 id={heading}>
          Change <code>{flag.name}</code>
        </h2>
        <EnvironmentNote entry={entry} />
        <p className="edit-description">{flag.description}</p>
        <ValueField flag={flag} old={old} typed={typed} onType={setTyped} />
        <ServerChoice here={server} alike={alike} picked={servers} onPick={setServers} />
        <ReasonField reason={reason} onReason={setReason} />
        <p className="edit-warning">
          In memory only, on {servers.length === 1 ? "this one process" : "each of these processes"}: it is lost at a
          restart. To keep it, set it in config.ini, too.
        </p>
        <div role="status">
          <Verdicts lines={told} type={flag.type} wanted={sent} />
        </div>
        {failure !== null && <Failure failure={failure} />}
        <Group justify="flex-end" gap="xs" mt="sm">
          <Button size="xs" variant="default" onClick={onClose} disabled={busy}>
            {done ? "Close" : "Cancel"}
          </Button>
          <Button size="xs" type="submit" loading={busy} disabled={!checked.ok || servers.length === 0}>
            Apply to {plural(servers.length, "server")}
          </Button>
        </Group>
      </form>
    </dialog>
  );
}
