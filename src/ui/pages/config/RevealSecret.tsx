// The dialog that shows one secret value: what that entails, then the value, for a moment.
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { INTENT, INTENT_HEADER, REASON_HEADER, revealedSchema, type Revealed } from "#api/changes.ts";
import { clusterRoute } from "#api/routes.ts";
import { failureOf, judgeApi } from "../../answer.ts";
import { Confirm } from "../../parts/Confirm.tsx";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { ReasonField } from "../../parts/ReasonField.tsx";
import { useNow } from "../../parts/useNow.ts";
import { send } from "../../send.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Long enough to copy it, too short to be forgotten on a screen. */
const SHOWN_MS = 30_000;

export function RevealSecret({ cluster, server, name, onClose }: Properties) {
  const [reason, setReason] = useState("");
  const asking = useMutation({
    mutationFn: () => askValue(cluster, { server, name }, reason),
    // What was shown is not to be found in this tab's memory later on.
    gcTime: 0,
  });
  const value = asking.data?.value;
  return (
    <Confirm
      title={value === undefined ? `Show ${name}?` : name}
      confirm={value === undefined ? "Show it" : "Hide it"}
      busy={asking.isPending}
      onCancel={onClose}
      onConfirm={() => {
        if (value === undefined) asking.mutate();
        else onClose();
      }}
    >
      {value === undefined ? (
        <>
          <p>
            Its value on <code>{server}</code> is a secret. That you saw it is written in the audit log; the value is
            not.
          </p>
          <ReasonField reason={reason} onReason={setReason} />
          {asking.error !== null && <Failure failure={failureOf(asking.error)} />}
        </>
      ) : (
        <Shown name={name} value={value} onOver={onClose} />
      )}
    </Confirm>
  );
}

interface ShownProperties {
  readonly name: string;
  readonly value: string;
  readonly onOver: () => void;
}

function Shown({ name, value, onOver }: ShownProperties) {
  const [until] = useState(() => Date.now() + SHOWN_MS);
  const left = Math.max(0, Math.ceil((until - useNow()) / 1000));
  useEffect(() => {
    const timer = setTimeout(onOver, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [onOver]);
  return (
    <>
      <p className="revealed">
        <output aria-label={`Value of ${name}`}>{value}</output>
        <CopyButton text={value} label="Copy value" />
      </p>
      <p>It is hidden again in {left} s.</p>
    </>
  );
}

async function askValue(cluster: string, asked: { server: string; name: string }, reason: string): Promise<Revealed> {
  const exchange = await send({
    url: clusterRoute(cluster, "reveal"),
    method: "POST",
    headers: {
      "content-type": "application/json",
      [INTENT_HEADER]: INTENT,
      ...(reason === "" ? {} : { [REASON_HEADER]: encodeURIComponent(reason) }),
    },
    body: JSON.stringify(asked),
  });
  return judgeApi<Revealed>(exchange, revealedSchema).data;
}
