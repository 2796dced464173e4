interface Properties {
  /** The space that the content will take, px: nothing jumps when it comes. */
  readonly height?: number;
  readonly label?: string;
}

/** Keeps the place of what is being loaded. */
export function Loading({ height = 120, label = "Loading…" }: Properties) {
  return (
    <div className="loading" role="status" style={{ minHeight: height }}>
      <span>{label}</span>
    </div>
  );
}
