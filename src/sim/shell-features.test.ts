// The orders of the shell over real sockets: what one tells the cluster is what HTTP tells then.
import { afterEach, expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { startCluster, type SimulatedCluster } from "./cluster.ts";

let cluster: SimulatedCluster | undefined;
/** ms since the epoch: time stands still but for `pass`. */
let now = Date.UTC(2026, 2, 13, 8);

afterEach(async () => {
  await cluster?.close();
  cluster = undefined;
});

async function start(): Promise<SimulatedCluster> {
  cluster = await startCluster({ scenario: "healthy", clock: { now: () => now } });
  return cluster;
}

function pass(seconds: number): void {
  now += seconds * 1000;
}

async function ask(server: string | undefined, target: string, body?: string): Promise<string> {
  const answer = await fetch(`http://${server}${target}`, body === undefined ? {} : { method: "POST", body });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain");
  return answer.text();
}

it("environments are set, taken away and cleared", async () => {
  const { shell, metas } = await start();
  const envs = async () => CALL.appEnvs.answer.decode(await ask(metas[0], "/meta/app_envs?name=sessions"));
  shell.setEnvs("sessions", { "replica.slow_query_threshold": "40" });
  pass(1);
  expect(await envs()).toEqual({
    default_ttl: "604800",
    "replica.slow_query_threshold": "40",
    "rocksdb.usage_scenario": "normal",
  });
  shell.removeEnvs("sessions", ["default_ttl"]);
  pass(1);
  expect(Object.keys(await envs())).toEqual(["replica.slow_query_threshold", "rocksdb.usage_scenario"]);
  shell.clearEnvs("sessions");
  pass(1);
  expect(await envs()).toEqual({});
  expect(() => {
    shell.setEnvs("sessions", { default_ttl: "-1" });
  }).toThrow("ERR_INVALID_PARAMETERS: invalid value '-1', should be '>= 0'");
  expect(() => {
    shell.clearEnvs("nope");
  }).toThrow('There is no table "nope" in service');
});

it("a duplication is added, paused, started, told to skip and removed", async () => {
  const { shell, metas } = await start();
  const state = async () => {
    const list = CALL.duplication.answer.decode(await ask(metas[0], "/meta/app/duplication?name=temp"));
    const [first] = list?.duplications ?? [];
    return first === undefined ? null : `${first.status} ${first.fail_mode} ${first.remote}`;
  };
  const id = shell.addDuplication("temp", { remote: "onebox2" });
  expect(await state()).toBe("DS_LOG FAIL_SLOW onebox2");
  shell.pauseDuplication("temp", id);
  expect(await state()).toBe("DS_PAUSE FAIL_SLOW onebox2");
  shell.setDuplicationFailMode("temp", id, "FAIL_SKIP");
  shell.startDuplication("temp", id);
  expect(await state()).toBe("DS_LOG FAIL_SKIP onebox2");
  shell.removeDuplication("temp", id);
  expect(await state()).toBeNull();
  expect(() => {
    shell.pauseDuplication("temp", id);
  }).toThrow(`Table "temp" has no duplication ${id}`);
});

it("a bulk load is paused, restarted and cancelled", async () => {
  const { shell, metas } = await start();
  const state = async () =>
    CALL.queryBulkLoad.answer.decode(await ask(metas[0], "/meta/app/query_bulk_load?name=orders")).app_status;
  const request = {
    app_name: "orders",
    cluster_name: "elsewhere",
    file_provider_type: "hdfs_service",
    remote_root_path: "loads",
  };
  expect(() => {
    shell.startBulkLoad(request);
  }).toThrow("ERR_OBJECT_NOT_FOUND: read bulk_load_info failed");
  expect(() => {
    shell.pauseBulkLoad("orders");
  }).toThrow("app(orders) is not executing bulk load");
  shell.putBulkLoadFiles({
    provider: "hdfs_service",
    root: "loads",
    cluster: "elsewhere",
    table: "orders",
    sizeMb: 90_000,
  });
  expect(await ask(metas[0], "/meta/app/start_bulk_load", JSON.stringify(request))).toBe(
    '{"error":"ERR_OK","hint_msg":""}\n',
  );
  shell.pauseBulkLoad("orders");
  pass(10);
  expect(await state()).toBe("BLS_PAUSED");
  shell.restartBulkLoad("orders");
  expect(await state()).toBe("BLS_DOWNLOADING");
  shell.cancelBulkLoad("orders");
  expect(await state()).toBe("BLS_CANCELED");
});

it("a backup policy is added, disabled and enabled", async () => {
  const { shell, metas } = await start();
  const status = async () =>
    CALL.backupPolicy.answer.decode(await ask(metas[0], "/meta/backup_policy?name=at_night"))["at_night"]?.status;
  shell.addBackupPolicy({
    name: "at_night",
    provider: "hdfs_service",
    interval: 86_400,
    tableIds: [2],
    startTime: "23:00",
    keep: 3,
  });
  expect(await status()).toBe("enabled");
  shell.disableBackupPolicy("at_night");
  expect(await status()).toBe("disabled");
  shell.enableBackupPolicy("at_night");
  expect(await status()).toBe("enabled");
});

it("a slow remote cluster lets the nodes lag until it is fast again", async () => {
  const { shell, replicas } = await start();
  const lag = async () => {
    let sum = 0n;
    for (const node of replicas) {
      const states = CALL.replicaDuplication.answer.decode(await ask(node, "/replica/duplication?appid=8"));
      for (const each of Object.values(states).flatMap((partitions) => Object.values(partitions)))
        sum += each.not_duplicated_mutations_num;
    }
    return sum;
  };
  const before = await lag();
  shell.changeRemoteCluster("demo_standby", { perSecond: 10 });
  pass(60);
  expect(await lag()).toBeGreaterThan(before + 50_000n);
  shell.changeRemoteCluster("demo_standby", { perSecond: 50_000 });
  pass(60);
  expect(await lag()).toBeLessThan(before + 1000n);
});

it("a table that is not there is not backed up", async () => {
  const { shell } = await start();
  expect(() => {
    shell.startBackup("nope");
  }).toThrow('There is no table "nope" in service');
});
