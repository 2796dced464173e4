// Takes to the worker what the props say: the content, how far open, where, what is sought. And tells where one has gone.
import { useEffect, useRef } from "react";
import type { JsonViewerProps } from "../viewer-properties.ts";
import type { ViewState } from "../view-state.ts";
import type { DocumentStore } from "./document-store.ts";

/** Characters; a longer path is no part of a URL. */
const PATH_TOLD = 1000;

export function useDocument(
  store: DocumentStore,
  { content, markChanges = false, against = null }: JsonViewerProps,
  state: ViewState,
  onState: (changed: Partial<ViewState>) => void,
): { readonly setLevel: (level: number | "all") => void } {
  const { level, at, find, mode, scope, matchCase, onlyMatches } = state;
  const isOpen = useRef(false);
  // What the worker has been told last, or has told: only what differs goes on.
  const levelKnown = useRef(level);
  const atKnown = useRef(at);

  useEffect(() => {
    if (isOpen.current) return store.replace(content, markChanges);
    isOpen.current = true;
    store.open(content, levelKnown.current, atKnown.current);
  }, [store, content, markChanges]);

  const other = against?.content ?? null;
  useEffect(() => {
    if (other !== null) store.compareWith(other);
  }, [store, other]);

  useEffect(
    () => () => {
      isOpen.current = false;
      store.close();
    },
    [store],
  );

  useEffect(() => {
    if (levelKnown.current === level) return;
    levelKnown.current = level;
    store.send({ kind: "level", level });
  }, [store, level]);

  useEffect(() => {
    if (atKnown.current === at) return;
    atKnown.current = at;
    store.send({ kind: "goto", path: at });
  }, [store, at]);

  useEffect(() => {
    store.send({ kind: "search", query: { text: find, mode, scope, matchCase }, only: onlyMatches });
  }, [store, find, mode, scope, matchCase, onlyMatches]);

  const tell = useRef(onState);
  useEffect(() => {
    tell.current = onState;
  });
  useEffect(
    () =>
      store.subscribe(() => {
        const chosen = store.current().state?.chosen ?? null;
        // What was not chosen by anybody is nothing to be told.
        if (chosen === null || chosen.times === 0) return;
        const path = chosen.jsonPath;
        if (path === atKnown.current || path.length > PATH_TOLD) return;
        atKnown.current = path;
        tell.current({ at: path });
      }),
    [store],
  );

  return {
    setLevel: (chosenLevel) => {
      levelKnown.current = chosenLevel;
      store.send({ kind: "level", level: chosenLevel });
      onState({ level: chosenLevel });
    },
  };
}
