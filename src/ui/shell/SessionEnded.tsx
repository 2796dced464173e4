import { useId } from "react";
import { SignInForm } from "../parts/SignInForm.tsx";
import { paths } from "../paths.ts";

interface Properties {
  /** Who it was. */
  readonly user: string;
  readonly how: "password" | "proxy";
  /** Resolves to whether somebody is signed in again. */
  readonly onSignedIn: () => Promise<boolean>;
}

/** Lies over the page that was open, which stays as it was. */
export function SessionEnded({ user, how, onSignedIn }: Properties) {
  const heading = useId();
  return (
    <dialog
      className="confirm session-ended"
      aria-labelledby={heading}
      ref={(dialog) => {
        if (dialog !== null && !dialog.open) dialog.showModal();
      }}
      // There is nothing to go back to without it.
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id={heading}>Your session has ended</h2>
      <p>The page is as you left it. Sign in to go on; nothing that you typed is lost.</p>
      {how === "password" ? (
        <SignInForm user={user} onSignedIn={onSignedIn} />
      ) : (
        <p className="failure-actions">
          <a className="text-button" href={paths.home()} target="_blank" rel="noreferrer">
            Sign in, in a new tab
          </a>
          <button type="button" className="text-button" onClick={() => void onSignedIn()}>
            I have signed in
          </button>
        </p>
      )}
    </dialog>
  );
}
