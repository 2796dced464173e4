// Copies a part of the document. The text is made only when it is asked for: it may be megabytes.
import { useEffect, useState } from "react";
import { Icon } from "../parts/Icon.tsx";

const SHOWN_MS = 1500;

interface Properties {
  readonly label: string;
  readonly text: () => string;
}

export function CopyAction({ label, text }: Properties) {
  const [outcome, setOutcome] = useState<"none" | "copied" | "refused">("none");
  useEffect(() => {
    if (outcome !== "copied") return;
    const timer = setTimeout(() => setOutcome("none"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  if (outcome === "refused") {
    return (
      <textarea
        className="json-by-hand"
        readOnly
        rows={1}
        value={text()}
        aria-label={`${label}: press Ctrl+C`}
        title="This browser does not let the page copy: press Ctrl+C"
        ref={(field) => field?.select()}
        onBlur={() => setOutcome("none")}
      />
    );
  }
  return (
    <button
      type="button"
      className="text-button"
      onClick={() => void copy(text()).then((done) => setOutcome(done ? "copied" : "refused"))}
    >
      <Icon name={outcome === "copied" ? "done" : "copy"} size={13} />
      <span aria-live="polite">{outcome === "copied" ? "Copied" : label}</span>
    </button>
  );
}

/** Browsers have no clipboard interface where a page comes over plain HTTP from another host. */
async function copy(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  try {
    await clipboard?.writeText(text);
    return clipboard !== undefined;
  } catch {
    return false;
  }
}
