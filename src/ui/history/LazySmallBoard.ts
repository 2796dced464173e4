import { lazy } from "react";

/** Charts come with a library that what lies beside them does without. */
export const LazySmallBoard = lazy(async () => ({ default: (await import("./SmallBoard.tsx")).SmallBoard }));
