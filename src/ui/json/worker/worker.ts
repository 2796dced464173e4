// The worker that has the document: it takes what the page says to the session, and has the platform's clock and workers.
import type { FromSeeker, Seeker } from "../search/seeker-protocol.ts";
import type { Answers, FromWorker, Question, Questions, ToWorker } from "./protocol.ts";
import { Session, type SessionHost } from "./session.ts";

/** A message to oneself comes after those that wait; a timer would come milliseconds later. */
function pauser(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.addEventListener("message", () => waiting.shift()?.());
  port1.start();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

function startSeeker(): Seeker {
  const worker = new Worker(new URL("../search/seeker.ts", import.meta.url), { type: "module" });
  let receive: (message: FromSeeker) => void = () => {};
  worker.addEventListener("message", ({ data }: MessageEvent<FromSeeker>) => receive(data));
  worker.addEventListener("error", ({ message }) =>
    receive({ kind: "failed", message: message || "It cannot start." }),
  );
  return {
    send: (message, transfer) => worker.postMessage(message, [...transfer]),
    replies: (next) => {
      receive = next;
    },
    end: () => worker.terminate(),
  };
}

const host: SessionHost = {
  post: (message) => postMessage(message),
  pause: pauser(),
  now: () => performance.now(),
  startSeeker,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const session = new Session(host);
/** Loaded with the first question: rows do not need it. */
let answers: Promise<Answers> | null = null;

async function loadAnswers(): Promise<Answers> {
  const { Answerer } = await import("./questions.ts");
  return new Answerer(session, host);
}

async function answer<Name extends Question>(id: number, name: Name, ask: Questions[Name]["ask"]): Promise<FromWorker> {
  try {
    answers ??= loadAnswers();
    return { kind: "answer", id, answer: await (await answers)[name](ask) };
  } catch (error) {
    return { kind: "failed", id, message: error instanceof Error ? error.message : String(error) };
  }
}

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind !== "ask") return session.do(data);
  void answer(data.id, data.name, data.ask).then(host.post);
});
