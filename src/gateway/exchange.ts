// One question over undici, and its answer: whole, or as a flow where it is large and may be one. On undici's bare handlers: its
// promises, streams and signals cost more than the rest of a small answer (bench/gateway).
import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { Flow } from "./flow.ts";

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Empty where it flows. */
  readonly body: Buffer;
  readonly flow: Flow | null;
}

export interface Bounds {
  /** Of a whole answer, and how to say that it is more. */
  readonly largestBytes: number;
  readonly tooLarge: (largestBytes: number) => Error;
  /** Until the last byte; of a flow, until its head. */
  readonly longestMs: number;
  /** Null: it is wanted whole. */
  readonly streaming: StreamBounds | null;
  /** Told when the head has come. */
  readonly onHead: () => void;
}

export interface StreamBounds {
  /** Smaller answers come whole, for many to share. */
  readonly fromBytes: number;
  readonly largestBytes: number;
  readonly longestMs: number;
}

/** @throws what undici says, a TimeoutError, or `tooLarge` */
export function exchange(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions, bounds: Bounds): Promise<Heard> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(options, new Receiver(bounds, resolve, reject));
  });
}

class Receiver implements Dispatcher.DispatchHandler {
  private readonly bounds: Bounds;
  private readonly resolve: (heard: Heard) => void;
  private readonly reject: (error: Error) => void;
  private controller: Dispatcher.DispatchController | null = null;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private flow: Flow | null = null;
  private broken: Error | null = null;
  private timer: NodeJS.Timeout;

  constructor(bounds: Bounds, resolve: (heard: Heard) => void, reject: (error: Error) => void) {
    this.bounds = bounds;
    this.resolve = resolve;
    this.reject = reject;
    this.timer = setTimeout(() => this.late(), bounds.longestMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.broken !== null) controller.abort(this.broken);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.controller = controller;
    this.status = status;
    this.headers = headers;
    this.bounds.onHead();
    const announced = Number(headers["content-length"] ?? NaN);
    const { streaming, largestBytes, tooLarge } = this.bounds;
    if (streaming === null || status !== 200 || !(announced >= streaming.fromBytes)) {
      if (announced > largestBytes) this.fail(tooLarge(largestBytes));
      return;
    }
    if (announced > streaming.largestBytes) {
      this.fail(tooLarge(streaming.largestBytes));
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.late(), streaming.longestMs);
    controller.pause();
    this.flow = new Flow(announced, {
      pause: () => controller.pause(),
      resume: () => controller.resume(),
      abort: (reason) => this.fail(reason),
    });
    this.resolve({ status, headers, body: Buffer.alloc(0), flow: this.flow });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.flow !== null) {
      this.flow.push(chunk);
      return;
    }
    this.size += chunk.length;
    if (this.size > this.bounds.largestBytes) this.fail(this.bounds.tooLarge(this.bounds.largestBytes));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.timer);
    if (this.flow !== null) {
      this.flow.finish();
      return;
    }
    const [first = Buffer.alloc(0)] = this.chunks;
    const body = this.chunks.length > 1 ? Buffer.concat(this.chunks, this.size) : first;
    this.resolve({ status: this.status, headers: this.headers, body, flow: null });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.timer);
    this.broken ??= error;
    this.flow?.fail(this.broken);
    this.reject(this.broken);
  }

  private late(): void {
    this.fail(new DOMException("It took too long.", "TimeoutError"));
  }

  /** Ends it for our own reasons. */
  private fail(error: Error): void {
    if (this.broken !== null) return;
    this.broken = error;
    clearTimeout(this.timer);
    this.flow?.fail(error);
    this.reject(error);
    this.controller?.abort(error);
  }
}
