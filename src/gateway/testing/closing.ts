// What a test opens is closed again, whatever becomes of the test.
import { afterEach } from "vitest";

interface Closable {
  readonly close: () => Promise<void>;
}

/** For the top of a test file. What it returns hands on what it is given, which is closed after the test: the last first. */
export function closedAfterEach(): <T extends Closable>(thing: T) => T {
  const open: Closable[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).toReversed()) await each.close();
  });
  return (thing) => {
    open.push(thing);
    return thing;
  };
}
