import { Link } from "react-router";
import { paths } from "../paths.ts";
import { MiddleCut } from "./MiddleCut.tsx";

interface Properties {
  readonly cluster: string;
  /** host:port. */
  readonly server: string;
  /** Characters of its end that stay when it is cut. */
  readonly tail?: number;
}

/** A server's address, leading to its page. */
export function NodeLink({ cluster, server, ...cut }: Properties) {
  return (
    <Link to={paths.node(cluster, server)}>
      <MiddleCut text={server} {...cut} />
    </Link>
  );
}
