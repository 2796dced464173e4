/** Of a value that two documents have, or one of them. */
export type Status = "same" | "changed" | "removed" | "added";
