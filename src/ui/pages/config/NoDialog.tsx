// In place of a dialog that has nothing to offer: why.
import { Button, Group } from "@mantine/core";
import { useId } from "react";
import type { Failure as FailureFacts } from "../../answer.ts";
import { Failure } from "../../parts/Failure.tsx";

interface Properties {
  readonly title: string;
  readonly words: string;
  readonly failure: FailureFacts | null;
  readonly onClose: () => void;
}

export function NoDialog({ title, words, failure, onClose }: Properties) {
  const heading = useId();
  return (
    <dialog
      className="confirm"
      aria-labelledby={heading}
      ref={(dialog) => {
        if (dialog !== null && !dialog.open) dialog.showModal();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading}>{title}</h2>
      {failure === null ? <p role="status">{words}</p> : <Failure failure={failure} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button size="xs" variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </dialog>
  );
}
