// Writes a `/metrics` answer straight as text: the same bytes as the codec, without an object for each of hundreds of thousands of metrics.
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { writeJson } from "#pegasus/json-write.ts";
import type { Entity } from "./entity.ts";
import { fill, type Template } from "./template.ts";

export class MetricsWriter {
  private readonly head: string;
  /** What was not taken yet. */
  private entities: string[] = [];
  private hasTaken = false;

  constructor(head: Omit<Metrics, "entities">) {
    const empty = writeJson({ ...head, entities: [] }, "metrics");
    this.head = empty.slice(0, -"[]\n}".length);
  }

  /** `templates`: of the metrics to show. Without any, servers leave an entity out (reference 3.1). */
  add({ type, id, attributes, read }: Entity, templates: readonly Template[]): void {
    if (templates.length === 0) return;
    let text =
      `        {\n            "type": "${type}",\n            "id": ${quoted(id)},\n` +
      `            "attributes": ${attributesText(attributes)},\n            "metrics": [\n`;
    for (let at = 0; at < templates.length; at++) {
      const template = templates[at];
      if (template !== undefined) text += (at === 0 ? "" : ",\n") + fill(template, read);
    }
    this.entities.push(`${text}\n            ]\n        }`);
  }

  /** What the body goes on with after what was taken before. */
  taken(): string {
    const { head, entities, hasTaken } = this;
    if (entities.length === 0) return "";
    this.entities = [];
    this.hasTaken = true;
    return `${hasTaken ? ",\n" : `${head}[\n`}${entities.join(",\n")}`;
  }

  /** The whole body, or its end where some of it was taken. */
  text(): string {
    const rest = this.taken();
    return this.hasTaken ? `${rest}\n    ]\n}` : `${this.head}[]\n}`;
  }
}

/** Where nothing has to be escaped, every writer of JSON writes the same, and the one that is built in is the fastest. */
function quoted(text: string): string {
  const plain = JSON.stringify(text);
  return plain.length === text.length + 2 ? plain : writeJson(text, "metrics");
}

function attributesText(attributes: Entity["attributes"]): string {
  let text = "";
  for (const name in attributes)
    text += `${text === "" ? "{" : ","}\n                ${quoted(name)}: ${quoted(attributes[name] ?? "")}`;
  return text === "" ? "{}" : `${text}\n            }`;
}
