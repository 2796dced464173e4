// Where one is in the tree, and how one gets elsewhere.
import type { Bits } from "../core/bits.ts";
import { readPath } from "../core/path.ts";
import { inTurns, type Turns } from "./background.ts";
import { placeAtSteps } from "./carry.ts";
import { into, out, reveal, turn, turnSiblings, typeAhead } from "./moves.ts";
import { placeOfId, stepsTo, type Outline, type Place } from "./outline.ts";
import type { Command, Move } from "./protocol.ts";

export type Walk = Extract<Command, { kind: "turn" | "choose" | "move" }>;

export class Walker {
  private place: Place;
  private chosenTimes: number;
  /** Counts the moves: looking for what was typed ends with the next one. */
  private moves = 0;
  private readonly root: Outline;
  private readonly turns: Turns;
  private readonly changed: () => void;

  /** @param changed is called when something was found in the background. */
  constructor(root: Outline, place: Place, times: number, turns: Turns, changed: () => void) {
    this.root = root;
    this.place = place;
    this.chosenTimes = times;
    this.turns = turns;
    this.changed = changed;
  }

  get chosen(): Place {
    return this.place;
  }
  /** How often a row was chosen. */
  get times(): number {
    return this.chosenTimes;
  }

  /** The node of the document itself: of a row inside of a string, the string. */
  get node(): number {
    let place = this.place;
    while (place.outline.host !== null) place = place.outline.host;
    return place.node;
  }

  do(walk: Walk): void {
    if (walk.kind === "move") return this.move(walk.move);
    const place = placeOfId(this.root, walk.id);
    if (place === null) return;
    if (walk.kind === "turn") turn(place);
    this.choose(place);
  }

  /** As far as the path goes. False: not to its end, and not gone. */
  goTo(path: string, evenPart: boolean): boolean {
    const steps = readPath(path) ?? [];
    const place = placeAtSteps(this.root, steps);
    const whole = stepsTo(place).length >= steps.length;
    if (whole || evenPart) this.goToPlace(place);
    return whole;
  }

  /** To the next match or the one before, around the end. */
  goToMatch(matches: Bits, step: 1 | -1): void {
    if (matches.size === 0) return;
    const next = step > 0 ? matches.next(this.node + 1) : matches.previous(this.node);
    const around = step > 0 ? 0 : matches.size - 1;
    this.goToPlace({ outline: this.root, node: next >= 0 ? next : matches.select(around) });
  }

  /** When something was closed or hidden: to what is visible above it. */
  stayVisible(): void {
    this.place = this.root.visible(this.place);
  }

  private goToPlace(place: Place): void {
    reveal(place);
    this.choose(this.root.visible(place));
  }

  private choose(place: Place): void {
    this.place = this.root.visible(place);
    this.chosenTimes++;
  }

  private move(move: Move): void {
    const { root, place } = this;
    this.moves++;
    switch (move.kind) {
      case "by":
        return this.toRow(place.outline.rowOf(place.node) + move.rows);
      case "first":
        return this.toRow(0);
      case "last":
        return this.toRow(root.rowCount - 1);
      case "into":
        return this.choose(into(root, place));
      case "out":
        return this.choose(out(place));
      case "turn":
        turn(place);
        return this.choose(place);
      case "siblings":
        turnSiblings(place, move.open);
        return this.choose(place);
      case "type":
        return this.lookFor(move.text);
    }
  }

  private toRow(row: number): void {
    const place = this.root.placeAt(Math.max(0, Math.min(this.root.rowCount - 1, row)));
    if (place !== null) this.choose(place);
  }

  private lookFor(text: string): void {
    const begun = this.moves;
    const { outline, node } = this.place;
    const found: Place[] = [];
    const looking = typeAhead(this.root, outline.rowOf(node), text, (place) => found.push(place));
    inTurns(looking, this.turns, () => begun !== this.moves).then(
      () => {
        const [place] = found;
        if (place === undefined || begun !== this.moves) return;
        this.choose(place);
        this.changed();
      },
      () => {},
    );
  }
}
