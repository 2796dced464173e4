// Call trees as text, to be read easily: a line for each function, what it calls stands below it and two blanks further in. A number
// before the name is the weight of the function itself, without what it calls. `name @ library` lies in a shared library.

export interface Frame {
  readonly name: string;
  /** The library's file; null: the server's own binary. */
  readonly library: string | null;
}

export interface CallPath {
  /** The innermost first. */
  readonly frames: readonly Frame[];
  readonly weight: number;
}

const LINE = /^( *)(?:(\d+(?:\.\d+)?) )?(\S.*?)(?: @ (\S+))?$/;

/** All paths of a tree that have a weight. `above`: frames above its roots, the outermost first. */
export function callPaths(tree: string, above: readonly Frame[] = []): CallPath[] {
  const paths: CallPath[] = [];
  const open: Frame[] = [];
  for (const line of tree.split("\n")) {
    const [, indent, weight, name, library] = LINE.exec(line) ?? [];
    if (name === undefined || indent === undefined) continue;
    open.length = indent.length / 2;
    open.push({ name, library: library ?? null });
    if (weight !== undefined) paths.push({ frames: [...above, ...open].toReversed(), weight: Number(weight) });
  }
  return paths;
}

/** A chain of calls, the outermost first. */
export function callers(...names: readonly string[]): Frame[] {
  return names.map((text) => {
    const [name = "", library] = text.split(" @ ");
    return { name, library: library ?? null };
  });
}
