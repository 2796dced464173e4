// A session without a worker, and what the page would see of it: for tests.
import type { Seeker } from "../search/seeker-protocol.ts";
import type { DocumentState, Feed, FromWorker, Move, RowFacts } from "./protocol.ts";
import { Answerer } from "./questions.ts";
import { Session, type SessionHost } from "./session.ts";

interface Seen {
  readonly state: DocumentState;
  readonly rows: readonly RowFacts[];
}

interface Talk {
  readonly level?: number | "all" | null;
  readonly at?: string;
  /** Characters of each piece in which the content comes. */
  readonly piece?: number;
  readonly startSeeker?: () => Seeker;
  readonly after?: SessionHost["after"];
}

const later: SessionHost["after"] = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const noSeeker = (): Seeker => {
  throw new Error("no worker here");
};

/** A session as the page has it, with what it sees. The content comes in pieces of so many characters. */
export function talk(
  text: string,
  { level = null, at = "$", piece = 7, startSeeker = noSeeker, after = later }: Talk = {},
) {
  const said: FromWorker[] = [];
  const host: SessionHost = {
    post: (message) => said.push(message),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
    startSeeker,
    after,
  };
  const session = new Session(host);
  const feed = (content: string, into: Feed = "document"): void => {
    for (let from = 0; from === 0 || from < content.length; from += piece) {
      session.do({
        kind: "chunk",
        into,
        data: content.slice(from, from + piece),
        last: from + piece >= content.length,
      });
    }
  };
  session.do({ kind: "open", source: { kind: "text", length: text.length }, level, at });
  session.do({ kind: "window", from: 0, to: 100, top: 0, needFrom: 0, needTo: 100 });
  feed(text);
  const seen = (): Seen => {
    const view = said.findLast((message) => message.kind === "view");
    if (view === undefined) throw new Error("nothing was shown");
    return view;
  };
  const rows = (): string[] => seen().rows.map((row) => `${"  ".repeat(row.level - 1)}${named(row)}${sign(row)}`);
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const move = (...moves: Move[]): void => {
    for (const one of moves) session.do({ kind: "move", move: one });
  };
  const chosen = (): string | undefined => seen().state.chosen?.jsonPath;
  const answers = new Answerer(session, host);
  return { session, answers, feed, seen, rows, settled, move, chosen };
}

export function named({ label }: RowFacts): string {
  switch (label.kind) {
    case "root":
      return "$";
    case "index":
      return String(label.index);
    case "key":
      return label.of === 1 ? label.key : `${label.key}#${label.nth}/${label.of}`;
  }
}

function sign({ open, text }: RowFacts): string {
  return open === null ? `=${text}` : open ? " -" : " +";
}
