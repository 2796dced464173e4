import { useEffect, useState } from "react";
import { Icon } from "./Icon.tsx";

const SHOWN_MS = 1500;

interface Properties {
  readonly text: string;
  /** What it does, e.g. "Copy address"; its accessible name. */
  readonly label: string;
  /** Shows the label as words; otherwise only the icon. */
  readonly wide?: boolean;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, wide = false }: Properties) {
  const [outcome, setOutcome] = useState<"none" | "copied" | "refused">("none");
  useEffect(() => {
    if (outcome !== "copied") return;
    const timer = setTimeout(() => setOutcome("none"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  if (outcome === "refused") return <ByHand text={text} onDone={() => setOutcome("none")} />;
  const said = outcome === "copied" ? "Copied" : label;
  return (
    <button
      type="button"
      className={wide ? "text-button" : "icon-button"}
      title={wide ? text : label}
      aria-label={wide ? undefined : said}
      onClick={() => void copy(text).then((done) => setOutcome(done ? "copied" : "refused"))}
    >
      <Icon name={outcome === "copied" ? "done" : "copy"} size={13} />
      {wide && <span aria-live="polite">{said}</span>}
    </button>
  );
}

/** The text, selected, where the browser does not let a page copy. */
function ByHand({ text, onDone }: { readonly text: string; readonly onDone: () => void }) {
  return (
    <input
      className="copy-by-hand"
      readOnly
      value={text}
      aria-label="Press Ctrl+C to copy"
      title="This browser does not let the page copy: press Ctrl+C"
      ref={(input) => input?.select()}
      onBlur={onDone}
    />
  );
}

/** The browser has no clipboard interface where a page comes over plain HTTP from another host. */
async function copy(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
