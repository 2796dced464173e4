// What a process is busy with: its tasks with their latencies, and its queues.
import { useMemo } from "react";
import { DataTable } from "../../parts/DataTable.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { useLive } from "../../live.ts";
import { queries } from "../../queries.ts";
import { queueRows, TASK_METRICS, TASK_TYPES, taskRows, type QueueRow, type TaskRow } from "./task-rows.ts";

const WITHOUT = (): string => "Tasks of this kind have none, or it is not measured";
const SINCE = "Since the process started";
const LAST = "99th percentile of the last 4,096, however long ago those were";
const SOME = (value: number | bigint): boolean => value > 0;

const TASKS: readonly Column<TaskRow>[] = [
  {
    id: "task",
    header: "Task",
    width: 280,
    grow: true,
    rowHeader: true,
    value: ({ task }) => task,
    cell: ({ task }) => <MiddleCut text={task} tail={14} copy="Copy task" />,
  },
  numeralColumn({
    id: "server",
    header: "RPC p99",
    hint: `Server side, from queue to answer. ${LAST}`,
    width: 84,
    as: "ns",
    missing: WITHOUT,
    of: ({ serverP99 }) => serverP99,
  }),
  numeralColumn({
    id: "queue",
    header: "Queue p99",
    hint: `Waiting. ${LAST}`,
    width: 88,
    as: "ns",
    missing: WITHOUT,
    of: ({ queueP99 }) => queueP99,
  }),
  numeralColumn({
    id: "execute",
    header: "Run p99",
    hint: `Running. ${LAST}`,
    width: 84,
    as: "ns",
    missing: WITHOUT,
    of: ({ executeP99 }) => executeP99,
  }),
  numeralColumn({
    id: "client",
    header: "Call p99",
    hint: `Calls that this process makes. ${LAST}`,
    width: 84,
    as: "ns",
    missing: WITHOUT,
    of: ({ clientP99 }) => clientP99,
  }),
  numeralColumn({
    id: "queued",
    header: "Waiting",
    hint: "Now",
    width: 76,
    as: "count",
    missing: WITHOUT,
    bad: SOME,
    of: ({ queued }) => queued,
  }),
  numeralColumn({
    id: "executed",
    header: "Done",
    hint: SINCE,
    width: 100,
    as: "count",
    missing: WITHOUT,
    of: ({ executed }) => executed,
  }),
  numeralColumn({
    id: "dropped",
    header: "Dropped",
    hint: `Given up since they had waited too long. ${SINCE}`,
    width: 78,
    as: "count",
    missing: WITHOUT,
    bad: SOME,
    of: ({ dropped }) => dropped,
  }),
];

const QUEUES: readonly Column<QueueRow>[] = [
  { id: "queue", header: "Queue", width: 240, grow: true, rowHeader: true, value: ({ queue }) => queue },
  numeralColumn({
    id: "length",
    header: "Waiting",
    hint: "Now",
    width: 90,
    as: "count",
    bad: SOME,
    of: ({ length }) => length,
  }),
  numeralColumn({
    id: "delayed",
    header: "Delayed",
    hint: SINCE,
    width: 100,
    as: "count",
    of: ({ delayed }) => delayed,
  }),
  numeralColumn({
    id: "rejected",
    header: "Rejected",
    hint: SINCE,
    width: 100,
    as: "count",
    bad: SOME,
    of: ({ rejected }) => rejected,
  }),
];

const SLOWEST: Sort = { id: "server", desc: true };
const LONGEST: Sort = { id: "length", desc: true };

export function Tasks({ cluster, server }: { readonly cluster: string; readonly server: string }) {
  const taskState = useTableState("tasks");
  const queueState = useTableState("queues");
  const { data } = useLive(queries.serverMetrics(cluster, server, TASK_TYPES, TASK_METRICS));
  const tasks = useMemo(() => taskRows(data), [data]);
  const queues = useMemo(() => queueRows(data), [data]);
  return (
    <>
      <DataTable
        name="Tasks"
        rows={tasks}
        columns={TASKS}
        rowId={({ task }) => task}
        state={taskState}
        defaultSort={SLOWEST}
        filterLabel="Filter by task"
        csv="tasks"
        empty="This server profiles no tasks: that is a choice of its configuration file (is_profile)."
      />
      <h3 className="queues-heading">Queues</h3>
      <DataTable
        name="Queues"
        rows={queues}
        columns={QUEUES}
        rowId={({ queue }) => queue}
        state={queueState}
        defaultSort={LONGEST}
        empty="This server tells of no queues."
      />
    </>
  );
}
