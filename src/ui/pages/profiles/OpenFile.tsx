import { useRef } from "react";

/** Picks a file with a profile; dropping one on the page does the same. */
export function OpenFile({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="text-button" onClick={() => input.current?.click()}>
        Open a file…
      </button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        aria-label="A file with a profile"
        {...{ tabIndex: -1 }}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file can be picked again.
          event.currentTarget.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
