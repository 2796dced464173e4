// A canvas as sharp as the screen.

interface Fitted {
  readonly context: CanvasRenderingContext2D;
  /** Device pixels of one px. */
  readonly ratio: number;
}

/** Gives the canvas the pixels of its size, px; what was on it is gone. Null: it is not there, or has no width yet. */
export function fitted(
  canvas: HTMLCanvasElement | null,
  { width, height }: { readonly width: number; readonly height: number },
): Fitted | null {
  const context = canvas?.getContext("2d") ?? null;
  if (canvas === null || context === null || width === 0) return null;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  return { context, ratio };
}
