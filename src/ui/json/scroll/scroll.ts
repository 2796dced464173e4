// Scrolling through more rows than a browser can make an element high. Pure: the hook beside it has the element.
//
// An element is at most so high; beyond that, the scrollbar stands for the whole only roughly. Small moves (wheel, touch, arrows)
// are followed to the pixel by keeping a constant distance between where the element is scrolled to and where that is among
// the rows; large ones (the thumb) go to the same part of the whole; and when all is still, the thumb is put right.

/** px; browsers stop at 17 to 33 million. */
const HIGHEST = 8_000_000;
/** Screens at once; more is taken for a move of the thumb. */
const SMALL_MOVE = 4;

export interface Extent {
  /** px of all rows together. */
  readonly full: number;
  /** px that are seen. */
  readonly view: number;
}

export interface Scroll {
  /** The element's own scrollTop. */
  readonly top: number;
  /** What is added to it to know where one is among the rows, px; always 0 where the element is as high as they are. */
  readonly shift: number;
}

export const AT_TOP: Scroll = { top: 0, shift: 0 };

export function heightOf({ full }: Extent): number {
  return Math.min(full, HIGHEST);
}

function most(extent: Extent): { readonly offset: number; readonly top: number } {
  return { offset: Math.max(0, extent.full - extent.view), top: Math.max(0, heightOf(extent) - extent.view) };
}

/** Where that is among the rows, px from the first. */
export function offsetOf({ top, shift }: Scroll): number {
  return top + shift;
}

/** The element has been scrolled to `top`. @param byWheel the wheel is turning: however far it is, it is no move of the thumb */
export function scrolled(before: Scroll, top: number, extent: Extent, byWheel = false): Scroll {
  const end = most(extent);
  if (end.offset === end.top) return { top, shift: 0 };
  const small = byWheel || Math.abs(top - before.top) <= SMALL_MOVE * extent.view;
  const offset = small ? top + before.shift : (top / end.top) * end.offset;
  return { top, shift: Math.max(0, Math.min(end.offset, offset)) - top };
}

/** To an offset among the rows: where the element is to be scrolled to. */
export function scrolledTo(offset: number, extent: Extent): Scroll {
  const end = most(extent);
  const there = Math.max(0, Math.min(end.offset, offset));
  if (end.offset === end.top) return { top: there, shift: 0 };
  const top = Math.round((there / end.offset) * end.top);
  return { top, shift: there - top };
}

/** All is still: the same place, with the thumb where it belongs. */
export function settled(scroll: Scroll, extent: Extent): Scroll {
  return scrolledTo(offsetOf(scroll), extent);
}

/** Moves no further than needed for a row to be seen whole. */
export function showing(scroll: Scroll, from: number, height: number, extent: Extent): Scroll {
  const offset = offsetOf(scroll);
  if (from < offset) return scrolledTo(from, extent);
  if (from + height > offset + extent.view) return scrolledTo(from + height - extent.view, extent);
  return scroll;
}
