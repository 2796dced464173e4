// Which recorded moment it is: it moves with a clock, faster or slower, and stops at the end of the recording.
import type { Clock } from "../clock.ts";

export class ReplayClock {
  private readonly clock: Clock;
  private readonly from: number;
  private readonly to: number;
  private moment: number;
  private since: number;
  private rate: number;

  /** `from`, `to` and `at` in ms since the epoch; `speed` 1 is as it was, 0 stands still. */
  constructor(clock: Clock, from: number, to: number, at: number, speed: number) {
    this.clock = clock;
    this.from = from;
    this.to = to;
    this.since = clock.now();
    this.moment = this.clamp(at);
    this.rate = checkedSpeed(speed);
  }

  at(): number {
    return this.clamp(this.moment + (this.clock.now() - this.since) * this.rate);
  }

  /** Outside the recording: its nearer end. */
  seek(at: number): void {
    this.moment = this.clamp(at);
    this.since = this.clock.now();
  }

  speed(): number {
    return this.rate;
  }

  /** @throws {RangeError} for a negative speed: a recording cannot run backwards */
  setSpeed(speed: number): void {
    const checked = checkedSpeed(speed);
    this.seek(this.at());
    this.rate = checked;
  }

  /** How many real ms from now the recording comes to this moment; `undefined` for never. */
  until(at: number): number | undefined {
    const ahead = at - this.at();
    return this.rate > 0 && ahead >= 0 && at <= this.to ? ahead / this.rate : undefined;
  }

  private clamp(at: number): number {
    if (Number.isNaN(at)) throw new RangeError("A moment of a recording must be a time, in ms since the epoch");
    return Math.min(Math.max(at, this.from), this.to);
  }
}

function checkedSpeed(speed: number): number {
  if (!(speed >= 0) || !Number.isFinite(speed))
    throw new RangeError(`The speed of a replay is 0 (it stands still) or more, not ${speed}`);
  return speed;
}
