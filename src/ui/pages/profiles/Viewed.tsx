// The profile of the address, or two of them compared: what they are, and one of the ways to look at them.
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { profileQueries } from "../../queries-profiles.ts";
import type { Background } from "./background.ts";
import { CallTables } from "./CallTables.tsx";
import { FlameView } from "./FlameView.tsx";
import { ProfileFacts } from "./ProfileFacts.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { TopTable } from "./TopTable.tsx";
import type { Unkept } from "./unkept.ts";
import { useProfileUrl } from "./url-state.ts";
import type { Model } from "./model.ts";

interface Properties {
  readonly cluster: string;
  readonly background: Background;
  readonly unkept: Unkept;
  readonly id: string;
  /** The one before, which it is compared with; null: it is looked at alone. */
  readonly against: string | null;
}

export function Viewed({ cluster, background, unkept, id, against }: Properties) {
  const [url, setUrl] = useProfileUrl();
  const { data: entries } = useSuspenseQuery(profileQueries.entries(() => unkept.entries()));
  const ids = against === null || against === id ? [id] : [against, id];
  const entry = entries.find((one) => one.id === id) ?? null;
  // Names that were asked for later make another profile of it.
  const [renamed, setRenamed] = useState(0);
  const key = `${ids.join(" ")} ${renamed}`;
  const { data: opened } = useSuspenseQuery(
    profileQueries.opened(background.run, key, async () => {
      const sources = await Promise.all(ids.map((one) => unkept.source(one)));
      return background.ask("open", { key, sources });
    }),
  );
  const measure = opened.measures.find(({ type }) => type === url.measure) ??
    opened.measures.find(({ type }) => type === opened.standard) ?? { type: "", unit: "" };
  const model: Model = {
    cluster,
    background,
    opened,
    measure,
    compares: ids.length > 1,
    counted: { key, measure: measure.type, scale: url.scale },
    entries: ids.map((one) => entries.find((other) => other.id === one) ?? null),
  };
  return (
    <div className="viewed">
      <ProfileFacts model={model} unkept={unkept} onRenamed={() => setRenamed(renamed + 1)} />
      <Toolbar
        model={model}
        entry={entry}
        others={entries.filter((one) => one.id !== id)}
        url={url}
        setUrl={setUrl}
        unkept={unkept}
      />
      {url.view === "flame" && <FlameView model={model} url={url} setUrl={setUrl} />}
      {url.view === "top" && <TopTable model={model} url={url} />}
      {url.view === "calls" && <CallTables model={model} url={url} />}
    </div>
  );
}
