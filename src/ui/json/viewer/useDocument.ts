// Takes to the worker what the props say: the content, how far open, where, what is sought. And tells where one has gone.
import { useEffect, useLayoutEffect, useRef } from "react";
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
  // Paths that were told and have not come back yet: one that comes late is no wish to go there.
  const toldPaths = useRef<string[]>([]);

  // Before the first paint: the worker's start is most of what one waits for.
  useLayoutEffect(() => {
    if (isOpen.current) return store.replace(content, markChanges);
    isOpen.current = true;
    store.open(content, levelKnown.current, atKnown.current);
  }, [store, content, markChanges]);

  const other = against?.content ?? null;
  useEffect(() => {
    if (other !== null) store.compareWith(other);
  }, [store, other]);

  useLayoutEffect(
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
    const told = toldPaths.current.indexOf(at);
    toldPaths.current.splice(0, told + 1);
    if (atKnown.current === at || told >= 0) return;
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
        toldPaths.current.push(path);
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
