// In place of a dialog that has nothing to offer: why.
import { Button, Group } from "@mantine/core";
import type { Failure as FailureFacts } from "../../answer.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Modal } from "../../parts/Modal.tsx";

interface Properties {
  readonly title: string;
  readonly words: string;
  readonly failure: FailureFacts | null;
  readonly onClose: () => void;
}

export function NoDialog({ title, words, failure, onClose }: Properties) {
  return (
    <Modal title={title} onClose={onClose}>
      {failure === null ? <p role="status">{words}</p> : <Failure failure={failure} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button size="xs" variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </Modal>
  );
}
