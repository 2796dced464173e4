// The colours of frames, which the style sheet has for both schemes. Names and figures say the same in words.
import { CHANGE_TONES, FIRST_CHANGE_TONE } from "./layout.ts";

export interface Palette {
  /** By tone. */
  readonly fills: readonly string[];
  readonly text: string;
  readonly ground: string;
  readonly found: string;
  readonly foundText: string;
  readonly focus: string;
  readonly font: string;
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(`--flame-${name}`).trim();
  return {
    fills: Array.from({ length: FIRST_CHANGE_TONE + CHANGE_TONES }, (_, tone) =>
      tone < FIRST_CHANGE_TONE ? value(`tone-${tone}`) : value(`change-${tone - FIRST_CHANGE_TONE}`),
    ),
    text: value("text"),
    ground: value("ground"),
    found: value("found"),
    foundText: value("found-text"),
    focus: value("focus"),
    font: `11px ${style.fontFamily}`,
  };
}
