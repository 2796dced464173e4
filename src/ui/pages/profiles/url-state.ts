// Which kept profile is looked at and how, as it stands in the address. Bad values fall back quietly.
import {
  createParser,
  createSerializer,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
  type inferParserType,
} from "nuqs";
import { paths } from "../../paths.ts";
import { SCALES } from "./weights.ts";

export const VIEWS = ["flame", "top", "calls"] as const;
export type ViewName = (typeof VIEWS)[number];

/** Deeper than anybody zooms, and still an address. */
const MOST_STEPS = 300;

/** Numbers of functions from the root, `1.a.z2`. */
const zoomParser = createParser<readonly number[]>({
  parse: (text) => {
    const steps = text.split(".");
    return steps.length <= MOST_STEPS && steps.every((step) => /^[\da-z]{1,6}$/.test(step))
      ? steps.map((step) => Number.parseInt(step, 36))
      : null;
  },
  serialize: (steps) => steps.map((step) => step.toString(36)).join("."),
  eq: (a, b) => a.join() === b.join(),
});

const PARSERS = {
  /** An id of a kept profile, and of the one that it is compared with, which comes first in time. */
  profile: parseAsString,
  against: parseAsString,
  view: parseAsStringLiteral(VIEWS).withDefault("flame"),
  measure: parseAsString.withDefault(""),
  scale: parseAsStringLiteral(SCALES).withDefault("share"),
  inverted: parseAsBoolean.withDefault(false),
  threads: parseAsBoolean.withDefault(false),
  zoom: zoomParser.withDefault([]),
  find: parseAsString.withDefault(""),
  /** The function whose callers and callees are shown. */
  fn: parseAsString.withDefault(""),
};

export type ProfileUrl = inferParserType<typeof PARSERS>;
const serialize = createSerializer(PARSERS);

export function useProfileUrl() {
  return useQueryStates(PARSERS, { history: "push" });
}

/** The address of this page with some of it changed. */
export function addressOf(cluster: string, url: Partial<ProfileUrl>): string {
  return serialize(paths.profiles(cluster), url);
}
