interface Properties {
  /** Absent: it does something, and is not on or off. */
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly label: string;
  readonly title?: string;
  readonly disabled?: boolean;
}

export function Toggle({ pressed, onPress, label, title, disabled = false }: Properties) {
  return (
    <button
      type="button"
      className="json-toggle"
      onClick={onPress}
      disabled={disabled}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      {...(title === undefined ? {} : { title, "aria-label": isSign(label) ? title : undefined })}
    >
      {label}
    </button>
  );
}

/** Too short to be a name: `↑`, `.*`, `Aa`. */
function isSign(label: string): boolean {
  return label.length <= 2;
}
