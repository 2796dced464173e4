// The flags of every process. Each has its own values, so there is no such thing as the cluster's configuration: only what most have.
import { useCallback, useState } from "react";
import { Link } from "react-router";
import { changeRefused, operatorRefused } from "../../parts/change-refused.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { LostChanges } from "../../parts/LostChanges.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { ServerSelect } from "../../parts/ServerSelect.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { lostChangesQuery } from "../../queries-lost-changes.ts";
import { Board } from "./Board.tsx";
import { CompareView } from "./CompareView.tsx";
import { Dialogs } from "./Dialogs.tsx";
import { FlagPanel } from "./FlagPanel.tsx";
import { RevealSecret } from "./RevealSecret.tsx";
import { SilentProcesses } from "./SilentProcesses.tsx";
import { useBoard, type BoardState } from "./use-board.ts";
import { useDialogState, useView } from "./url-state.ts";
import "./config.css";

const EVERYBODY = { value: "", label: "none" };

export function Component() {
  const cluster = useCluster();
  const [view, setView] = useView();
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const state = useBoard(cluster);
  const { live } = state;
  const comparing = view.left !== null || view.right !== null;
  return (
    <Page
      title="Config"
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
      actions={
        comparing ? (
          <Link to={paths.config(cluster)}>Back to all processes</Link>
        ) : (
          <>
            <ServerSelect
              label="One process beside"
              roster={roster}
              value={view.server ?? ""}
              first={EVERYBODY}
              onPick={(one) => void setView({ server: one === "" ? null : one })}
            />
            <Link to={paths.config(cluster, { left: view.server ?? roster[0]?.server ?? "default", right: "default" })}>
              Compare…
            </Link>
            {view.server !== null && (
              <Link to={paths.explorer(cluster, { server: view.server, path: "/configs" })}>Raw JSON</Link>
            )}
          </>
        )
      }
    >
      <Section title={comparing ? "Comparison" : "Configs"} quiet height={600}>
        {comparing ? (
          <CompareView cluster={cluster} left={view.left ?? "default"} right={view.right ?? "default"} />
        ) : (
          <Everything cluster={cluster} state={state} />
        )}
      </Section>
    </Page>
  );
}

function Everything({ cluster, state: { board, failure } }: { readonly cluster: string; readonly state: BoardState }) {
  const [view, setView] = useView();
  const { edit } = useDialogState();
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const entry = (useLiveOptional(queries.clusters()).live?.data ?? []).find(({ name }) => name === cluster) ?? null;
  const lost = useLiveOptional(lostChangesQuery(cluster)).live?.data ?? [];
  const refusal = changeRefused(session, entry);
  const [revealed, setRevealed] = useState<{ readonly name: string; readonly server: string } | null>(null);
  const hide = useCallback(() => setRevealed(null), []);
  const { open, flag } = view;
  const onToggle = (name: string): void =>
    void setView({ open: open.includes(name) ? open.filter((one) => one !== name) : [...open, name] });
  if (board === null) {
    return failure === null ? <Loading height={600} label="Asking every process…" /> : <Failure failure={failure} />;
  }
  return (
    <>
      {view.server !== null && board.complete && !roster.some(({ server }) => server === view.server) && (
        <p>
          <code>{view.server}</code> is not a server of this cluster. <Link to={paths.config(cluster)}>Show all</Link>
        </p>
      )}
      <LostChanges cluster={cluster} lost={lost} mayEdit={refusal === null} />
      <SilentProcesses board={board} />
      {flag !== null && (
        <FlagPanel
          cluster={cluster}
          name={flag}
          flag={board.flags.find(({ name }) => name === flag) ?? null}
          mayUndo={refusal === null}
          onClose={() => void setView({ flag: null })}
        />
      )}
      <Board
        cluster={cluster}
        board={board}
        server={view.server}
        open={open}
        onToggle={onToggle}
        onAbout={(name) => void setView({ flag: name === flag ? null : name })}
        onEdit={edit}
        refusal={refusal}
        onReveal={(name, server) => setRevealed({ name, server })}
        revealRefusal={operatorRefused(session, "Seeing a secret needs")}
      />
      {revealed !== null && <RevealSecret cluster={cluster} {...revealed} onClose={hide} />}
      <Dialogs cluster={cluster} entry={entry} roster={roster} processes={board.processes} refusal={refusal} />
    </>
  );
}
