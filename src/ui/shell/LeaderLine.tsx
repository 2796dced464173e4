import { Link } from "react-router";
import { MiddleCut } from "../parts/MiddleCut.tsx";
import { useLeadership } from "../parts/LeaderContext.ts";
import { paths } from "../paths.ts";

/** Who leads now; a change is said aloud. */
export function LeaderLine({ cluster, known }: { readonly cluster: string; readonly known: boolean }) {
  const { leader, movedAt } = useLeadership();
  return (
    <div className="leader-line">
      <span className="leader-label">Leader</span>
      {leader === null ? (
        <span className="leader-none">{known ? "none known" : "…"}</span>
      ) : (
        <Link to={paths.node(cluster, leader)}>
          <MiddleCut text={leader} />
        </Link>
      )}
      <span role="status" className="visually-hidden">
        {movedAt === null || leader === null ? "" : `Leader is now ${leader}`}
      </span>
    </div>
  );
}
