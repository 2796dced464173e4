import { useState } from "react";

interface Properties {
  readonly label: string;
  readonly fileName: string;
  readonly file: () => Promise<Blob>;
}

/** Gives a part of the document as a file, which is made when it is asked for. */
export function DownloadAction({ label, fileName, file }: Properties) {
  const [failed, setFailed] = useState("");
  return (
    <button
      type="button"
      className="text-button"
      onClick={() => {
        setFailed("");
        file().then(
          (blob) => save(blob, fileName),
          (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
        );
      }}
    >
      {failed === "" ? label : failed}
    </button>
  );
}

function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
