// What a snapshot is called. Pure.

/** `pegasus-onebox-20261122-201530Z.har.gz`; ms since epoch, in UTC so that files of several people sort together. */
export function fileNameOf(cluster: string, at: number): string {
  const time = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  return `pegasus-${cluster.replaceAll(/[^\w.-]+/g, "_")}-${time}Z.har.gz`;
}

/** Its title in a replay. */
export function titleOf(clusterTitle: string, at: number, stopped: boolean): string {
  const time = new Date(at).toISOString().slice(0, 19).replace("T", " ");
  return `${clusterTitle}, snapshot of ${time} UTC${stopped ? " (stopped before its end)" : ""}`;
}
