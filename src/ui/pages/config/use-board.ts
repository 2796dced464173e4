// The flags of all processes, joined with who they are.
import { useMemo } from "react";
import type { RosterEntry } from "#api/clusters.ts";
import { FLAGS } from "#pegasus/catalog/flags.ts";
import { boardFlags, type BoardFlag, type ProcessFlags } from "#pegasus/flag-board.ts";
import type { Failure } from "../../answer.ts";
import { useLiveOptional, type Live } from "../../live.ts";
import { configQueries, type FleetAnswers, type Flags } from "../../queries-config.ts";
import { queries } from "../../queries.ts";

export const FACTS = new Map(FLAGS.map((fact) => [fact.name, fact]));

export interface Process extends ProcessFlags {
  readonly leader: boolean;
}

/** A server that said nothing of use, and why. */
interface Silent {
  readonly server: string;
  readonly role: string;
  readonly problem: string;
}

export interface Board {
  /** In the order of the roster. */
  readonly processes: readonly Process[];
  readonly silent: readonly Silent[];
  /** Roles that there are servers of, in the order of their columns. */
  readonly roles: readonly string[];
  readonly flags: readonly BoardFlag[];
  /** Whether everybody has been heard. */
  readonly complete: boolean;
}

export interface BoardState {
  readonly board: Board | null;
  readonly live: Live<FleetAnswers<Flags>> | null;
  /** Why there is none, or why it is old. */
  readonly failure: Failure | null;
}

/** `enabled`: whether anybody is asked. */
export function useBoard(cluster: string, enabled = true): BoardState {
  const roster = useLiveOptional(queries.roster(cluster), enabled);
  const answers = useLiveOptional(configQueries.board(cluster), enabled);
  const said = answers.live?.data;
  const entries = roster.live?.data;
  const board = useMemo(
    () => (said === undefined || entries === undefined ? null : boardOf(entries, said)),
    [entries, said],
  );
  return { board, live: answers.live, failure: answers.failure ?? roster.failure };
}

const ROLES = ["meta", "replica", "collector"];

export function boardOf(roster: readonly RosterEntry[], { said, complete }: FleetAnswers<Flags>): Board {
  const bySaid = new Map(said.map((one) => [one.server, one]));
  const processes: Process[] = [];
  const silent: Silent[] = [];
  for (const { server, role, leader } of roster) {
    const one = bySaid.get(server);
    if (one === undefined) continue;
    if ("value" in one) processes.push({ server, role, leader, items: one.value.items });
    else silent.push({ server, role, problem: one.problem });
  }
  const roles = ROLES.filter((role) => roster.some((entry) => entry.role === role));
  return { processes, silent, roles, flags: boardFlags(processes, roles, FACTS), complete };
}
