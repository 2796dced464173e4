import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { Modal } from "./Modal.tsx";

interface Properties {
  readonly title: string;
  readonly children: ReactNode;
  /** The verb of what will happen, e.g. "Change 3 servers". */
  readonly confirm: string;
  /** What can do harm is red, and not what the focus is on at first. */
  readonly danger?: boolean;
  /** While it is under way: nothing can be pressed twice. */
  readonly busy?: boolean;
  /** Refuses to confirm, e.g. while a required field is empty. */
  readonly blocked?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something is changed. Render it only while it is open; Escape cancels. */
export function Confirm(properties: Properties) {
  const { title, children, confirm, danger = false, busy = false, blocked = false, onConfirm, onCancel } = properties;
  return (
    <Modal title={title} busy={busy} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !blocked) onConfirm();
        }}
      >
        {children}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={onCancel} disabled={busy}>
            Cancel
          </Button>
          <Button size="xs" type="submit" loading={busy} disabled={blocked} {...(danger ? { color: "red.9" } : {})}>
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
