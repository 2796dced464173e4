// A failure in words for people: what it is, how alarming, and what to do next. Pure.
import type { Failure } from "../answer.ts";

export interface FailureWords {
  readonly title: string;
  /** What one can do, or what happens by itself. */
  readonly next: string;
  /** Calm: it passes by itself and nobody need act. */
  readonly calm: boolean;
}

export function wordsFor(failure: Failure): FailureWords {
  switch (failure.kind) {
    case "offline":
      return {
        title: "No connection to the dashboard",
        next: "Check that it is still running and that this browser can reach it. This page keeps trying by itself.",
        calm: false,
      };
    case "gateway":
      return wordsForCode(failure.code);
    case "refused":
      return {
        title: "Pegasus refused",
        next: "What it said is shown here; the exchange has the whole answer.",
        calm: false,
      };
    case "unreadable":
      return {
        title: "The answer could not be read",
        next: "This may be another version of Pegasus than the dashboard knows. The explorer shows the answer as it came.",
        calm: false,
      };
    case "broken":
      return {
        title: "This part of the page failed",
        next: "This is a fault of the dashboard. Reloading the page may help.",
        calm: false,
      };
  }
}

/** What was said, less the sentences on each server that was asked: those are listed apart. */
export function headline(failure: Failure): string {
  if (failure.kind !== "gateway") return failure.message;
  const rest = failure.tried.reduce((text, { message }) => text.replace(message, ""), failure.message);
  return rest.replaceAll(/\s+/g, " ").trim() || failure.message;
}

function calm(title: string, next: string): FailureWords {
  return { title, next, calm: true };
}

function alarming(title: string, next: string): FailureWords {
  return { title, next, calm: false };
}

const BY_ITSELF = "This page asks again by itself.";

function wordsForCode(code: string): FailureWords {
  switch (code) {
    case "starting":
      return calm(
        "A meta server is starting",
        `It is left alone until it is safe to ask: a request too early would kill it. ${BY_ITSELF}`,
      );
    case "electing":
      return calm(
        "The meta servers are electing a leader",
        `That takes some seconds after a leader is lost. ${BY_ITSELF}`,
      );
    case "no-leader":
      return calm(
        "No meta server leads at the moment",
        `If this stays so for a minute, look at the meta servers and at ZooKeeper. ${BY_ITSELF}`,
      );
    case "unreachable":
      return alarming(
        "No server could be reached",
        `Check that the servers run and that the network lets this host through. ${BY_ITSELF}`,
      );
    case "timeout":
      return alarming("The server did not answer in time", `It may be overloaded or frozen. ${BY_ITSELF}`);
    case "dropped":
      return alarming("The server closed the connection without an answer", `It may just be restarting. ${BY_ITSELF}`);
    case "not-a-member":
      return alarming(
        "This server does not belong to the cluster",
        "The dashboard only talks to servers of the cluster. Check the address.",
      );
    case "not-recorded":
      return calm(
        "The recording does not have this",
        "It was not asked when the recording was made, or not before the moment shown.",
      );
    case "read-only":
      return calm("This cluster is read-only here", "The dashboard was started without permission to change it.");
    case "forbidden":
      return alarming("You may not do this", "It needs the role of operator.");
    case "sign-in":
      return alarming("You are not signed in", "Sign in and try again.");
    case "busy":
      return calm("The server is busy with other requests of this dashboard", BY_ITSELF);
    case "too-large":
      return alarming("The answer is too large to pass on", "Ask for less of it, e.g. with filters.");
    case "not-found":
      return alarming("The dashboard does not know this", "Check the address of this page.");
    case "bad-request":
      return alarming("The request was not understood", "What is wrong with it is said here.");
    default:
      return alarming("The dashboard's server failed", BY_ITSELF);
  }
}
