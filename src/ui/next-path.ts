// Where one goes after signing in. Only pages of this dashboard: a link from elsewhere must not lead on to somewhere else.

/** `next` as a path of `origin` with query and hash; the first page when it is anything else. */
export function nextPath(next: string | null, origin: string): string {
  // Browsers read `//host`, `/\host` and blanks between as another host; the parser does as they do.
  if (next === null || !next.startsWith("/") || !URL.canParse(next, origin)) return "/";
  const { origin: there, pathname, search, hash } = new URL(next, origin);
  if (there !== origin || pathname.startsWith("//") || pathname === "/sign-in") return "/";
  return `${pathname}${search}${hash}`;
}
