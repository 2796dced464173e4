// All about one flag: what it does, what may be set, its traps, and what became of it here.
import { limitWords, typeWords } from "#pegasus/flag-value.ts";
import type { BoardFlag } from "#pegasus/flag-board.ts";
import { inWords, unitOfFlag, unitSymbol } from "#pegasus/flag-units.ts";
import { Icon } from "../../parts/Icon.tsx";
import { FlagHistory } from "./FlagHistory.tsx";
import { Traps } from "./Traps.tsx";
import { whyFixed } from "./why-fixed.ts";

interface Properties {
  readonly cluster: string;
  readonly name: string;
  /** Null: no server has it. */
  readonly flag: BoardFlag | null;
  readonly mayUndo: boolean;
  readonly onClose: () => void;
}

export function FlagPanel({ cluster, name, flag, mayUndo, onClose }: Properties) {
  return (
    <section className="flag-panel" aria-label={`About ${name}`}>
      <header>
        <h2>
          <code>{name}</code>
        </h2>
        <button type="button" className="icon-button" aria-label={`Close ${name}`} onClick={onClose}>
          <Icon name="close" size={12} />
        </button>
      </header>
      {flag === null ? <p>No server of this cluster that answers has a flag of this name.</p> : <Facts flag={flag} />}
      <FlagHistory cluster={cluster} flag={name} mayUndo={mayUndo} />
    </section>
  );
}

function Facts({ flag: { item, fact, mutable, secret } }: { readonly flag: BoardFlag }) {
  const unit = unitOfFlag(item);
  const fixed = whyFixed(item);
  const words = unit === null || fact === null ? null : inWords(unit, fact.default);
  return (
    <div>
      {fact?.meaning !== undefined && <p>{capital(fact.meaning)}.</p>}
      <dl className="facts">
        <dt>It says</dt>
        <dd>{item.description === "" ? "nothing of itself" : item.description}</dd>
        <dt>Section, type</dt>
        <dd>
          <code>{item.section}</code>, <code>{item.type}</code>
          {unit !== null && ` in ${unitSymbol(unit)}`}
        </dd>
        <dt>Takes</dt>
        <dd>
          {fixed?.reason ??
            `${typeWords(item.type)}${fact?.limit === undefined ? "" : `, and ${limitWords(fact.limit)}`}`}
        </dd>
        <dt>Default</dt>
        <dd>
          {fact === null ? "not known" : fact.default === "" ? "empty" : <code>{fact.default}</code>}
          {words !== null && ` (${words})`}
        </dd>
        <dt>Used by</dt>
        <dd>
          {fact === null
            ? "not known: the flag is unknown to this dashboard, as one of another version"
            : fact.servers.length === 0
              ? "nobody"
              : fact.servers.join(", ")}
          {fact?.since !== undefined && ` (since ${fact.since})`}
        </dd>
      </dl>
      {secret && <p>A secret: its values are hidden, cannot be compared, and are shown one at a time, on record.</p>}
      <Traps traps={fact?.traps ?? []} />
      {mutable && (
        <p className="flag-none">A change is in memory only, on one process each, and lost at its restart.</p>
      )}
    </div>
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
