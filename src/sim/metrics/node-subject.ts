// Whom the values of a replica server's own metrics are told of.
import type { Asked } from "./asked.ts";
import type { NodeView } from "./node-view.ts";

export interface NodeSubject {
  readonly asked: Asked;
  readonly node: NodeView;
}
