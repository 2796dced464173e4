// A sum of which parts may be missing: a server that did not answer, a counter that began anew. Told without them it would be a dip that
// never was; so it is told only where what is missing hardly counts.

/** The missing may be this part of the whole. */
const TOLERATED = 0.01;

export class CarefulSum {
  private sum = 0;
  private told = 0;
  private weight = 0;
  private missing = 0;
  private missingWeight = 0;
  private weighed = true;

  /** `weight`: how much of the whole this was when it was last seen; null: not known. */
  add(value: number | null, weight: number | null): void {
    if (weight === null) this.weighed = false;
    else this.weight += weight;
    if (value !== null) {
      this.sum += value;
      this.told++;
      return;
    }
    this.missing++;
    this.missingWeight += weight ?? 0;
  }

  /** Null: nothing is there, or too much is missing. */
  get value(): number | null {
    if (this.told === 0) return null;
    const share =
      this.weighed && this.weight > 0 ? this.missingWeight / this.weight : this.missing / (this.told + this.missing);
    return share > TOLERATED ? null : this.sum;
  }
}
