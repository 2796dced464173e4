import { CopyButton } from "./CopyButton.tsx";

interface Properties {
  readonly text: string;
  /** How many characters at the end stay visible: what tells hosts or tables apart is often there. */
  readonly tail?: number;
  /** What the copy button says, e.g. "Copy address"; without it there is none. */
  readonly copy?: string;
}

/** A long name, cut in its middle where there is no room; the whole is in the title, in the text and behind the copy button. */
export function MiddleCut({ text, tail = 8, copy }: Properties) {
  const cut = text.length > tail * 2 ? text.length - tail : text.length;
  return (
    <span className="middle-cut" title={text}>
      <span className="middle-cut-head">{text.slice(0, cut)}</span>
      {cut < text.length && <span className="middle-cut-tail">{text.slice(cut)}</span>}
      {copy !== undefined && <CopyButton text={text} label={copy} />}
    </span>
  );
}
