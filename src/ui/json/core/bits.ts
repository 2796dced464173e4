// A set of small numbers as bits, that can say how many there are before one and which is the k-th.

const WORD_BITS = 5;
const WORD = 32;
/** Words that share one count. */
const GROUP_BITS = 4;
const GROUP = 1 << GROUP_BITS;

export class Bits {
  private words: Uint32Array;
  /** By group of words: how many bits are set before it. Right up to the group `counted`. */
  private before: Uint32Array;
  private counted = 0;

  /** Numbers from 0 to below `capacity` can be held; `reserve` makes room for more. */
  constructor(capacity: number) {
    const groups = (capacity >>> (WORD_BITS + GROUP_BITS)) + 1;
    this.words = new Uint32Array(groups * GROUP);
    this.before = new Uint32Array(groups + 1);
  }

  reserve(capacity: number): void {
    const groups = (capacity >>> (WORD_BITS + GROUP_BITS)) + 1;
    if (groups * GROUP <= this.words.length) return;
    const more = Math.ceil(groups * 1.25);
    const words = new Uint32Array(more * GROUP);
    words.set(this.words);
    const before = new Uint32Array(more + 1);
    before.set(this.before);
    this.words = words;
    this.before = before;
  }

  has(bit: number): boolean {
    return (((this.words[bit >>> WORD_BITS] ?? 0) >>> (bit & (WORD - 1))) & 1) === 1;
  }

  add(bit: number): void {
    const word = bit >>> WORD_BITS;
    this.words[word] = (this.words[word] ?? 0) | (1 << (bit & (WORD - 1)));
    this.stale(word);
  }

  delete(bit: number): void {
    const word = bit >>> WORD_BITS;
    this.words[word] = (this.words[word] ?? 0) & ~(1 << (bit & (WORD - 1)));
    this.stale(word);
  }

  clear(): void {
    this.words.fill(0);
    this.counted = 0;
  }

  /** Sets those from `from` to below `to`. */
  addRange(from: number, to: number): void {
    let bit = from;
    for (; bit < to && (bit & (WORD - 1)) !== 0; bit++) this.add(bit);
    const words = (to - bit) >>> WORD_BITS;
    if (words > 0) {
      const word = bit >>> WORD_BITS;
      this.words.fill(0xffffffff, word, word + words);
      this.stale(word);
      bit += words << WORD_BITS;
    }
    for (; bit < to; bit++) this.add(bit);
  }

  get size(): number {
    return this.rank(this.words.length << WORD_BITS);
  }

  /** How many are below `bit`. */
  rank(bit: number): number {
    const word = Math.min(bit >>> WORD_BITS, this.words.length);
    this.count((word >>> GROUP_BITS) + 1);
    let sum = this.before[word >>> GROUP_BITS] ?? 0;
    for (let at = word & ~(GROUP - 1); at < word; at++) sum += ones(this.words[at] ?? 0);
    const rest = bit & (WORD - 1);
    return rest === 0 ? sum : sum + ones((this.words[word] ?? 0) & ((1 << rest) - 1));
  }

  /** The one that has `rank` others below it; -1 where there are not so many. */
  select(rank: number): number {
    const groups = this.words.length >>> GROUP_BITS;
    this.count(groups);
    if (rank < 0 || rank >= (this.before[groups] ?? 0)) return -1;
    let low = 0;
    let high = groups - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.before[middle] ?? 0) <= rank) low = middle;
      else high = middle - 1;
    }
    let left = rank - (this.before[low] ?? 0);
    for (let word = low << GROUP_BITS; ; word++) {
      const bits = this.words[word] ?? 0;
      const here = ones(bits);
      if (left < here) return (word << WORD_BITS) + nth(bits, left);
      left -= here;
    }
  }

  /** The first at or after `from`; -1 where there is none. */
  next(from: number): number {
    return this.select(this.rank(from));
  }

  /** The last before `to`; -1 where there is none. */
  previous(to: number): number {
    return this.select(this.rank(to) - 1);
  }

  private stale(word: number): void {
    const group = word >>> GROUP_BITS;
    if (group < this.counted) this.counted = group;
  }

  private count(groups: number): void {
    const to = Math.min(groups, this.words.length >>> GROUP_BITS);
    for (let group = this.counted; group < to; group++) {
      let sum = this.before[group] ?? 0;
      const end = (group + 1) << GROUP_BITS;
      for (let word = group << GROUP_BITS; word < end; word++) sum += ones(this.words[word] ?? 0);
      this.before[group + 1] = sum;
    }
    if (to > this.counted) this.counted = to;
  }
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The place of the bit that has `rank` others below it. */
function nth(word: number, rank: number): number {
  let bits = word;
  for (let skipped = 0; skipped < rank; skipped++) bits &= bits - 1;
  return 31 - Math.clz32(bits & -bits);
}
