// The same few addresses come again and again in a profile: each gets a number, without making a bigint for each time.

export class AddressTable {
  private high = new Uint32Array(1024);
  private low = new Uint32Array(1024);
  /** By hash: the number of an address and one more; 0: none. */
  private slots = new Uint32Array(4096);
  private count = 0;

  /** The number of the address of these upper and lower 32 bits: counted from 0, in the order in which they come first. */
  indexOf(high: number, low: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(high, low) & mask;
    for (let found = this.slots[slot] ?? 0; found !== 0; found = this.slots[slot] ?? 0) {
      if (this.low[found - 1] === low && this.high[found - 1] === high) return found - 1;
      slot = (slot + 1) & mask;
    }
    const index = this.count++;
    if (index === this.low.length) this.grow();
    this.high[index] = high;
    this.low[index] = low;
    if (this.count * 2 > this.slots.length) this.rehash();
    else this.slots[slot] = index + 1;
    return index;
  }

  /** By their numbers. */
  addresses(): bigint[] {
    return Array.from({ length: this.count }, (_, index) => {
      return (BigInt(this.high[index] ?? 0) << 32n) | BigInt(this.low[index] ?? 0);
    });
  }

  private grow(): void {
    this.high = enlarged(this.high);
    this.low = enlarged(this.low);
  }

  private rehash(): void {
    this.slots = new Uint32Array(this.slots.length * 4);
    const mask = this.slots.length - 1;
    for (let index = 0; index < this.count; index++) {
      let slot = hash(this.high[index] ?? 0, this.low[index] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = index + 1;
    }
  }
}

function enlarged(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function hash(high: number, low: number): number {
  const first = low ^ (low >>> 16) ^ Math.imul(high, 0x9e37_79b1);
  const second = Math.imul(first, 0x85eb_ca6b);
  return second ^ (second >>> 13);
}
