// How each line looks: told apart with and without colour. Pure.

export interface LineStyle {
  /** A custom property of chart.css, which has a value for either scheme. */
  readonly colour: string;
  /** SVG dash pattern; undefined: solid. */
  readonly dash: string | undefined;
  /** px. */
  readonly width: number;
}

const COLOURS = 7;
const DASHES = [undefined, "6 2", "2 2", "9 3 2 3", "4 4", "1 3", "12 3", "6 2 1 2 1 2"] as const;

/** All of them together: thick and solid. */
export const TOGETHER_STYLE: LineStyle = { colour: "var(--chart-all)", dash: undefined, width: 2 };

/** `place`: of the line among all. Colour and dash both change from one to the next. */
export function styleOf(place: number): LineStyle {
  return {
    colour: `var(--chart-${(place % COLOURS) + 1})`,
    dash: DASHES[place % DASHES.length],
    width: 1.5,
  };
}
