// The worker that reads profiles and has what was made of them: it takes what the page asks to the session.
import type { FromWorker, Question, Questions, ToWorker } from "./protocol.ts";
import { Session } from "./session.ts";

const session = new Session();

async function answer<Name extends Question>({ id, name, ask }: ToWorker<Name>): Promise<FromWorker> {
  try {
    // Each name goes with its own question and answer; the compiler does not follow that through the table of handlers.
    const handler = session[name].bind(session) as (
      ask: Questions[Name]["ask"],
    ) => Promise<Questions[Name]["answer"]> | Questions[Name]["answer"];
    return { id, ok: true, answer: await handler(ask) };
  } catch (error) {
    const message = error instanceof RangeError ? NO_ROOM : error instanceof Error ? error.message : String(error);
    return { id, ok: false, message };
  }
}

const NO_ROOM = "This profile needs more memory than the browser gives to a page.";

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  void answer(data).then((message) => postMessage(message));
});
