// `pegasus-dashboard hash-password`: a password from standard input, its hash for the configuration.
import { hashPassword } from "./password-hash.ts";

const LONGEST = 1024;

/** @throws an Error with a sentence */
export async function hashFromInput(input: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk));
    if (chunks.reduce((size, { length }) => size + length, 0) > 4 * LONGEST) break;
  }
  // A person ends the line with Enter, `echo` does so too; neither means it to be part of the password.
  const password = Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
  if (password === "") throw new Error("The password is empty; write it to standard input.");
  if (/[\r\n]/.test(password)) throw new Error("The password has more than one line.");
  if (password.length > LONGEST) throw new Error(`The password has more than ${LONGEST} characters.`);
  return hashPassword(password);
}
