// How the profile is looked at: the view, the measure, the search, what it is compared with; and the ways to take it away.
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { formatTime } from "../../format.ts";
import { FilterBox } from "../../parts/FilterBox.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { fileNameOf, type Entry } from "./entries.ts";
import { kindName, measureName } from "./measures.ts";
import type { Model } from "./model.ts";
import type { Unkept } from "./unkept.ts";
import { addressOf, VIEWS, type ProfileUrl, type useProfileUrl, type ViewName } from "./url-state.ts";

interface Properties {
  readonly model: Model;
  readonly entry: Entry | null;
  readonly others: readonly Entry[];
  readonly url: ProfileUrl;
  readonly setUrl: ReturnType<typeof useProfileUrl>[1];
  readonly unkept: Unkept;
}

const NAMES: Readonly<Record<ViewName, string>> = {
  flame: "Flame graph",
  top: "Top functions",
  calls: "Callers and callees",
};

export function Toolbar({ model, entry, others, url, setUrl, unkept }: Properties) {
  const { cluster, opened, measure, compares } = model;
  const kind = opened.profiles[0]?.kind ?? "pprof";
  return (
    <div className="profile-toolbar">
      <nav className="profile-views" aria-label="Views of the profile">
        {VIEWS.map((view) => (
          <Link
            key={view}
            to={addressOf(cluster, { ...url, view })}
            aria-current={url.view === view ? "true" : undefined}
          >
            {NAMES[view]}
          </Link>
        ))}
      </nav>
      <FilterBox
        label="Search functions"
        text={url.find}
        onText={(find) => void setUrl({ find }, { history: "replace" })}
      />
      <Choice label="Count">
        <select
          aria-label="Count"
          value={measure.type}
          onChange={(event) => void setUrl({ measure: event.currentTarget.value })}
        >
          {opened.measures.map((one) => (
            <option key={one.type} value={one.type}>
              {measureName(one, kind)}
            </option>
          ))}
        </select>
      </Choice>
      {url.view === "flame" && (
        <>
          <label className="profile-choice">
            <input
              type="checkbox"
              checked={url.inverted}
              onChange={() => void setUrl({ inverted: !url.inverted, zoom: [] })}
            />{" "}
            Inverted
          </label>
          {opened.threads && (
            <label className="profile-choice">
              <input
                type="checkbox"
                checked={url.threads}
                onChange={() => void setUrl({ threads: !url.threads, zoom: [] })}
              />{" "}
              By thread
            </label>
          )}
        </>
      )}
      <Choice label="Compare with">
        <select
          aria-label="Compare with"
          value={compares ? (url.against ?? "") : ""}
          onChange={(event) => {
            const { value } = event.currentTarget;
            void setUrl({ against: value === "" ? null : value, zoom: [] });
          }}
        >
          <option value="">nothing</option>
          {others.map((other) => (
            <option key={other.id} value={other.id}>
              {[formatTime(other.at), kindName(other.kind), other.server, other.note].join(" ").trim()}
            </option>
          ))}
        </select>
      </Choice>
      {compares && (
        <>
          <Choice label="Each by">
            <select
              aria-label="Each by"
              value={url.scale}
              onChange={(event) => void setUrl({ scale: event.currentTarget.value === "amount" ? "amount" : "share" })}
            >
              <option value="share">its share</option>
              <option value="amount">its amount</option>
            </select>
          </Choice>
          <Link
            className="text-button"
            to={addressOf(cluster, { ...url, profile: url.against, against: url.profile, zoom: [] })}
          >
            Swap
          </Link>
        </>
      )}
      {entry !== null && <Downloads model={model} entry={entry} unkept={unkept} />}
    </div>
  );
}

function Choice({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className="profile-choice">
      <span>{label}</span> {children}
    </label>
  );
}

function Downloads({ model, entry, unkept }: Pick<Properties, "model" | "unkept"> & { readonly entry: Entry }) {
  const [problem, setProblem] = useState<string | null>(null);

  async function download(as: "raw" | "pprof"): Promise<void> {
    setProblem(null);
    try {
      const source = await unkept.source(entry.id);
      const comments = [entry.server, entry.build?.commit ?? "", entry.note].filter((text) => text !== "");
      const facts = { at: entry.at, seconds: entry.seconds, comments };
      const file = as === "raw" ? source.file : new Blob([await model.background.ask("pprof", { ...source, facts })]);
      saveFile(file, fileNameOf(entry, as));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <span className="profile-downloads">
      <button
        type="button"
        className="text-button"
        onClick={() => void download("raw")}
        title="The file as the server sent it"
      >
        Download raw
      </button>
      <button
        type="button"
        className="text-button"
        onClick={() => void download("pprof")}
        title="With names, gzipped, for go tool pprof, speedscope and others"
      >
        Download pprof
      </button>
      {problem !== null && <span role="alert">{problem}</span>}
    </span>
  );
}
