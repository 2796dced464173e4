// Where values of an answer lead: servers, apps and flags to their pages. Pure.
import type { LinkQuestion, LinkResolver } from "../../json/viewer-properties.ts";
import { paths } from "../../paths.ts";

interface Known {
  readonly cluster: string;
  /** Who was asked, for flags. */
  readonly server: string;
  readonly target: string;
  readonly servers: ReadonlySet<string>;
  /** App names by id. */
  readonly apps: ReadonlyMap<string, string>;
}

const APP_ID_KEYS = new Set(["app_id", "appid", "table_id", "app_ids"]);

export function linksOf(known: Known): LinkResolver {
  const { cluster, server, target, servers, apps } = known;
  const names = new Set(apps.values());
  const appById = (id: string): string | null => {
    const name = apps.get(id);
    return name === undefined ? null : paths.app(cluster, name);
  };
  return ({ value, key, path, isKey }: LinkQuestion) => {
    if (servers.has(value)) return paths.node(cluster, value);
    if (isKey) {
      if (/^(general_info|healthy_info)$/.test(path.at(-2) ?? "") && path.length === 2) return appById(value);
      if (/^\/configs(\?|$)/.test(target) && path.length === 1)
        return paths.config(cluster, { ...(server === "leader" ? {} : { server }), flag: value });
      return null;
    }
    if (key === "app_name" && names.has(value)) return paths.app(cluster, value);
    if (APP_ID_KEYS.has(key)) return appById(value);
    const entity = /^(?:replica|table|partition)@(\d+)/.exec(value)?.[1];
    return key === "id" && entity !== undefined ? appById(entity) : null;
  };
}
