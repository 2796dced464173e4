// Taking a profile: of what kind, of which servers, what it costs, and how far it is.
import { Button } from "@mantine/core";
import { useState } from "react";
import { Confirm } from "../../parts/Confirm.tsx";
import { EnvironmentNote } from "../../parts/EnvironmentNote.tsx";
import { ReasonField } from "../../parts/ReasonField.tsx";
import { operatorRefused } from "../../parts/change-refused.ts";
import { plural } from "../../format.ts";
import { useLive, useLiveMany, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import type { Background } from "./background.ts";
import type { Entry } from "./entries.ts";
import { NOT_BUILT } from "./refusal.ts";
import { Running } from "./Running.tsx";
import { ServerChoice } from "./ServerChoice.tsx";
import { AT_ONCE, useTaking } from "./useTaking.ts";
import { NAMING_COST, readSeconds, SECONDS, WISH, WISHES, type WishKind } from "./wish.ts";

interface Properties {
  readonly cluster: string;
  readonly background: Background;
  /** Of one server alone: it can be shown at once. */
  readonly onTaken: (entry: Entry) => void;
}

export function Taker({ cluster, background, onTaken }: Properties) {
  const { data: roster } = useLive(queries.roster(cluster));
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const entry = useLiveOptional(queries.clusters()).live?.data.find(({ name }) => name === cluster) ?? null;
  const [kind, setKind] = useState<WishKind>("cpu");
  const [text, setText] = useState(String(SECONDS.standard));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const taking = useTaking(cluster, background);
  const { call, timed, use, cost } = WISH[kind];
  const seconds = readSeconds(text);
  const calls = useLiveMany(chosen.map((server) => queries.calls(cluster, server)));
  const lacking = chosen.filter((_, index) => {
    const listed = calls[index]?.live?.data;
    return listed !== undefined && !(call.path in listed);
  });
  const able = chosen.filter((server) => !lacking.includes(server));
  const refusal =
    operatorRefused(session, "Taking profiles needs") ??
    (entry?.kind === "replay" ? "This is a recording: a server that could be profiled is not there." : null) ??
    (chosen.length === 0 ? "Choose a server." : null) ??
    (able.length === 0 ? "None of these servers can be profiled." : null) ??
    (timed && seconds === null ? `Choose ${SECONDS.least} to ${SECONDS.most} seconds.` : null);
  const wish = { kind, seconds: seconds ?? SECONDS.standard };

  async function start(): Promise<void> {
    setAsking(false);
    const [kept] = await taking.start(able, wish, reason);
    if (able.length === 1 && kept !== undefined) onTaken(kept);
  }

  return (
    <div className="taker">
      <fieldset className="taker-kinds">
        <legend className="visually-hidden">What to take</legend>
        {WISHES.map((one) => (
          <label key={one}>
            <input type="radio" name="profile-kind" checked={kind === one} onChange={() => setKind(one)} />{" "}
            {WISH[one].label}
          </label>
        ))}
        {timed && (
          <label className="taker-seconds">
            Seconds{" "}
            <input
              type="number"
              min={SECONDS.least}
              max={SECONDS.most}
              value={text}
              aria-invalid={seconds === null}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </label>
        )}
      </fieldset>
      <ServerChoice roster={roster} chosen={chosen} onChosen={setChosen} />
      <p className="taker-cost">
        {use} {cost(wish.seconds)} {kind !== "command line" && NAMING_COST}
      </p>
      {lacking.length > 0 && (
        <p className="taker-lacking" role="note">
          <strong>{NOT_BUILT.title}:</strong> {lacking.join(", ")}. {NOT_BUILT.message}
        </p>
      )}
      <p className="taker-start">
        <Button size="compact-sm" disabled={refusal !== null || taking.busy} onClick={() => setAsking(true)}>
          Take…
        </Button>
        <span>{refusal ?? (taking.busy ? "One after the other: wait for what is under way." : null)}</span>
      </p>
      {asking && (
        <Confirm
          title={`${WISH[kind].label} of ${plural(able.length, "server")}?`}
          confirm="Take it"
          onCancel={() => setAsking(false)}
          onConfirm={() => void start()}
        >
          <EnvironmentNote entry={entry} />
          <p className="taker-servers">{able.join(", ")}</p>
          <p>
            {cost(wish.seconds)} {kind !== "command line" && NAMING_COST} It cannot be stopped once it has begun.
            {able.length > AT_ONCE && ` ${AT_ONCE} servers are asked at a time.`}
          </p>
          <ReasonField reason={reason} onReason={setReason} />
        </Confirm>
      )}
      {taking.run !== null && <Running cluster={cluster} run={taking.run} />}
    </div>
  );
}
