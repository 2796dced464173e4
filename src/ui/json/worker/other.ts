// The document that another is compared with, while it comes.
import type { Bytes } from "../core/bytes.ts";
import { Intake } from "./intake.ts";

export class Other {
  /** Comes when all of it is there. */
  readonly whole: Promise<Intake>;
  private readonly intake: Intake;
  private done: (intake: Intake) => void = () => {};

  constructor(expected: number) {
    this.intake = new Intake(expected);
    this.whole = new Promise((resolve) => {
      this.done = resolve;
    });
  }

  add(data: string | Bytes, last: boolean): void {
    this.intake.add(data, last);
    if (last) this.done(this.intake);
  }
}
