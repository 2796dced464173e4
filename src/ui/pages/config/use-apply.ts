// Carries out the steps of a dialog: an answer of each server as it is done, and what was read back from it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConfigLine } from "#api/changes.ts";
import { failureOf, type Failure } from "../../answer.ts";
import { refreshCluster } from "../../queries.ts";
import { applyChange } from "./apply-change.ts";
import type { Step, UndoItem } from "./plan.ts";
import { unheard } from "./verdict.ts";

/** What one server was asked for, and what it said. */
export interface Outcome {
  readonly line: ConfigLine;
  readonly wanted: string;
  /** When it came, ms since epoch. */
  readonly at: number;
}

interface Order {
  readonly flag: string;
  readonly steps: readonly Step[];
  /** What is sent for a step: as it was typed, where that is not how Pegasus will show it. */
  readonly textOf: (step: Step) => string;
  readonly reason: string;
}

export interface Applying {
  /** The latest of each server. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** How many of the steps under way are done; null: nothing is under way. */
  readonly progress: { readonly done: number; readonly all: number } | null;
  readonly failure: Failure | null;
  readonly apply: (order: Order) => void;
  /** What has been done in this dialog, as it could be taken back. */
  readonly done: readonly UndoItem[];
}

export function useApply(cluster: string): Applying {
  const client = useQueryClient();
  // All that a dialog does is one change to its author, however many requests it takes.
  const [batch] = useState(() => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [first, setFirst] = useState<ReadonlyMap<string, string>>(new Map());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());

  const hear = (line: ConfigLine, wanted: string): void => {
    setOutcomes((before) => new Map(before).set(line.server, { line, wanted, at: Date.now() }));
    setLeft((before) => new Set([...before].filter((server) => server !== line.server)));
    const { server, before: old } = line;
    if (line.ok && old !== null) setFirst((before) => (before.has(server) ? before : new Map(before).set(server, old)));
  };

  const change = useMutation({
    mutationFn: async ({ flag, steps, textOf, reason }: Order) => {
      setLeft(new Set(steps.map(({ server }) => server)));
      // An undo may have a value for each server; a request has one.
      for (const value of new Set(steps.map(textOf))) {
        const alike = steps.filter((step) => textOf(step) === value);
        const unsaid = new Map(alike.map((step) => [step.server, step]));
        const expected = Object.fromEntries(alike.flatMap(({ server, now }) => (now === null ? [] : [[server, now]])));
        const servers = [...unsaid.keys()];
        const order = { name: flag, value, servers, expected, batch, ...(reason === "" ? {} : { reason }) };
        try {
          await applyChange(cluster, order, (line) => {
            hear(line, unsaid.get(line.server)?.next ?? value);
            unsaid.delete(line.server);
          });
        } catch (error) {
          // What the gateway refuses it has not sent; an answer that breaks off leaves the rest in doubt.
          if (unsaid.size < alike.length || failureOf(error).kind === "offline")
            for (const { server, next } of unsaid.values()) hear(unheard(server), next ?? value);
          throw error;
        }
        for (const { server, next } of unsaid.values()) hear(unheard(server), next ?? value);
      }
    },
    onSettled: () => void refreshCluster(client, cluster),
  });

  const all = change.variables?.steps.length ?? 0;
  return {
    outcomes,
    progress: change.isPending ? { done: all - left.size, all } : null,
    failure: change.error === null ? null : failureOf(change.error),
    apply: (order) => change.mutate(order),
    done: [...first].flatMap(([server, to]) => {
      const from = outcomes.get(server)?.line.after ?? null;
      return from === null || from === to ? [] : [{ server, from, to }];
    }),
  };
}

/** What was read back later than the answers that came `at`: it is news then. */
export function readBackSince(outcomes: ReadonlyMap<string, Outcome>, at: number): ReadonlyMap<string, string> {
  return new Map(
    [...outcomes].flatMap(([server, outcome]) =>
      outcome.line.after === null || outcome.at <= at ? [] : [[server, outcome.line.after] as const],
    ),
  );
}
