// An element that scrolls through rows of equal height, of which only those in view are drawn.
import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type UIEvent,
  type WheelEvent,
} from "react";
import { AT_TOP, heightOf, offsetOf, scrolled, settled, showing, type Extent, type Scroll } from "./scroll.ts";

export const ROW_HEIGHT = 22;
/** Rows drawn above and below what is seen. */
const SPARE = 8;
/** ms without a move, after which the thumb is put right. */
const STILL = 200;
/** ms during which the element still goes where the wheel has sent it. */
const WHEEL = 250;
/** px; what is seen before the element has been measured. */
const FIRST_VIEW = 700;

export interface RowScroll {
  /** For the element that scrolls. */
  readonly attach: (element: HTMLElement | null) => (() => void) | undefined;
  readonly onScroll: (event: UIEvent) => void;
  readonly onWheel: (event: WheelEvent) => void;
  /** For the element inside it that is as high as all rows. */
  readonly sizer: CSSProperties;
  /** The rows to draw: from `first` to below `end`; `top` is the first that is seen. */
  readonly first: number;
  readonly end: number;
  readonly top: number;
  /** How many rows are seen. */
  readonly page: number;
  /** px of a row from the top of the sizer. */
  readonly place: (row: number) => number;
  readonly show: (row: number) => void;
}

/** @param look is told which rows are drawn, and the first that is seen, after each drawing. */
export function useRowScroll(rowCount: number, look: (first: number, end: number, top: number) => void): RowScroll {
  const scroller = useRef<HTMLElement>(null);
  const [scroll, setScroll] = useState<Scroll>(AT_TOP);
  const [view, setView] = useState(FIRST_VIEW);
  const wheelAt = useRef(-Infinity);
  const still = useRef<ReturnType<typeof setTimeout>>(undefined);
  const extent: Extent = { full: rowCount * ROW_HEIGHT, view };
  const offset = Math.min(offsetOf(scroll), Math.max(0, extent.full - view));
  const top = Math.floor(offset / ROW_HEIGHT);
  const page = Math.max(1, Math.floor(view / ROW_HEIGHT) - 1);
  const first = Math.max(0, top - SPARE);
  const end = Math.min(rowCount, Math.ceil((offset + view) / ROW_HEIGHT) + SPARE);

  const attach = useCallback((element: HTMLElement | null) => {
    scroller.current = element;
    if (element === null) return undefined;
    const measure = new ResizeObserver(() => setView(element.clientHeight));
    measure.observe(element);
    return () => {
      measure.disconnect();
      clearTimeout(still.current);
    };
  }, []);

  const set = (next: Scroll): void => {
    // The event that follows finds the element where it is expected.
    if (scroller.current !== null && scroller.current.scrollTop !== next.top) scroller.current.scrollTop = next.top;
    setScroll(next);
  };

  // Through references, since it runs later, with what is then.
  const latest = useRef({ scroll, extent, set });
  useLayoutEffect(() => {
    latest.current = { scroll, extent, set };
    look(first, end, top);
  });

  return {
    attach,
    onWheel: ({ timeStamp }) => {
      wheelAt.current = timeStamp;
    },
    onScroll: ({ timeStamp }) => {
      const now = scroller.current?.scrollTop ?? 0;
      const byWheel = timeStamp - wheelAt.current < WHEEL;
      if (now !== scroll.top) setScroll(scrolled(scroll, now, extent, byWheel));
      clearTimeout(still.current);
      still.current = setTimeout(
        () => latest.current.set(settled(latest.current.scroll, latest.current.extent)),
        STILL,
      );
    },
    sizer: { height: heightOf(extent) },
    first,
    end,
    top,
    page,
    place: (row) => row * ROW_HEIGHT - scroll.shift,
    show: (row) => set(showing(scroll, row * ROW_HEIGHT, ROW_HEIGHT, extent)),
  };
}
