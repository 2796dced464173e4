// The filter by env: no call tells the envs of all apps, so that they are asked one by one, and only when somebody looks for one.
import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useDeferredValue, useMemo, type ReactNode } from "react";
import type { AppList } from "#pegasus/answers/apps.ts";
import { formatCount } from "../../format.ts";
import { FilterBox } from "../../parts/FilterBox.tsx";
import { appQueries } from "../../queries-apps.ts";
import { hasEnv } from "./app-rows.ts";

/** `names`: of the apps that have what is looked for, as far as they have told; null: nothing is looked for. */
export function useEnvFilter(
  cluster: string,
  list: AppList,
): { readonly names: ReadonlySet<string> | null; readonly box: ReactNode } {
  const [text, setText] = useQueryState("env", parseAsString.withDefault(""));
  const wanted = useDeferredValue(text.trim());
  const asked = useMemo(
    () =>
      Object.values(list.general_info)
        .filter(({ envs_count }) => envs_count > 0)
        .map(({ app_name }) => app_name)
        .toSorted(),
    [list],
  );
  const { data: lines = [], isFetching } = useQuery({ ...appQueries.envsOf(cluster, asked), enabled: wanted !== "" });
  const names = useMemo(() => {
    if (wanted === "") return null;
    return new Set(lines.flatMap(({ name, envs }) => (envs !== null && hasEnv(envs, wanted) ? [name] : [])));
  }, [lines, wanted]);
  const failed = lines.filter(({ envs }) => envs === null).length;
  const progress = isFetching ? `${formatCount(lines.length)} of ${formatCount(asked.length)} asked` : "";
  const trouble = failed > 0 ? `${formatCount(failed)} did not tell theirs` : "";
  const box = (
    <span className="env-filter">
      <FilterBox
        label="Filter by env, key=value"
        text={text}
        onText={(next) => void setText(next === "" ? null : next)}
      />
      {names !== null && <span role="status">{[progress, trouble].filter((words) => words !== "").join(", ")}</span>}
    </span>
  );
  return { names, box };
}
