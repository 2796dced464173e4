// What is looked at: of which server, when, of which build, and what is wrong with it.
import { Fragment } from "react";
import { formatCount, formatTime, plural } from "../../format.ts";
import type { Entry } from "./entries.ts";
import { formatAmount, kindName } from "./measures.ts";
import type { Model } from "./model.ts";
import { NameFunctions } from "./NameFunctions.tsx";
import type { Opened } from "./protocol.ts";
import type { Unkept } from "./unkept.ts";

interface Properties {
  readonly model: Model;
  readonly unkept: Unkept;
  readonly onRenamed: () => void;
}

export function ProfileFacts({ model, unkept, onRenamed }: Properties) {
  const { entries, opened, compares } = model;
  return (
    <dl className="facts profile-facts">
      {opened.profiles.map((profile, index) => {
        const entry = entries[index] ?? null;
        const name = compares ? (index === 0 ? "Before" : "After") : "Profile";
        return (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>
              {factsIn(entry, profile).join(" · ")}
              {profile.damage !== null && <strong className="profile-trouble"> {profile.damage}</strong>}
              {profile.unnamed > 0 && entry !== null && (
                <NameFunctions
                  model={model}
                  entry={entry}
                  unnamed={profile.unnamed}
                  unkept={unkept}
                  onRenamed={onRenamed}
                />
              )}
            </dd>
          </Fragment>
        );
      })}
    </dl>
  );
}

function factsIn(entry: Entry | null, { kind, stacks, addresses, period }: Opened["profiles"][number]): string[] {
  return [
    kindName(kind),
    ...(entry === null
      ? []
      : [
          `${entry.cluster === null ? "file " : ""}${entry.server}`,
          formatTime(entry.at),
          ...(entry.seconds === null ? [] : [`${entry.seconds} s`]),
          ...(entry.build === null ? [] : [`build ${entry.build.version} ${entry.build.commit.slice(0, 8)}`]),
          ...(entry.note === "" ? [] : [`“${entry.note}”`]),
        ]),
    `${plural(stacks, "stack")} of ${formatCount(addresses)} addresses`,
    ...(period === null
      ? []
      : [
          period.unit === "bytes"
            ? `estimated from one allocation in ${formatAmount(period.every, period.unit)}`
            : `a sample each ${formatAmount(period.every, period.unit)}`,
        ]),
  ];
}
