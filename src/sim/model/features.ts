// What a cluster does beside serving its tables: environments, compactions, duplications, bulk loads and backups.
import { AppEnvs } from "./app-envs.ts";
import { Backups } from "./backups.ts";
import { BulkLoads } from "./bulk-loads.ts";
import { Compactions } from "./compactions.ts";
import { Duplications } from "./duplications.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import type { Surroundings } from "./surroundings.ts";

const DAY = 86_400_000;

interface Orders {
  readonly cluster: string;
  /** Sets the meta function level to steady. */
  readonly steady: (now: number) => void;
}

export class Features {
  readonly envs: AppEnvs;
  readonly compactions: Compactions;
  readonly duplications: Duplications;
  readonly bulkLoads: BulkLoads;
  readonly backups: Backups;

  /** To be made when the tables are there. */
  constructor(place: Surroundings, plan: FeaturePlan, { cluster, steady }: Orders) {
    this.compactions = new Compactions(place);
    this.envs = new AppEnvs(place, (at) => {
      this.compactions.envsChanged(at);
    });
    this.duplications = new Duplications(place, plan.remotes);
    this.bulkLoads = new BulkLoads(place, cluster, steady);
    this.backups = new Backups(place, plan.policies);
    for (const { table, age, ...wanted } of plan.duplications) {
      const found = place.tables.named(table);
      if (found !== undefined) this.duplications.addPast(found, wanted, place.began - age * DAY);
    }
  }
}
