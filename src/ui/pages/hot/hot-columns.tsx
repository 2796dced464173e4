import { Link } from "react-router";
import { HOT_RULES } from "#pegasus/hot-partitions.ts";
import { hotkeyCommand } from "#pegasus/hotkey-commands.ts";
import { formatScore, NONE } from "../../format.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { NodeLink } from "../../parts/NodeLink.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import type { NumberKind } from "../../parts/Numbers.tsx";
import type { Column } from "../../parts/table-column.ts";
import { paths } from "../../paths.ts";
import type { HotRow } from "./hot-rows.ts";

interface About {
  readonly cluster: string;
  /** As `6h`. */
  readonly range: string;
  /** Why a figure of now is missing, and one of the range. */
  readonly missing: string;
  readonly noPast: string;
}

/** The partition's row of its app's heat map. */
export function heatOf({ app, partition, hot, score }: HotRow, { cluster, range }: Pick<About, "cluster" | "range">) {
  return paths.heat(cluster, app, { measure: busyBy({ hot, score }), range, partition });
}

function busyBy({ hot, score }: Pick<HotRow, "hot" | "score">): "reads" | "writes" {
  return hot === "writes" || (hot === null && score?.of === "writes") ? "writes" : "reads";
}

export function hotColumns(about: About): readonly Column<HotRow>[] {
  const { cluster, missing, noPast } = about;
  const figure = (
    id: string,
    header: string,
    hint: string,
    width: number,
    of: (row: HotRow) => number | null | undefined,
    why: string = missing,
    as: NumberKind = "rate",
  ): Column<HotRow> => numeralColumn<HotRow>({ id, header, hint, width, as, of, missing: () => why });
  return [
    {
      id: "app",
      header: "App",
      width: 130,
      grow: true,
      rowHeader: true,
      value: ({ app }) => app,
      cell: ({ app }) => (
        <Link to={paths.app(cluster, app)}>
          <MiddleCut text={app} />
        </Link>
      ),
    },
    {
      id: "partition",
      header: "Partition",
      hint: "Opens its row of the heat map",
      width: 74,
      numeric: true,
      firstSort: "asc",
      value: ({ partition }) => partition,
      filterText: ({ app, partition }) => `${app}.${partition}`,
      cell: (row) => <Link to={heatOf(row, about)}>{row.partition}</Link>,
    },
    {
      id: "primary",
      header: "Primary",
      width: 136,
      grow: true,
      value: ({ primary }) => primary,
      cell: ({ primary }) => (primary === null ? NONE : <NodeLink cluster={cluster} server={primary} tail={6} />),
    },
    figure("total", "Requests/s", "Reads and writes, now", 98, ({ total }) => total),
    figure("read", "Reads/s", "Now", 74, ({ readQps }) => readQps),
    figure("write", "Writes/s", "Now", 76, ({ writeQps }) => writeQps),
    figure("share", "Of its app", "Its part of the app's requests, now", 78, ({ share }) => share, missing, "percent"),
    {
      id: "score",
      header: "Z-score",
      hint: `Deviations above the partitions of its app over the last ${HOT_RULES.rounds} rounds: the higher of reads and writes`,
      width: 70,
      numeric: true,
      value: ({ score }) => score?.value ?? null,
      cell: ({ score }) =>
        score === null ? (
          <span title="Its app could not be judged: some partition has no rate yet">{NONE}</span>
        ) : (
          <span title={`By ${score.of}: ${score.value}`}>{formatScore(score.value)}</span>
        ),
    },
    {
      id: "hot",
      header: "Hot",
      hint: `A z-score of ${HOT_RULES.score} or more, and at least ${HOT_RULES.rate} requests per second`,
      width: 96,
      value: ({ hot }) => hot,
      filterText: ({ hot }) => (hot === null ? "" : "hot"),
      cell: ({ hot }) => (hot === null ? null : <HealthBadge severity="warning">{hot}</HealthBadge>),
    },
    figure("mean", "Mean/s", "Reads and writes, over the range", 72, ({ past }) => past?.mean, noPast),
    figure("peak", "Peak/s", "The highest value in the range", 72, ({ past }) => past?.peak, noPast),
    {
      id: "hotkey",
      header: "Hot keys",
      hint: "The line for Pegasus's shell that begins to look for them at the primary",
      width: 78,
      sortable: false,
      filterText: null,
      value: (row) => commandOf(row),
      cell: (row) => {
        const line = commandOf(row);
        return line === null ? NONE : <CopyButton text={line} label={`Copy ${line}`} />;
      },
    },
  ];
}

function commandOf({ appId, partition, primary, hot, score }: HotRow): string | null {
  if (primary === null) return null;
  const kind = busyBy({ hot, score }) === "writes" ? "write" : "read";
  return hotkeyCommand({ appId, partition, primary, kind }, "start");
}
