// What may stand in the configuration file (design.md, dashboard.yaml), and what the gateway makes of each value.
import * as z from "zod";
import { AddressList } from "../address-list.ts";
import { isPasswordHash } from "../people/password-hash.ts";
import { CLUSTER_NAME, readAddress } from "../settings.ts";
import { readDuration, readSize } from "./quantities.ts";

/** A value with a rule of its own, and the words for one that breaks it. */
function text(rule: (value: string) => boolean, words: string) {
  return z.string().refine(rule, words);
}

const address = text((value) => readAddress(value) !== null, "must be host:port, as 10.0.0.1:34601");
const listed = z.string().superRefine((value, context) => {
  try {
    void new AddressList([value]);
  } catch (error) {
    context.addIssue({
      code: "custom",
      message: `is wrong: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
});
const host = text(
  (value) => /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)$/i.test(value),
  "must be a name or an address alone, without scheme and port",
).transform((value) => value.toLowerCase());
const person = text(
  (value) => /^[^\p{Cc}]{1,200}$/u.test(value),
  "must be a name of 1 to 200 characters, none of them a control character",
);
const header = text(
  (value) => /^[A-Za-z0-9-]{1,100}$/.test(value),
  "must be the name of a header, as X-Forwarded-User",
);
const hash = text(isPasswordHash, "must be a scrypt hash, as `pegasus-dashboard hash-password` prints it");
const url = text((value) => webAddress(value) !== null, "must be an address that begins with http:// or https://");
const publicUrl = text(
  (value) => webAddress(value)?.pathname === "/" && /^https?:\/\/[^/@?#]+\/?$/i.test(value),
  "must be http://NAME or https://NAME, with a port if need be; the dashboard cannot live under a path",
).transform((value) => new URL(value).origin);

const duration = quantity(readDuration, "must be a duration, as 10s, 5m, 12h or 90d");
const size = quantity(readSize, "must be a size, as 512MiB or 2GiB");

function quantity(read: (text: string) => number | null, words: string) {
  return text((value) => read(value) !== null, words).transform((value) => read(value) ?? 0);
}

const cluster = z.strictObject({
  name: text((value) => CLUSTER_NAME.test(value), "must be made of a-z, 0-9 and -, 64 of them at most"),
  title: person.optional(),
  environment: z.enum(["development", "staging", "production"]).optional(),
  metas: z.array(address).min(1),
  writes: z.boolean().default(false),
  resolve: z.record(address, address).optional(),
  members: z.array(listed).min(1).optional(),
  prometheus: url.optional(),
});

const signIn = z
  .strictObject({
    users: z
      .array(z.strictObject({ name: person, role: z.enum(["viewer", "operator"]), passwordHash: hash }))
      .min(1)
      .superRefine(unique("name"))
      .optional(),
    proxyHeader: z
      .strictObject({
        name: header,
        trusted: z.array(listed).min(1),
        operators: z.array(person).default([]),
        groupsHeader: header.optional(),
        operatorGroups: z.array(person).default([]),
      })
      .optional(),
    /** How long one stays signed in with a password. */
    session: duration.optional(),
  })
  .refine(
    ({ users, proxyHeader }) => users !== undefined || proxyHeader !== undefined,
    "names nobody: give users, proxyHeader or both, or leave signIn out",
  );

const history = z.strictObject({
  every: duration.optional(),
  keep: z.record(z.string(), duration).superRefine(steps).optional(),
  maxSize: size.optional(),
});

export const dashboardFile = z.strictObject({
  listen: z
    .strictObject({
      host: host.optional(),
      port: z.int().min(0).max(65_535).optional(),
      publicUrl: publicUrl.optional(),
      hosts: z.array(host).optional(),
      trusted: z.array(listed).optional(),
    })
    .optional(),
  clusters: z.array(cluster).min(1).superRefine(unique("name")).optional(),
  signIn: signIn.optional(),
  history: history.optional(),
  scrape: z.strictObject({ tokenHash: hash }).optional(),
  webhook: z.strictObject({ url }).optional(),
});
export type DashboardFile = z.output<typeof dashboardFile>;

function webAddress(value: string): URL | null {
  if (!URL.canParse(value)) return null;
  const parsed = new URL(value);
  return /^https?:$/.test(parsed.protocol) ? parsed : null;
}

function unique<Key extends string>(key: Key) {
  return (items: readonly Readonly<Record<Key, string>>[], context: z.RefinementCtx): void => {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      if (seen.has(item[key])) context.addIssue({ code: "custom", path: [index, key], message: "stands there twice" });
      seen.add(item[key]);
    });
  };
}

function steps(keep: Readonly<Record<string, number>>, context: z.RefinementCtx): void {
  for (const step of Object.keys(keep)) {
    if (readDuration(step) === null)
      context.addIssue({ code: "custom", path: [step], message: "is no duration, as 10s, 1m or 10m" });
  }
}
