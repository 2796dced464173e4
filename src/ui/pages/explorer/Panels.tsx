// Below the request: its answer, the answers of all servers, or what was asked before.
import { Tabs } from "@mantine/core";
import { Section } from "../../parts/Section.tsx";
import { Answer } from "./Answer.tsx";
import { Compare } from "./Compare.tsx";
import type { Pair } from "./comparison.ts";
import { Fleet } from "./Fleet.tsx";
import { GuardedCall } from "./GuardedCall.tsx";
import { HistoryList } from "./HistoryList.tsx";
import { Kept } from "./Kept.tsx";
import type { Reading } from "./request.ts";
import { REPEATS, TABS, useViewUrl, type useExplorerUrl } from "./url-state.ts";

type Url = ReturnType<typeof useExplorerUrl>;

interface Properties {
  readonly cluster: string;
  readonly reading: Reading;
  /** Not sent, since something is missing and nobody has insisted. */
  readonly held: boolean;
  readonly url: Url[0];
  readonly setUrl: Url[1];
}

export function Panels(properties: Properties) {
  const { cluster, reading, held, url, setUrl } = properties;
  const { onState } = useViewUrl();

  function compare(pair: Pair | null): void {
    onState({ view: pair === null ? "tree" : "compare", at: "$" });
    void setUrl({ compare: pair, tab: "answer", kept: null });
  }

  return (
    <Tabs
      value={url.tab}
      onChange={(tab) => void setUrl({ tab: TABS.find((one) => one === tab) ?? "answer" })}
      keepMounted={false}
      className="explorer-tabs"
    >
      <Tabs.List aria-label="What to see">
        <Tabs.Tab value="answer">{url.compare === null ? "Answer" : "Comparison"}</Tabs.Tab>
        <Tabs.Tab value="servers">All servers</Tabs.Tab>
        <Tabs.Tab value="history">History</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="answer">
        <OfOne {...properties} onCompare={compare} />
      </Tabs.Panel>
      <Tabs.Panel value="servers">
        {reading.ok && !held ? (
          <Section key={`fleet ${reading.text}`} title="All servers" quiet height={300}>
            <Fleet
              cluster={cluster}
              reading={reading}
              role={url.role}
              onRole={(role) => void setUrl({ role })}
              value={url.value}
              onValue={(value) => void setUrl({ value }, { history: "replace" })}
              onCompare={compare}
            />
          </Section>
        ) : (
          <NotSent reading={reading} />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <Section title="History" quiet height={300}>
          <HistoryList onCompare={compare} />
        </Section>
      </Tabs.Panel>
    </Tabs>
  );
}

function OfOne(properties: Properties & { readonly onCompare: (pair: Pair | null) => void }) {
  const { cluster, reading, held, url, setUrl, onCompare } = properties;
  const { server, compare, kept, every } = url;
  if (!reading.ok) return <NotSent reading={reading} />;
  const { text } = reading;
  if (compare !== null) {
    return (
      <Section key={`compare ${text}`} title="Comparison" quiet height={400}>
        <Compare cluster={cluster} target={text} pair={compare} onPair={onCompare} />
      </Section>
    );
  }
  if (kept !== null) {
    return (
      <Section key={`kept ${kept}`} title="Kept answer" quiet height={400}>
        <Kept cluster={cluster} server={server} target={text} id={kept} onAsk={() => void setUrl({ kept: null })} />
      </Section>
    );
  }
  if (reading.effect !== "read")
    return <GuardedCall key={`${server} ${text}`} cluster={cluster} server={server} reading={reading} />;
  if (held) return <NotSent reading={reading} />;
  return (
    <Section key={`answer ${server} ${text}`} title="Answer" quiet height={400}>
      <Answer
        cluster={cluster}
        server={server}
        target={text}
        every={every}
        onEvery={(seconds) =>
          void setUrl({ every: REPEATS.find((one) => one === seconds) ?? 0 }, { history: "replace" })
        }
        onCompare={onCompare}
      />
    </Section>
  );
}

function NotSent({ reading }: { readonly reading: Reading }) {
  if (!reading.ok) return <p className="explorer-note">Not sent. Pegasus would answer 400: {reading.error}</p>;
  return (
    <p className="explorer-note">
      Not sent yet: {reading.text} needs {reading.missing.join(" and ")}. Fill it in and press Send, or press Send to
      see the refusal.
    </p>
  );
}
