// Copies a part of the document. The text is made only when it is asked for: it may be megabytes.
import { useEffect, useState } from "react";
import { Icon } from "../../parts/Icon.tsx";

const SHOWN_MS = 1500;

type Outcome = { readonly kind: "none" | "copied" } | { readonly kind: "by-hand" | "failed"; readonly text: string };

interface Properties {
  readonly label: string;
  readonly text: () => Promise<string>;
}

export function CopyAction({ label, text }: Properties) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "none" });
  useEffect(() => {
    if (outcome.kind !== "copied") return;
    const timer = setTimeout(() => setOutcome({ kind: "none" }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  if (outcome.kind === "by-hand") {
    return (
      <textarea
        className="json-by-hand"
        readOnly
        rows={1}
        value={outcome.text}
        aria-label={`${label}: press Ctrl+C`}
        title="This browser does not let the page copy: press Ctrl+C"
        ref={(field) => field?.select()}
        onBlur={() => setOutcome({ kind: "none" })}
      />
    );
  }
  return (
    <button type="button" className="text-button" onClick={() => void copied(text).then(setOutcome)}>
      <Icon name={outcome.kind === "copied" ? "done" : "copy"} size={13} />
      <span aria-live="polite">
        {outcome.kind === "copied" ? "Copied" : outcome.kind === "failed" ? outcome.text : label}
      </span>
    </button>
  );
}

async function copied(make: () => Promise<string>): Promise<Outcome> {
  let text: string;
  try {
    text = await make();
  } catch (error) {
    return { kind: "failed", text: error instanceof Error ? error.message : String(error) };
  }
  // Browsers have no clipboard interface where a page comes over plain HTTP from another host.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  try {
    await clipboard?.writeText(text);
    return clipboard === undefined ? { kind: "by-hand", text } : { kind: "copied" };
  } catch {
    return { kind: "by-hand", text };
  }
}
