// Where the pages are. Nothing else spells a URL of the page.

function base(cluster: string): string {
  return `/c/${encodeURIComponent(cluster)}`;
}

interface ConfigAddress {
  readonly server?: string;
  /** What the board is filtered by. */
  readonly flag?: string;
  readonly about?: string;
  readonly edit?: { readonly flag: string; readonly servers?: readonly string[]; readonly value?: string };
  readonly undo?: number;
  readonly left?: string;
  readonly right?: string;
}

interface HeatAddress {
  readonly measure?: "reads" | "writes";
  /** As `6h`. */
  readonly range?: string;
  /** The one that is told about. */
  readonly partition?: number;
}

export const paths = {
  home: () => "/",
  /** `next`: where one wanted to go, from `useLocation`. */
  signIn: (next = "/") => (next === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next })}`),
  cluster: (cluster: string) => base(cluster),
  apps: (cluster: string) => `${base(cluster)}/apps`,
  app: (cluster: string, name: string) => `${base(cluster)}/apps/${encodeURIComponent(name)}`,
  nodes: (cluster: string) => `${base(cluster)}/nodes`,
  node: (cluster: string, server: string) => `${base(cluster)}/nodes/${encodeURIComponent(server)}`,
  /** Where the disks are listed, the ones first that are full soonest. */
  disks: (cluster: string) => `${base(cluster)}/nodes?tab=disks`,
  /** The busiest partitions. */
  hot: (cluster: string) => `${base(cluster)}/hot`,
  /** Load of an app's partitions over time. */
  heat: (cluster: string, name: string, at: HeatAddress = {}) => {
    const query = new URLSearchParams({ tab: "heat" });
    if (at.measure !== undefined) query.set("heat", at.measure);
    if (at.range !== undefined) query.set("range", at.range);
    if (at.partition !== undefined) query.set("partition", String(at.partition));
    return `${base(cluster)}/apps/${encodeURIComponent(name)}?${query}`;
  },
  events: (cluster: string) => `${base(cluster)}/events`,
  backup: (cluster: string) => `${base(cluster)}/backup`,
  balance: (cluster: string) => `${base(cluster)}/balance`,
  /** Where a key of this app lives. */
  key: (cluster: string, app?: string) =>
    `${base(cluster)}/key${app === undefined ? "" : `?${new URLSearchParams({ app })}`}`,
  /** Of the cluster, of one server, or of one app by its id. */
  metrics: (cluster: string, of: { readonly server?: string; readonly app?: number } = {}) => {
    const query = new URLSearchParams();
    if (of.server !== undefined) query.set("server", of.server);
    if (of.app !== undefined) query.set("app", String(of.app));
    return `${base(cluster)}/metrics${query.size === 0 ? "" : `?${query}`}`;
  },
  /**
   * `server`: whose values have a column of their own; `flag`: the one that is told about; `edit`: the dialog that changes it,
   * with servers and value filled in; `undo`: the dialog that takes back this entry of the audit log; `left` and `right`: two sides of a comparison.
   */
  config: (cluster: string, at: ConfigAddress = {}) => {
    const query = new URLSearchParams();
    if (at.server !== undefined) query.set("server", at.server);
    if (at.flag !== undefined) query.set("q", at.flag);
    if (at.about !== undefined) query.set("flag", at.about);
    if (at.edit !== undefined) {
      query.set("edit", at.edit.flag);
      if (at.edit.servers !== undefined) query.set("on", at.edit.servers.join(","));
      if (at.edit.value !== undefined) query.set("value", at.edit.value);
    }
    if (at.undo !== undefined) query.set("undo", String(at.undo));
    if (at.left !== undefined) query.set("left", at.left);
    if (at.right !== undefined) query.set("right", at.right);
    return `${base(cluster)}/config${query.size === 0 ? "" : `?${query}`}`;
  },
  profiles: (cluster: string) => `${base(cluster)}/profiles`,
  snapshot: (cluster: string) => `${base(cluster)}/snapshot`,
  audit: (cluster: string) => `${base(cluster)}/audit`,
  /**
   * `server`: `leader` or host:port; `path` and `q`: what is asked of it; `calls`: what the list of calls is filtered by;
   * `kept`: an answer of this browser's history.
   */
  explorer: (
    cluster: string,
    at: { server: string; path: string; q?: string; calls?: string; kept?: string } = { server: "leader", path: "/" },
  ) => {
    const query = new URLSearchParams({
      server: at.server,
      path: at.path,
      ...(at.q === undefined || at.q === "" ? {} : { q: at.q }),
      ...(at.calls === undefined ? {} : { calls: at.calls }),
      ...(at.kept === undefined ? {} : { kept: at.kept }),
    });
    return `${base(cluster)}/explorer?${query}`;
  },
};
