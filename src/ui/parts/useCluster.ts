import { useParams } from "react-router";

/** The cluster's name in the address; empty on pages that belong to none. */
export function useCluster(): string {
  return useParams()["cluster"] ?? "";
}
