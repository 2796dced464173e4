// When what is drawn now has been painted.

/** ms after which it has been, or will not be: a page that is hidden is not painted. */
const PAINTED = 150;

/** Calls back once. */
export function afterPaint(then: () => void): void {
  let called = false;
  const once = (): void => {
    if (called) return;
    called = true;
    then();
  };
  requestAnimationFrame(() => requestAnimationFrame(once));
  setTimeout(once, PAINTED);
}
