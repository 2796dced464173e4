import { NodeLink } from "../parts/NodeLink.tsx";
import { useLeadership } from "../parts/LeaderContext.ts";

/** Who leads now; a change is said aloud. */
export function LeaderLine({ cluster, known }: { readonly cluster: string; readonly known: boolean }) {
  const { leader, movedAt } = useLeadership();
  return (
    <div className="leader-line">
      <span className="leader-label">Leader</span>
      {leader === null ? (
        <span className="leader-none">{known ? "none known" : "…"}</span>
      ) : (
        <NodeLink cluster={cluster} server={leader} />
      )}
      <span role="status" className="visually-hidden">
        {movedAt === null || leader === null ? "" : `Leader is now ${leader}`}
      </span>
    </div>
  );
}
