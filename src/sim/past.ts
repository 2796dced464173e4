// Tells a world what happened to it before the beginning.
import type { World } from "./model/world.ts";
import type { Past, Scenario } from "./scenarios/scenario.ts";
import { shellOf } from "./shell.ts";

const SECOND = 1000;

/** When a world must begin so that the scenario's past fits in before `now`; both ms since the epoch. */
export function beginOf({ past }: Scenario, now: number, timeScale: number): number {
  return now - (past?.seconds ?? 0) * SECOND * timeScale;
}

/** Brings `world`, which has just been made, to `now`. */
export function tellPast(world: World, { past }: Scenario, now: number, timeScale: number): void {
  if (past !== undefined) past.tell(new Telling(world, now, timeScale));
  world.advance(now);
}

class Telling implements Past {
  readonly metas: readonly string[];
  readonly replicas: readonly string[];
  readonly shell: Past["shell"];
  readonly zookeeper: Past["zookeeper"];
  private readonly world: World;
  private readonly end: number;
  private readonly timeScale: number;
  private now: number;

  constructor(world: World, end: number, timeScale: number) {
    this.world = world;
    this.end = end;
    this.timeScale = timeScale;
    this.now = world.now;
    this.metas = world.metas;
    this.replicas = world.replicas;
    this.shell = shellOf(world, () => this.now);
    this.zookeeper = {
      freeze: () => {
        world.zookeeper.freeze(this.now);
      },
      leave: () => {
        world.zookeeper.leave(this.now);
      },
      thaw: () => {
        world.zookeeper.back(this.now);
      },
    };
  }

  // Functions of their own, since tellers take them out of their past.
  readonly ago = (seconds: number): void => {
    this.now = this.end - seconds * SECOND * this.timeScale;
    this.world.advance(this.now);
  };
  readonly kill = (server: string): void => {
    this.world.died(server, this.now);
  };
  readonly freeze = (server: string): void => {
    this.world.froze(server, this.now);
  };
  readonly start = (server: string): void => {
    this.world.started(server, this.now);
  };
  readonly heat = (app: string, partition: number, factor: number): void => {
    this.world.heat(app, partition, factor, this.now);
  };
}
