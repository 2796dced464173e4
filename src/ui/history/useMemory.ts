import { useState } from "react";

/** What a hook remembers of what it has been shown, from one rendering to the next; `next` gives back the same when there is nothing new. */
export function useMemory<T>(initial: T, next: (so: T) => T): T {
  const [memory, setMemory] = useState(initial);
  const now = next(memory);
  if (now !== memory) setMemory(now);
  return now;
}
