// Which page is at which address. Each page is its own chunk.
import type { RouteObject } from "react-router";
import { Loading } from "./parts/Loading.tsx";
import { ClusterFrame } from "./shell/ClusterFrame.tsx";
import { SessionGate } from "./shell/SessionGate.tsx";
import { Unexpected } from "./shell/Unexpected.tsx";

export const routes: RouteObject[] = [
  {
    ErrorBoundary: Unexpected,
    HydrateFallback: () => <Loading height={400} />,
    children: [
      { path: "/sign-in", lazy: () => import("./pages/signin/SignIn.tsx") },
      {
        Component: SessionGate,
        children: [
          { path: "/", lazy: () => import("./pages/clusters/Clusters.tsx") },
          {
            path: "/c/:cluster",
            Component: ClusterFrame,
            children: [
              {
                ErrorBoundary: Unexpected,
                children: [
                  { index: true, lazy: () => import("./pages/cluster/Cluster.tsx") },
                  { path: "apps", lazy: () => import("./pages/apps/Apps.tsx") },
                  { path: "apps/:name", lazy: () => import("./pages/app/App.tsx") },
                  { path: "nodes", lazy: () => import("./pages/nodes/Nodes.tsx") },
                  { path: "nodes/:server", lazy: () => import("./pages/node/Node.tsx") },
                  { path: "balance", lazy: () => import("./pages/balance/Balance.tsx") },
                  { path: "key", lazy: () => import("./pages/key/Key.tsx") },
                  { path: "metrics", lazy: () => import("./pages/metrics/Metrics.tsx") },
                  { path: "hot", lazy: () => import("./pages/hot/Hot.tsx") },
                  { path: "events", lazy: () => import("./pages/events/Events.tsx") },
                  { path: "config", lazy: () => import("./pages/config/Config.tsx") },
                  { path: "backup", lazy: () => import("./pages/backup/Backup.tsx") },
                  { path: "audit", lazy: () => import("./pages/audit/Audit.tsx") },
                  { path: "explorer", lazy: () => import("./pages/explorer/Explorer.tsx") },
                  { path: "profiles", lazy: () => import("./pages/profiles/Profiles.tsx") },
                  { path: "snapshot", lazy: () => import("./pages/snapshot/Snapshot.tsx") },
                  { path: "*", lazy: () => import("./pages/notfound/NotFound.tsx") },
                ],
              },
            ],
          },
          { path: "*", lazy: () => import("./pages/notfound/NotFound.tsx") },
        ],
      },
    ],
  },
];
