// How the line of each server looks: the same in every chart and at every moment, and told apart without colour. Pure.

export interface LineStyle {
  /** A custom property of metrics.css, which has a value for either scheme. */
  readonly colour: string;
  /** SVG dash pattern; undefined: solid. */
  readonly dash: string | undefined;
  /** px. */
  readonly width: number;
}

const COLOURS = 7;
const DASHES = ["6 2", "2 2", "9 3 2 3", "4 4", "1 3", "12 3", "6 2 1 2 1 2"] as const;

/** All nodes together: the one line that is thick and solid. */
export const TOGETHER_STYLE: LineStyle = { colour: "var(--chart-all)", dash: undefined, width: 2.5 };

/** `place`: of the server in the sorted list of all. Colour and dash both change from one to the next. */
export function styleOf(place: number): LineStyle {
  const turn = Math.floor(place / COLOURS);
  return {
    colour: `var(--chart-${(place % COLOURS) + 1})`,
    dash: DASHES[(place + turn) % DASHES.length],
    width: 1.5,
  };
}
