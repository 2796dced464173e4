// The two ways in: straight from a connection, for reads, and as a web request, for everything. Who comes by either passes the same
// lane, and leaves the same line in the log.
import type { IncomingMessage, ServerResponse } from "node:http";
import { askingOf, type Asking, type HeaderReader } from "./asking.ts";
import { arrive, complete, depart, type Arrival, type EntranceOptions } from "./entrance.ts";
import { failureAnswer, GatewayFailure } from "./failure.ts";
import { finishedOf, responseOf, send, type Finished } from "./finished.ts";
import { calledHost, refuseHost, type Doors } from "./guard.ts";
import type { Lane } from "./read-lane.ts";
import type { Visit } from "./people/visit.ts";

export interface FrontOptions extends EntranceOptions {
  readonly doors: Doors;
  readonly visitOf: (headers: HeaderReader, peer: string | null) => Visit;
  readonly lane: (asking: Asking, visit: Visit) => Lane | null;
  readonly routes: (request: Request, arrival: Arrival) => Promise<Response>;
}

export interface Front {
  /** False: nothing was done, and `fetch` is to answer. */
  readonly answer: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;
  /** Gives an answer that somebody else made its number, and a line in the log. */
  readonly note: (request: Request, peer: string | null, response: Response) => Response;
  readonly fetch: (request: Request, peer: string | null) => Promise<Response>;
}

export function front(options: FrontOptions): Front {
  const { doors, log, visitOf, lane, routes } = options;
  const write = depart(options);

  function note(request: Request, arrival: Arrival, response: Response): Response {
    const departure = complete(response, arrival.id);
    write(request, arrival, departure, departure);
    return response;
  }

  async function finish(answering: Lane, arrival: Arrival): Promise<Finished> {
    try {
      return await answering(arrival);
    } catch (error) {
      if (!(error instanceof GatewayFailure)) log.mistake(error, arrival.id);
      return failureAnswer(error, arrival.id);
    }
  }

  async function straight(asking: Asking, outgoing: ServerResponse, answering: Lane, visit: Visit): Promise<void> {
    const arrival = arrive(visit);
    try {
      const answer = await finish(answering, arrival);
      write(asking, arrival, answer, await send(outgoing, answer));
    } catch (error) {
      log.mistake(error, arrival.id);
      outgoing.destroy();
    }
  }

  return {
    note: (request, peer, response) => note(request, arrive(visitOf(request.headers, peer)), response),
    answer: (incoming, outgoing) => {
      const asking = askingOf(incoming);
      if (asking === null || refuseHost(calledHost(incoming), doors) !== null) return false;
      const visit = visitOf(asking.headers, incoming.socket.remoteAddress ?? null);
      const answering = lane(asking, visit);
      if (answering === null) return false;
      void straight(asking, outgoing, answering, visit);
      return true;
    },
    fetch: async (request, peer) => {
      const visit = visitOf(request.headers, peer);
      const arrival = arrive(visit);
      const refusal = refuseHost(request.headers.get("host") ?? undefined, doors);
      const answering = refusal === null ? lane(request, visit) : null;
      const response =
        answering === null
          ? (refusal ?? (await routes(request, arrival)))
          : responseOf(await finish(answering, arrival));
      const finished = finishedOf(response);
      if (finished === undefined) return note(request, arrival, response);
      void finished.sent.then((sent) => write(request, arrival, finished, sent));
      return response;
    },
  };
}
