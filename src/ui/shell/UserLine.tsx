import { useMutation } from "@tanstack/react-query";
import { failureOf } from "../answer.ts";
import { headline } from "../parts/failure-words.ts";
import { signOut } from "../sign-in.ts";
import { formatTime } from "../format.ts";
import { paths } from "../paths.ts";
import { queries, useLiveOptional } from "../queries.ts";

/** Who one is here, what that allows, and the way out. Nothing where nobody signs in. */
export function UserLine() {
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const leave = useMutation({
    mutationFn: signOut,
    // A new document: nothing of what was on view stays in this tab's memory.
    onSuccess: () => window.location.assign(paths.signIn()),
  });
  if (session === null || session.user === null || session.signIn === "none") return null;
  return (
    <div className="user-line" role="group" aria-label="Signed in">
      <span className="user-name" title={session.user}>
        {session.user}
      </span>
      <span
        className="cluster-mark"
        title={
          session.role === "operator"
            ? "May change clusters that allow it"
            : "May look at everything but secrets, and change nothing"
        }
      >
        {session.role}
      </span>
      {session.signIn === "password" && (
        <button
          type="button"
          className="text-button"
          disabled={leave.isPending}
          title={session.expires === undefined ? "Sign out" : `Signed in until ${formatTime(session.expires)}`}
          onClick={() => leave.mutate()}
        >
          Sign out
        </button>
      )}
      {leave.error !== null && <span role="alert">{headline(failureOf(leave.error))}</span>}
    </div>
  );
}
