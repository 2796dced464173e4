// What a role, or one process, has for a flag.
import type { BoardFlag } from "#pegasus/flag-board.ts";
import { inWords, unitOfFlag } from "#pegasus/flag-units.ts";
import { isSecret } from "#pegasus/secrets.ts";
import { NONE } from "../../format.ts";
import { Icon } from "../../parts/Icon.tsx";
import type { ProcessRow } from "./board-rows.ts";

/** What is common to the role, and how many have something else. */
export function RoleCell({ flag, role }: { readonly flag: BoardFlag; readonly role: string }) {
  const found = flag.roles.find((one) => one.role === role);
  if (found === undefined || found.common === null) return <span className="flag-none">{NONE}</span>;
  const { common, inert, differing, asked } = found;
  return (
    <span className="flag-value" data-inert={inert}>
      <Value flag={flag} value={common} />
      {inert ? (
        <Inert role={role} />
      ) : (
        differing > 0 && (
          <span className="flag-share" title={`${asked - differing} of ${asked} ${role} servers have this value`}>
            {asked - differing} of {asked}
          </span>
        )
      )}
    </span>
  );
}

function Inert({ role }: { readonly role: string }) {
  return (
    <span className="flag-mark" title={`${role} servers do not use this flag: what it is set to does nothing there`}>
      inert
    </span>
  );
}

interface Properties {
  readonly row: ProcessRow;
  /** It is the only cell in which this value is shown. */
  readonly alone?: boolean;
  readonly onReveal: (flag: string, server: string) => void;
  readonly revealRefusal: string | null;
}

export function ProcessCell({ row, alone = false, onReveal, revealRefusal }: Properties) {
  const { flag, server, value, problem } = row;
  if (value === null) {
    return (
      <span className="flag-none" title={problem ?? ""}>
        {problem ?? NONE}
      </span>
    );
  }
  const inert = flag.roles.some((one) => one.role === row.role && one.inert);
  return (
    <span className="flag-value" data-differs={row.differs} data-inert={inert}>
      {row.differs && <Icon name="warning" size={12} />}
      <Value flag={flag} value={value} />
      {isSecret(flag.item) && value !== "" && (
        <button
          type="button"
          className="text-button"
          disabled={revealRefusal !== null}
          title={revealRefusal ?? "Show it for a moment; that is written in the audit log"}
          aria-label={alone ? `Show the value of ${flag.name}` : `Show the value of ${flag.name} on ${server}`}
          onClick={() => onReveal(flag.name, server)}
        >
          Show
        </button>
      )}
      {inert && <Inert role={row.role} />}
    </span>
  );
}

function Value({ flag, value }: { readonly flag: BoardFlag; readonly value: string }) {
  if (value === "") return <span className="flag-none">empty</span>;
  if (flag.secret) {
    return (
      <span className="flag-none" title="A secret: it is hidden from everybody until an operator asks for it">
        {value}
      </span>
    );
  }
  const unit = unitOfFlag(flag.item);
  const words = unit === null ? null : inWords(unit, value);
  return (
    <code title={words === null ? value : `${value}: ${words}`}>
      {value}
      {words !== null && <span className="flag-words"> {words}</span>}
    </code>
  );
}
