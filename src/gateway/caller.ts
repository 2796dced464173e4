// Who asks, as the gateway knows it at this one request.
import { GatewayFailure } from "./failure.ts";

export type Role = "viewer" | "operator";

export interface Caller {
  readonly user: string;
  readonly role: Role;
  /** Why, in their own words or a ticket's number, for the audit log; null: not said. */
  readonly reason: string | null;
}

/** @throws {GatewayFailure} forbidden */
export function requireOperator({ user, role }: Pick<Caller, "user" | "role">): void {
  if (role === "operator") return;
  throw new GatewayFailure("forbidden", `This needs the role of operator, and ${user} is a ${role}; nothing was sent.`);
}
