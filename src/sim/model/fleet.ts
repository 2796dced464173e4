// The processes of the cluster: one at each address, the present one.
import { keyOf, seeded } from "../random.ts";
import { diskRoot } from "./disks.ts";
import { Flags } from "./flags.ts";
import type { Build, ClusterPlan, DiskPlan, ProcessPlan } from "./plan.ts";
import { longAgo, type Process } from "./process.ts";
import { iniSettings } from "./settings.ts";

const SECOND = 1000;

export interface Addresses {
  readonly metas: readonly string[];
  readonly replicas: readonly string[];
  readonly collectors: readonly string[];
}

interface Berth {
  readonly address: string;
  readonly role: Process["role"];
  readonly key: number;
  readonly build: Build;
  readonly disks: readonly DiskPlan[];
  readonly settings: ReadonlyMap<string, string>;
}

/** When a process started and, of a meta, what its start is like (9.1); ms since the epoch. */
export type Start = Pick<Process, "startedAt" | "speaksFrom" | "countsBeaconsFrom" | "fragileUntil">;

export class Fleet {
  private readonly berths = new Map<string, Berth>();
  private readonly processes = new Map<string, Process>();

  constructor(plan: ClusterPlan, addresses: Addresses, seed: number, now: number) {
    const roles = [
      ["meta", addresses.metas],
      ["replica", addresses.replicas],
      ["collector", addresses.collectors],
    ] as const;
    let number = 0;
    for (const [role, list] of roles) {
      for (const [index, address] of list.entries()) {
        const own = plan.processes.find((process) => process.role === role && process.index === index);
        const key = keyOf(seed, "process", number++);
        this.berths.set(address, berthOf({ address, role, key }, plan, own, addresses.metas));
        const startedAt =
          own?.startedAt ?? (own?.uptime === undefined ? longAgo(now, seeded(key)) : now - own.uptime * SECOND);
        const process = this.start(address, { startedAt, countsBeaconsFrom: startedAt, fragileUntil: startedAt });
        if (own?.absent === true) process.state = "down";
        for (const [flag, value] of Object.entries(own?.updated ?? {})) process.flags.update(flag, value);
      }
    }
  }

  /** @throws for an address that is no server of this cluster. */
  at(address: string): Process {
    const process = this.processes.get(address);
    if (process === undefined) {
      throw new Error(`${address} is no server of this cluster; it has ${[...this.processes.keys()].join(", ")}`);
    }
    return process;
  }

  /** A new process at an address: its flags are those of the INI again. */
  start(address: string, start: Start): Process {
    const berth = this.berths.get(address);
    if (berth === undefined) return this.at(address); // which says what is wrong
    const process: Process = {
      ...berth,
      ...start,
      flags: new Flags(berth.settings),
      profiling: { isBusy: false, symbolsAt: null },
      thrownOut: [],
      state: "up",
    };
    this.processes.set(address, process);
    return process;
  }

  /** Another binary lies at this address: the next process there is of it. */
  install(address: string, build: Build): void {
    const berth = this.berths.get(this.at(address).address);
    if (berth !== undefined) this.berths.set(address, { ...berth, build });
  }
}

function berthOf(
  place: Pick<Berth, "address" | "role" | "key">,
  plan: ClusterPlan,
  own: ProcessPlan | undefined,
  metas: readonly string[],
): Berth {
  const disks = own?.disks ?? plan.disks;
  const settings = new Map([
    ...iniSettings(metas, plan.name),
    ["data_dirs", dataDirs(disks, plan.name)] as const,
    ...Object.entries(plan.settings),
    ...Object.entries(own?.settings ?? {}),
  ]);
  return { ...place, build: own?.build ?? plan.build, disks, settings };
}

/** As the INI says it: nothing where there is only the folder that every server has. */
function dataDirs(disks: readonly DiskPlan[], cluster: string): string {
  if (disks.some(({ tag }) => tag === "default")) return "";
  return disks.map(({ tag }) => `${tag}:${diskRoot(tag, cluster)}`).join(",");
}
