import { useId, type ReactNode } from "react";

interface Properties {
  readonly title: ReactNode;
  readonly className?: string;
  /** While something is under way Escape does not close it. */
  readonly busy?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the page. Render it only while it is open; Escape closes it. */
export function Modal({ title, className = "", busy = false, onClose, children }: Properties) {
  const heading = useId();
  return (
    <dialog
      className={`confirm ${className}`.trim()}
      aria-labelledby={heading}
      ref={(dialog) => {
        if (dialog !== null && !dialog.open) dialog.showModal();
      }}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}
