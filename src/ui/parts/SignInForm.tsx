// Name and password. What becomes of them is said right here; the password is forgotten when it was wrong.
import { useMutation } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { failureOf } from "../answer.ts";
import { headline } from "./failure-words.ts";
import { signIn } from "../sign-in.ts";

interface Properties {
  /** Who it was before; the name can still be changed. */
  readonly user?: string;
  /** Resolves to whether one is signed in now, as far as the dashboard can tell. */
  readonly onSignedIn: () => Promise<boolean>;
}

const NOT_KEPT =
  "The name and the password are right, but this browser did not keep the cookie that says so. " +
  "Behind https the dashboard must be opened by its https address, and cookies must be allowed.";

export function SignInForm({ user = "", onSignedIn }: Properties) {
  const nameId = useId();
  const passwordId = useId();
  const problemId = useId();
  const first = useRef<HTMLInputElement>(null);
  // Once, and after a dialog around it has opened, which would put the focus where it thinks best.
  useEffect(() => first.current?.focus(), []);
  const [name, setName] = useState(user);
  const [password, setPassword] = useState("");
  const entry = useMutation({
    mutationFn: async () => {
      await signIn({ name, password });
      if (!(await onSignedIn())) throw new Error(NOT_KEPT);
    },
    onError: () => setPassword(""),
  });
  const problem = entry.error === null ? null : headline(failureOf(entry.error));
  return (
    <form
      className="sign-in-form"
      aria-describedby={problemId}
      onSubmit={(event) => {
        event.preventDefault();
        if (!entry.isPending) entry.mutate();
      }}
    >
      <label htmlFor={nameId}>Name</label>
      <input
        id={nameId}
        type="text"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={200}
        ref={user === "" ? first : null}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <label htmlFor={passwordId}>Password</label>
      <input
        id={passwordId}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        maxLength={1024}
        ref={user === "" ? null : first}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div id={problemId} role="alert" className="sign-in-problem">
        {problem}
      </div>
      <button type="submit" className="primary-button" disabled={entry.isPending}>
        {entry.isPending ? "Signing in…" : "Sign in"}
      </button>
    </form>
  );
}
