interface Properties {
  /** Absent: it does something, and is not on or off. */
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly label: string;
  readonly title?: string;
}

export function Toggle({ pressed, onPress, label, title }: Properties) {
  return (
    <button
      type="button"
      className="json-toggle"
      onClick={onPress}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      {...(title === undefined ? {} : { title, "aria-label": /^\w/.test(label) ? undefined : title })}
    >
      {label}
    </button>
  );
}
