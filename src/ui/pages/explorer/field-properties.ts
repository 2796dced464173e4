// What every field of the request form is given.
import type { Endpoint, Parameter, Role } from "#pegasus/endpoint.ts";
import type { Target } from "#pegasus/target.ts";

export interface FieldProperties {
  readonly id: string;
  readonly where: { readonly cluster: string; readonly server: string; readonly role: Role | null };
  readonly endpoint: Endpoint;
  readonly parameter: Parameter;
  readonly target: Target;
  /** Null takes the parameter out. */
  readonly onChange: (value: string | null) => void;
}
