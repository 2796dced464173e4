// `POST /api/session`: sign in with a name and a password.
import * as z from "zod/mini";

export const signInSchema = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  password: z.string().check(z.minLength(1), z.maxLength(1024)),
});
export type SignIn = z.infer<typeof signInSchema>;
