// What was made of texts that come again and again, as the paths that pages poll: a few hundred, so that nobody can fill the memory.

const MOST = 500;

export class Kept<T> {
  private readonly known = new Map<string, T>();
  private readonly make: (text: string) => T;
  constructor(make: (text: string) => T) {
    this.make = make;
  }

  /** @throws what making it throws, each time */
  of(text: string): T {
    const found = this.known.get(text);
    if (found !== undefined) return found;
    const made = this.make(text);
    if (this.known.size >= MOST) this.known.clear();
    this.known.set(text, made);
    return made;
  }
}
