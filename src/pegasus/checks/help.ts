// What each check means, and what an operator could look at or do. Loaded only by who opens a check.
import type { Judged } from "./all.ts";

/** For Pegasus's own shell: HTTP has no call that does it. */
export interface Command {
  readonly line: string;
  readonly does: string;
  /** It changes the cluster. */
  readonly changes: boolean;
}

interface Help {
  readonly meaning: string;
  readonly commands: (about: About) => readonly Command[];
}

interface About {
  readonly app: string | null;
  readonly server: string | null;
  readonly apps: readonly string[];
  readonly servers: readonly string[];
}

const look = (line: string, does: string): Command => ({ line, does, changes: false });
const act = (line: string, does: string): Command => ({ line, does, changes: true });

const appLooks = ({ apps }: About): Command[] =>
  apps.slice(0, 3).map((app) => look(`app ${app} -d`, `The partitions of ${app}, each with its servers.`));

const ofDisks = ({ app }: About): Command[] => [
  look("nodes -u", "Space of each node."),
  look(`app_disk ${app ?? "<app>"} -d`, "What a table takes on each node."),
];

const RECOVERY =
  "A dead server that comes back brings its replicas with it: start it before anything else. Only when it will not come back, " +
  "choose which replica to go on with; writes that only the lost ones had are gone then.";

