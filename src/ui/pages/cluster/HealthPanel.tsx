// Whether the cluster is well: the checks, then how much there is.
import { useState } from "react";
import { AT_A_GLANCE, CHECKS, judgeAll } from "#pegasus/checks/all.ts";
import { Loading } from "../../parts/Loading.tsx";
import { Checklist } from "./Checklist.tsx";
import { LevelLine } from "./LevelLine.tsx";
import { Tiles } from "./Tiles.tsx";
import { useClusterFacts } from "./useClusterFacts.ts";

export function HealthPanel({ cluster }: { readonly cluster: string }) {
  const [compare, setCompare] = useState(false);
  // Kept here: the list goes away while a new leader is asked for the first time.
  const [open, setOpen] = useState(false);
  const { facts, tooMany, apps, nodes, info, load } = useClusterFacts(cluster, compare);
  const judged = judgeAll(CHECKS, facts);
  const first = new Set(AT_A_GLANCE.map(({ id }) => id));
  // Green at first and red a moment later would be worse than a moment's wait.
  if (judged.some(({ id, verdict }) => first.has(id) && verdict.unknown === "waiting")) return <Loading height={190} />;
  return (
    <>
      <Checklist
        cluster={cluster}
        judged={judged}
        open={open}
        onOpen={setOpen}
        onCompare={tooMany && !compare ? () => setCompare(true) : null}
      />
      <Tiles
        cluster={cluster}
        apps={apps.live?.data ?? null}
        nodes={nodes.live?.data ?? null}
        load={load.live?.data ?? null}
        loadFailure={load.failure}
      />
      {info.live !== null && <LevelLine info={info.live.data} versions={facts.versions} />}
    </>
  );
}
