/** @throws {SyntaxError} where it is no regular expression. */
export function compilePattern(pattern: string, matchCase: boolean): RegExp {
  const flags = matchCase ? "" : "i";
  try {
    // What Unicode mode refuses, such as a needless escape, is often what somebody means all the same.
    return new RegExp(pattern, `${flags}u`);
  } catch {
    return new RegExp(pattern, flags);
  }
}