export const HELP: Readonly<Record<string, Help>> = {
  metas: {
    meaning:
      "The metas decide who serves which partition; one leads, the others take over within some ten seconds. Without a leader clients " +
      "go on with the servers that they know, but nothing fails over. They elect through ZooKeeper: when none leads, look there first.",
    commands: () => [
      look("cluster_info", "Who leads, by which ZooKeeper."),
      look("server_info -t meta-server", "Version and start of each meta."),
    ],
  },
  level: {
    meaning:
      "What the leading meta lets itself do. It falls to freezed by itself when too few nodes live, and comes back when they do; a level " +
      "set by hand holds until the leader changes.",
    commands: () => [
      look("get_meta_level", "The level that is set, as against the one that holds."),
      act("set_meta_level steady", "Repairs again, moves nothing for balance."),
      act("set_meta_level lively", "Repairs and balances; back to steady when the moves are done."),
    ],
  },
  nodes: {
    meaning:
      "The leader calls a replica server dead when no beacon has come for some 22 s, and gives its primaries to others at once; lost copies " +
      "are made anew after some ten minutes. A server that was removed for good stays listed until the leader changes.",
    commands: ({ server }) => [
      look("nodes -d -s unalive", "The dead nodes."),
      ...(server === null ? [] : [look(`server_info -l ${server}`, "Whether it answers the shell.")]),
    ],
  },
  readable: {
    meaning: `A partition without a primary serves nobody. ${RECOVERY}`,
    commands: (about) => [
      ...appLooks(about),
      look("ddd_diagnose", "Partitions that lost all replicas, with the ones dropped last."),
      act("ddd_diagnose -d", "The same, and goes through them one by one, asking before it proposes a primary."),
    ],
  },
  writable: {
    meaning:
      "A primary that has lost its secondaries refuses writes, since they would exist once only. With enough live nodes the leader adds copies by itself.",
    commands: appLooks,
  },
  copies: {
    meaning:
      "Readable and writable, with a copy fewer than wanted: the next loss hurts. After a node died the leader waits some ten minutes " +
      "for it before it makes new copies elsewhere (flag replica_assign_delay_ms_for_dropouts).",
    commands: appLooks,
  },
  splits: {
    meaning:
      "A split doubles a table's partitions at once; children that are not registered yet look as if they had lost everything and have lost nothing.",
    commands: appLooks,
  },
  answers: {
    meaning:
      "Small questions that this page puts to every server: version, start time, a few counters. Servers that live and yet fail or take " +
      "long are overloaded, or the network between is.",
    commands: () => [look("server_stat -t replica-server", "Figures of each server, by the shell's own way to it.")],
  },
  failed: {
    meaning:
      "Requests of clients that ended in an error other than busy, since the last reading some half minute ago. A few are ordinary when primaries move.",
    commands: () => [look("app_stat", "Requests by table.")],
  },
  rejected: {
    meaning:
      "Requests that servers refuse or hold up because a table has reached the limits in its envs (replica.*_throttling) or a server its own.",
    commands: ({ app }) =>
      app === null
        ? [look("app_stat", "Requests by table.")]
        : [look(`use ${app}`, "Choose the table."), look("get_app_envs", "Its limits.")],
  },
  disks: {
    meaning:
      "Below 10 % free (flag disk_min_available_space_ratio) a disk takes no writes for its replicas. A node's disks fill unevenly: " +
      "moving replicas between them is done by the admin CLI, between nodes by the balancer.",
    commands: ofDisks,
  },
  "disk-trend": {
    meaning:
      "A straight line through what was free on each disk in the last seven days, as this dashboard's history has it, down to the 10 % below " +
      "which a disk takes no writes; in brackets what its ups and downs allow. What is deleted frees its room only when it is compacted.",
    commands: ofDisks,
  },
  hot: {
    meaning:
      "Requests spread over partitions by hash key: one that gets far more than the others has a hot key, or a table has too few partitions.",
    commands: ({ app }) => [look(`app_stat${app === null ? "" : ` -a ${app}`}`, "Requests by partition.")],
  },
  duplication: {
    meaning:
      "Writes that the other cluster has not confirmed yet. Their log is kept until it has: a duplication that stands still fills the disks.",
    commands: ({ apps }) =>
      apps.slice(0, 3).map((app) => look(`query_dup ${app} -d`, `Progress of each partition of ${app}.`)),
  },
  "bulk-load": {
    meaning:
      "Files from outside become part of a table: first downloaded, then ingested, while which writes are refused. It holds the function level at steady.",
    commands: ({ app }) =>
      app === null
        ? []
        : [
            look(`query_bulk_load_status -a ${app} -d`, "Progress of each partition."),
            act(`pause_bulk_load -a ${app}`, "Holds the downloads; restart_bulk_load goes on."),
            act(`cancel_bulk_load -a ${app}`, "Gives it up."),
          ],
  },
  compaction: {
    meaning:
      "Replicas rewrite all of their files; reads and writes go on, slower where disks are busy. Servers do not tell how long one has been at it: " +
      "it may be stuck when no count has moved for three quarters of an hour while this page was open.",
    commands: ({ app }) =>
      app === null
        ? []
        : [
            look(`use ${app}`, "Choose the table."),
            look("get_app_envs", "Its manual_compact.* envs: disabled, and how many run at once."),
            act(
              "set_app_envs manual_compact.disabled true",
              "Begins no more replicas of the table; those that run go on.",
            ),
          ],
  },
  balance: {
    meaning:
      "A node that was restarted has no primaries, one that joined holds nothing. At level steady the leader counts the moves and makes none; " +
      "at lively it makes them, which costs copying where whole replicas move.",
    commands: () => [
      look("nodes -d", "Primaries and secondaries of each node."),
      act("set_meta_level lively", "Makes the moves."),
      act("set_meta_level steady", "When the plan is empty again."),
    ],
  },
  versions: {
    meaning: "A mix is a rolling upgrade under way, or one that was left unfinished.",
    commands: () => [look("server_info", "Version and start of each server.")],
  },
  restarts: {
    meaning:
      "Processes that started in the last quarter of an hour, or while this page was open. Servers tell their start without a zone: it is read as " +
      "UTC and as this browser's time, whichever is later.",
    commands: () => [look("server_info", "Version and start of each server.")],
  },
  drift: {
    meaning:
      "Servers of one role and version run with different values of a flag: an INI that was not rolled out, or a change at run time that a restart " +
      "will undo. Addresses, interfaces and folders are left out.",
    commands: () => [],
  },
  memory: {
    meaning: "What the process holds. HTTP does not tell how much the host has: compare with it there.",
    commands: () => [look("nodes -u", "Memory of each node.")],
  },
  connections: {
    meaning: "Connections of clients and of other servers that are open now; the docs warn from 50,000.",
    commands: () => [look("server_stat -t replica-server", "Figures of each server.")],
  },
  offered: {
    meaning:
      "What the servers list at /. Another version or build offers more or less, and pages say what is missing for want of it.",
    commands: () => [look("version", "The shell's own version.")],
  },
};

/** Filled in with what the check is about now. */
export function helpFor({ id, verdict }: Judged) {
  const help = HELP[id];
  const { apps, servers } = verdict;
  const about: About = { app: apps[0] ?? null, server: servers[0] ?? null, apps, servers };
  return {
    meaning: help?.meaning ?? "",
    commands: help?.commands(about) ?? [],
  };
}
