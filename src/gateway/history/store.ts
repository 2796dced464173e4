// The embedded history: values and events in a file under the data folder. Whatever happens to the file, the dashboard goes on: it says
// what is wrong, keeps the last hours in memory and tries again.
import { mkdirSync } from "node:fs";
import type { ClusterEvent } from "#api/events.ts";
import { SECOND, type Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { Blocks, type Instant } from "./blocks.ts";
import { Breather } from "./breather.ts";
import type { Buckets } from "./buckets.ts";
import type { SeriesRow } from "./history-file.ts";
import { keepHouse, type House } from "./housekeeping.ts";
import { packInstant, unpackInstant } from "./instant.ts";
import { fittingRange, lookUp, type Range } from "./look-up.ts";
import { WriterLock, isDamage, messageOf, openFile, setAside } from "./open-file.ts";
import { Periods } from "./periods.ts";
import { Recorder, isCoarse, type Reading } from "./recorder.ts";
import { SeriesNames } from "./series-names.ts";
import { Troubles, tierStatuses, type StoreStatus } from "./store-status.ts";
import { coarseStep, type Keeping } from "./tiers.ts";
import type { Scope } from "#pegasus/kept-metrics.ts";

const HOUSEKEEPING_MS = 20 * SECOND;
const JOURNAL_ROWS_AT_ONCE = 20;
/** New series in one transaction. */
const ROWS_AT_ONCE = 500;
/** Periods that could not be written stay in memory, so many of them. */
const MOST_PENDING = 3;

export class HistoryStore {
  readonly keeping: Keeping;
  private readonly directory: string;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly lock: WriterLock;
  private readonly stop = new AbortController();
  private readonly names = new SeriesNames();
  private readonly blocks: Blocks;
  private readonly periods = new Periods();
  private readonly recorder: Recorder;
  private house: House | null = null;
  private writer = false;
  private unsaved: SeriesRow[] = [];
  private journalRead = 0;
  private readonly troubles: Troubles;
  private loading: Promise<void>;
  private working: Promise<void>;

  constructor(directory: string, keeping: Keeping, clock: Clock, log: Log) {
    this.directory = directory;
    this.keeping = keeping;
    this.clock = clock;
    this.log = log;
    this.troubles = new Troubles(directory, log);
    this.lock = new WriterLock(directory);
    const steps = { fine: keeping.tiers[0].step, coarse: coarseStep(keeping) };
    this.blocks = new Blocks(keeping.tiers[0].period, steps);
    this.recorder = new Recorder(this.names, steps, (row) => this.unsaved.push(row));
    this.loading = this.open();
    this.working = this.work();
  }

  /** Keeps what a round told; `from` and `to` are ms. A process that only reads keeps nothing. Never throws. */
  async record(cluster: string, from: number, to: number, readings: readonly Reading[]): Promise<void> {
    await this.loading;
    if (!this.writer) return;
    const what = "What is measured now cannot be written";
    const instants = this.recorder.instants(cluster, from, to, readings);
    const breather = new Breather();
    // Who a series is must be known before its values are.
    const named = await this.saveSeries(what, breather);
    const packed = new Map<Instant["series"], Uint8Array>();
    for (const instant of instants) {
      this.blocks.put(instant);
      // Those of one round are alike.
      const data = packed.get(instant.series) ?? packInstant(instant);
      packed.set(instant.series, data);
      if (named) this.attempt(what, ({ file }) => file.addInstant(instant.at, instant.coarse, data));
      await breather.breathe();
    }
    for (const block of this.blocks.all().slice(0, -MOST_PENDING)) this.blocks.drop(block.start);
  }

  /** Whether all are written; those that cannot be wait for the next round. */
  private async saveSeries(what: string, breather: Breather): Promise<boolean> {
    for (;;) {
      const rows = this.unsaved.splice(0, ROWS_AT_ONCE);
      if (rows.length === 0) return true;
      const write = ({ file }: House): void => {
        for (const row of rows) file.addSeries(row);
      };
      if (!this.attempt(what, (house) => house.file.together(() => write(house)))) {
        this.unsaved.unshift(...rows);
        return false;
      }
      await breather.breathe();
    }
  }

  async tell(cluster: string, event: Omit<ClusterEvent, "id">): Promise<void> {
    await this.loading;
    if (this.writer) this.attempt("An event cannot be written", ({ file }) => file.addEvent(cluster, event));
  }

  /** Newest first. */
  async events(cluster: string, from: number, to: number, most: number): Promise<ReturnType<House["file"]["events"]>> {
    await this.loading;
    let events: ReturnType<House["file"]["events"]> = [];
    this.attempt("Events cannot be read", ({ file }) => {
      events = file.events(cluster, from, to, most);
    });
    return events;
  }

  /** The entities of which there is a series. */
  async entities(cluster: string, metric: string, scope: Scope): Promise<ReadonlyMap<string, number>> {
    await this.caughtUp();
    return this.names.group(cluster, metric, scope) ?? new Map();
  }

  fitting(scope: Scope, range: Range): Range {
    const [first] = this.keeping.tiers;
    return fittingRange(this.keeping, isCoarse(scope) ? coarseStep(this.keeping) : first.step, range, this.clock.now());
  }

  /** Values of these series; `range` is a fitting one. What cannot be read is missing, and the status says why. */
  async values(series: readonly number[], range: Range): Promise<Map<number, Buckets>> {
    const { house } = this;
    if (house === null) return new Map();
    const what = "Values cannot be read";
    try {
      const found = await lookUp(house, series, range);
      this.troubles.wentWell(what);
      return found;
    } catch (error) {
      this.failed(what, error);
      return new Map();
    }
  }

  status(): StoreStatus {
    const { house, writer, troubles, names, keeping, periods } = this;
    const size = { used: 0, files: 0 };
    if (house !== null) this.attempt("Its size cannot be read", ({ file }) => Object.assign(size, file.size()));
    const { failure, note } = troubles;
    return {
      mode: house === null ? "memory-only" : writer ? "writes" : "reads-only",
      failure,
      note,
      usedBytes: size.used,
      fileBytes: size.files,
      series: names.highest,
      tiers: tierStatuses(keeping, periods, this.blocks.all()[0]?.start ?? null),
    };
  }

  /** All that is due, now. Never throws. */
  async maintain(): Promise<void> {
    await this.loading;
    const { house } = this;
    const what = "The history cannot be kept in order";
    try {
      if (house === null) await this.reopen();
      else if (this.writer) await keepHouse(house, this.clock.now());
      else if (this.lock.take()) await this.takeOver();
      this.troubles.wentWell(what);
    } catch (error) {
      this.failed(what, error);
    }
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.loading;
    await this.working;
    this.house?.file.close();
    this.house = null;
    this.lock.release();
  }

  private async work(): Promise<void> {
    while (!this.stop.signal.aborted) {
      await this.clock.sleep(HOUSEKEEPING_MS, this.stop.signal);
      if (!this.stop.signal.aborted) await this.maintain();
    }
  }

  private async open(): Promise<void> {
    const what = "The history cannot be opened";
    try {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      this.writer = this.lock.take();
      if (!this.writer) this.log.say(`Another process keeps the history in ${this.directory}: this one reads it only.`);
      const { file, note } = openFile(this.directory, this.keeping, this.writer, this.clock.now());
      if (note !== null) this.troubles.say(note);
      this.house = { file, keeping: this.keeping, blocks: this.blocks, periods: this.periods };
      this.periods.read(file);
      await this.readNew();
      this.troubles.wentWell(what);
    } catch (error) {
      this.failed(what, error);
    }
  }

  /** The process that wrote has ended. */
  private async takeOver(): Promise<void> {
    this.log.say(`The history in ${this.directory} is kept by this process from now on.`);
    await this.catchUp();
    this.writer = true;
  }

  private async reopen(): Promise<void> {
    this.house?.file.close();
    this.house = null;
    this.names.clear();
    this.blocks.clear();
    this.unsaved = [];
    this.journalRead = 0;
    this.loading = this.open();
    await this.loading;
  }

  /** A process that only reads sees what the other has written meanwhile. */
  private async caughtUp(): Promise<void> {
    await this.loading;
    if (this.writer || this.house === null) return;
    try {
      await this.catchUp();
    } catch (error) {
      this.failed("Values cannot be read", error);
    }
  }

  private async catchUp(): Promise<void> {
    if (this.house === null) return;
    this.periods.read(this.house.file);
    for (const { start } of this.blocks.all()) if (this.periods.has(0, start)) this.blocks.drop(start);
    await this.readNew();
  }

  private async readNew(): Promise<void> {
    const { house } = this;
    if (house === null) return;
    for (const row of house.file.seriesAfter(this.names.highest)) this.names.add(row);
    const breather = new Breather();
    for (;;) {
      const rows = house.file.journalAfter(this.journalRead, JOURNAL_ROWS_AT_ONCE);
      for (const { id, at, coarse, data } of rows) {
        this.journalRead = id;
        if (this.periods.has(0, this.blocks.startOf(at))) continue;
        try {
          this.blocks.put({ at, coarse: coarse === 1, ...unpackInstant(data) });
        } catch (error) {
          this.failed("An instant of the last hours cannot be read", error);
        }
      }
      if (rows.length < JOURNAL_ROWS_AT_ONCE) return;
      await breather.breathe();
    }
  }

  /** Whether it went well. */
  private attempt(what: string, work: (house: House) => void): boolean {
    if (this.house === null) return false;
    try {
      work(this.house);
      this.troubles.wentWell(what);
      return true;
    } catch (error) {
      this.failed(what, error);
      return false;
    }
  }

  private failed(what: string, error: unknown): void {
    this.troubles.failed(what, error);
    if (isDamage(error) && this.writer && !this.stop.signal.aborted && this.house !== null) this.beginAnew(error);
  }

  /** The file is no good any more: it is set aside, for those who want to look at it. */
  private beginAnew(error: unknown): void {
    this.house?.file.close();
    this.house = null;
    const aside = setAside(this.directory, this.clock.now());
    this.troubles.say(`It was damaged (${messageOf(error)}): the history until now was set aside as ${aside}.`);
    this.loading = this.reopen();
  }
}
