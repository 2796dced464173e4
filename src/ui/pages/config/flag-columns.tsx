import { isMutable, MUTABLE_TAG, type ConfigItem } from "#pegasus/answers/config.ts";
import { isSecret } from "#pegasus/secrets.ts";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import type { Column } from "../../parts/table-column.ts";

/** Why a flag has no Edit button; null: it has one. */
function whyFixed(flag: ConfigItem): string | null {
  if (isMutable(flag)) return null;
  if (flag.tags.includes(MUTABLE_TAG)) return "Pegasus calls it mutable, but cannot change text while it runs.";
  return "Set in config.ini; needs a restart.";
}

interface Editing {
  readonly onEdit: (flag: ConfigItem) => void;
  /** Why nobody may edit here; null: one may. */
  readonly refusal: string | null;
}

interface Revealing {
  readonly onReveal: (flag: ConfigItem) => void;
  /** Why nobody may see secrets here; null: one may. */
  readonly revealRefusal: string | null;
}

export function flagColumns({
  onEdit,
  refusal,
  onReveal,
  revealRefusal,
}: Editing & Revealing): readonly Column<ConfigItem>[] {
  return [
    {
      id: "name",
      header: "Name",
      value: ({ name }) => name,
      cell: ({ name }) => (
        <code>
          <MiddleCut text={name} tail={12} />
        </code>
      ),
      width: 190,
      grow: true,
      rowHeader: true,
    },
    {
      id: "value",
      header: "Value",
      value: ({ value }) => value,
      cell: (flag) => <Value flag={flag} onReveal={onReveal} revealRefusal={revealRefusal} />,
      width: 170,
    },
    {
      id: "edit",
      header: "Change",
      hint: "Whether it can be changed while the server runs",
      value: (flag) => (isMutable(flag) ? "mutable" : "restart"),
      filterText: null,
      cell: (flag) => <Edit flag={flag} onEdit={onEdit} refusal={refusal} />,
      width: 124,
    },
    {
      id: "type",
      header: "Type",
      value: ({ type }) => type,
      cell: ({ type }) => <code>{type}</code>,
      filterText: null,
      width: 94,
    },
    { id: "section", header: "Section", value: ({ section }) => section, width: 128 },
    {
      id: "description",
      header: "Description",
      value: ({ description }) => description,
      cell: ({ description }) => <span title={description}>{description}</span>,
      width: 240,
      grow: true,
    },
  ];
}

function Value({ flag, onReveal, revealRefusal }: Revealing & { readonly flag: ConfigItem }) {
  if (flag.value === "") return <span className="flag-none">empty</span>;
  if (isSecret(flag)) {
    return (
      <span className="flag-secret">
        <span className="flag-none" title="A secret: it is hidden from everybody until an operator asks for it">
          {flag.value}
        </span>
        <button
          type="button"
          className="text-button"
          disabled={revealRefusal !== null}
          title={revealRefusal ?? "Show it for a moment; that is written in the audit log"}
          aria-label={`Show the value of ${flag.name}`}
          onClick={() => onReveal(flag)}
        >
          Show
        </button>
      </span>
    );
  }
  return <code title={flag.value}>{flag.value}</code>;
}

function Edit({ flag, onEdit, refusal }: Editing & { readonly flag: ConfigItem }) {
  const fixed = whyFixed(flag);
  if (fixed !== null) {
    return (
      <span className="flag-none" title={fixed}>
        {flag.type === "FV_STRING" && flag.tags.includes(MUTABLE_TAG) ? "text is fixed" : "needs a restart"}
      </span>
    );
  }
  return (
    <span className="flag-edit">
      <button
        type="button"
        className="text-button"
        disabled={refusal !== null}
        title={refusal ?? "Change it while the server runs"}
        aria-label={`Edit ${flag.name}`}
        onClick={() => onEdit(flag)}
      >
        Edit
      </button>
      <span className="flag-mutable">mutable</span>
    </span>
  );
}
