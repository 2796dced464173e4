// The servers of a recording on ports of this machine: what they say at a moment, and which of them are down then.
import type { Socket } from "node:net";
import type { Request } from "../http/request.ts";
import { answerAt, isRefusing } from "./answer.ts";
import { askedOf, readAsked } from "./asked.ts";
import type { Decoded } from "./decoded.ts";
import type { Answer, Failure } from "./exchange.ts";
import type { History } from "./history.ts";
import { notRecorded } from "./not-recorded.ts";
import { Port } from "./port.ts";
import { addresses, type Addresses } from "./rewrite.ts";
import type { RecordedServer } from "./servers.ts";
import { serveConnection } from "./wire.ts";

export interface Part extends RecordedServer {
  readonly history: History;
}

interface Actor extends Part {
  readonly door: Port;
}

export class Stage {
  readonly addresses: Addresses;
  private readonly actors: readonly Actor[];
  private readonly keeper: Port;
  private readonly decoded: Decoded;
  private readonly at: () => number;

  private constructor(actors: readonly Actor[], keeper: Port, decoded: Decoded, at: () => number) {
    this.actors = actors;
    this.keeper = keeper;
    this.decoded = decoded;
    this.at = at;
    this.addresses = addresses(
      new Map(actors.flatMap(({ names, door }) => names.map((name) => [name, door.number] as const))),
    );
  }

  /** @param at the moment that is replayed, in ms since the epoch */
  static async open(parts: readonly Part[], decoded: Decoded, at: () => number): Promise<Stage> {
    const keeper = await Port.open((socket) => socket.unref());
    const actors = await Promise.all(
      parts.map(async (part) => {
        const actor: Actor = { ...part, door: await Port.open((socket) => stage.serve(actor, socket)) };
        return actor;
      }),
    );
    // Ports must be known before the first word is said; nobody knows of them before this returns.
    const stage = new Stage(actors, keeper, decoded, at);
    return stage;
  }

  /** Opens and closes ports as the servers were up and down at this moment. */
  follow(): void {
    const at = this.at();
    for (const { history, door } of this.actors) door.set(!isRefusing(history, at), this.keeper);
  }

  async settled(): Promise<void> {
    await Promise.all(this.actors.map(({ door }) => door.settled()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.actors.map(({ door }) => door.close()), this.keeper.close()]);
  }

  private serve(actor: Actor, socket: Socket): void {
    serveConnection(socket, (request) => this.reply(actor, request));
  }

  private reply({ names, history, door }: Actor, request: Request): Answer | Failure {
    const at = this.at();
    if (isRefusing(history, at)) {
      this.follow();
      return { kind: "fault", fault: "refused" };
    }
    const body = request.body.toString("utf8");
    const local = readAsked(request.method, request.target, body);
    const asked =
      local.target === undefined
        ? local
        : askedOf(request.method, this.addresses.recorded(local.target), request.target, body);
    const outcome = answerAt(history, asked, at, this.decoded);
    if (outcome === undefined) return notRecorded(names[0] ?? "", history, asked, at);
    return outcome.kind === "fault" ? outcome : this.addresses.rewrite(outcome, door.number);
  }
}
