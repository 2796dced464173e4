// Around a place where a document is expected: the viewer's code and its worker come while the document is still on its way.
import { useEffect, useState, type ReactNode } from "react";
import { Standby, StandbyContext } from "./viewer/standby.ts";

interface Properties {
  /** What is expected; with another, another viewer will be shown. */
  readonly expected: string;
  readonly children: ReactNode;
}

export function ViewerStandby({ expected, children }: Properties) {
  const [standby] = useState(() => new Standby());
  useEffect(() => standby.start(), [standby, expected]);
  useEffect(() => {
    // What goes wrong is told by the viewer, which tries again.
    import("./viewer/Viewer.tsx").catch(() => {});
    return () => standby.end();
  }, [standby]);
  return <StandbyContext value={standby}>{children}</StandbyContext>;
}
