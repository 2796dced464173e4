// The snapshot's way to the servers: the gateway's route to each of them.
import { serverRoute } from "#api/routes.ts";
import { send } from "../../send.ts";
import type { Port } from "./take.ts";

export function portTo(cluster: string): Port {
  return {
    // A snapshot is of now: nobody else's older answer will do.
    ask: ({ server, target }, signal) => send({ url: serverRoute(cluster, server, target), signal, maxAge: 0 }),
    now: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener("abort", done);
        if (signal.aborted) done();
      }),
  };
}
