// A part of the open profile, as the worker makes it: while another one is on its way the last one stays.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { profileQueries } from "../../queries-profiles.ts";
import type { Background } from "./background.ts";
import type { Question, Questions } from "./protocol.ts";

export interface Part<T> {
  /** Null: nothing has come yet. */
  readonly data: T | null;
  /** Why nothing comes; null: all is well. */
  readonly problem: string | null;
}

export function usePart<Name extends Question>(
  background: Background,
  name: Name,
  ask: Questions[Name]["ask"],
  enabled = true,
): Part<Questions[Name]["answer"]> {
  const { data, error } = useQuery({
    ...profileQueries.part(background.run, name, ask, () => background.ask(name, ask)),
    placeholderData: keepPreviousData,
    enabled,
  });
  return { data: data ?? null, problem: error === null ? null : error.message };
}
