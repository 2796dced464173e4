import { useId } from "react";

interface Properties {
  readonly reason: string;
  readonly onReason: (text: string) => void;
}

/** Why, or a ticket's number; it goes into the audit log beside what was done. */
export function ReasonField({ reason, onReason }: Properties) {
  const id = useId();
  return (
    <div className="reason-field">
      <label htmlFor={id}>Reason, for the audit log (optional)</label>
      <input
        id={id}
        type="text"
        maxLength={500}
        value={reason}
        autoComplete="off"
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </div>
  );
}
