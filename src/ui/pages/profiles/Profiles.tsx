// Where the processes spend their time and memory: profiles of servers, taken here or opened from a file, as flame graphs and tables.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type DragEvent } from "react";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";
import { refreshEntries } from "../../queries-profiles.ts";
import { Background } from "./background.ts";
import { OpenFile } from "./OpenFile.tsx";
import { openFile } from "./open-file.ts";
import { Recent } from "./Recent.tsx";
import { Taker } from "./Taker.tsx";
import { Unkept } from "./unkept.ts";
import { useProfileUrl } from "./url-state.ts";
import { Viewed } from "./Viewed.tsx";
import "./profiles.css";

function startWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}

export function Component() {
  const cluster = useCluster();
  const client = useQueryClient();
  const [{ profile, against }, setUrl] = useProfileUrl();
  // What is looked at and what is being taken do not wait for each other.
  const [viewing] = useState(() => new Background(startWorker, Math.random()));
  const [reading] = useState(() => new Background(startWorker, Math.random()));
  const [unkept] = useState(() => new Unkept());
  useEffect(() => {
    const releases = [viewing.hold(), reading.hold()];
    return () => releases.forEach((release) => release());
  }, [viewing, reading]);
  const [dropping, setDropping] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function show(id: string): void {
    // A profile can be ready when one has gone elsewhere, and the address is another page's by then.
    if (window.location.pathname !== paths.profiles(cluster)) return;
    void setUrl({ profile: id, against: null, zoom: [], fn: "", view: "flame" });
  }

  async function open(file: File): Promise<void> {
    setProblem(null);
    try {
      const id = await openFile(file, viewing, unkept);
      await refreshEntries(client);
      show(id);
    } catch (error) {
      setProblem(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  function onDrag(event: DragEvent, over: boolean): void {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setDropping(over);
  }

  return (
    <div
      className="profiles"
      data-dropping={dropping || undefined}
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => {
        if (event.target === event.currentTarget) setDropping(false);
      }}
      onDrop={(event) => {
        onDrag(event, false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) void open(file);
      }}
    >
      <Page
        title="Profiles"
        actions={<OpenFile onFile={(file) => void open(file)} />}
        intro="Where a process spends its processor time and who holds its memory, from the server's own /pprof. A file with a profile can be dropped anywhere on this page."
      >
        {problem !== null && (
          <p className="profiles-problem" role="alert">
            {problem}
          </p>
        )}
        {profile !== null && (
          <Section key={`${profile} ${against ?? ""}`} title="Profile" quiet height={560}>
            <Viewed cluster={cluster} background={viewing} unkept={unkept} id={profile} against={against} />
          </Section>
        )}
        <Section title="Take a profile" height={220}>
          <Taker cluster={cluster} background={reading} onTaken={({ id }) => show(id)} />
        </Section>
        <Section title="Recent profiles" height={160}>
          <Recent cluster={cluster} unkept={unkept} open={profile} />
        </Section>
      </Page>
    </div>
  );
}
