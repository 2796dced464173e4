// Who is asked, how far it is, and which value of the answers is looked at.
import { Autocomplete, Button } from "@mantine/core";
import { useId, useMemo } from "react";
import type { RosterEntry } from "#api/clusters.ts";
import { plural } from "../../format.ts";
import type { Exchange } from "../../send.ts";
import { FLEET_ROLES, type FleetRole } from "./url-state.ts";
import { pathsIn } from "./value-at.ts";

interface Properties {
  readonly servers: readonly RosterEntry[];
  readonly role: FleetRole;
  readonly onRole: (role: FleetRole) => void;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly asked: boolean;
  readonly busy: boolean;
  readonly answered: number;
  /** The answers can be many megabytes each. */
  readonly heavy: boolean;
  readonly wrongPath: boolean;
  /** An answer, for its paths. */
  readonly example: Exchange | null;
  readonly onAsk: () => void;
}

const ROLE_WORDS: Readonly<Record<FleetRole, string>> = {
  all: "all servers",
  meta: "meta servers",
  replica: "replica servers",
  collector: "collectors",
};
/** Suggestions of paths, as many as somebody would look through. */
const PATHS = 200;

export function FleetBar(properties: Properties) {
  const { servers, role, onRole, value, onValue, asked, busy, answered, heavy, wrongPath, example, onAsk } = properties;
  const roleId = useId();
  const valueId = useId();
  const paths = useMemo(() => (example === null ? [] : pathsIn(example.text, PATHS)), [example]);
  return (
    <>
      <div className="fleet-bar">
        <label htmlFor={roleId}>Ask</label>
        <select
          id={roleId}
          value={role}
          onChange={(event) => onRole(FLEET_ROLES.find((one) => one === event.currentTarget.value) ?? "all")}
        >
          {FLEET_ROLES.map((one) => (
            <option key={one} value={one}>
              {ROLE_WORDS[one]}
            </option>
          ))}
        </select>
        <Button size="compact-sm" disabled={busy || servers.length === 0} onClick={onAsk}>
          {asked ? "Ask again" : `Ask ${plural(servers.length, "server")}`}
        </Button>
        <span role="status" aria-label="Answers so far">
          {asked && `${answered} of ${servers.length} done`}
        </span>
        <label htmlFor={valueId}>Value at</label>
        <Autocomplete
          id={valueId}
          size="xs"
          className="fleet-value"
          value={value}
          data={paths}
          limit={60}
          maxDropdownHeight={300}
          comboboxProps={{ width: "max-content", position: "bottom-start" }}
          placeholder="$.Version"
          spellCheck={false}
          error={wrongPath}
          onChange={onValue}
        />
      </div>
      {wrongPath && <p role="status">This is no path. A path is written as $.name['other name'][0].</p>}
      {heavy && !asked && (
        <p className="explorer-note">
          Without a filter this can be tens of megabytes of each server. Choose metrics, or ask all the same: four
          servers at a time.
        </p>
      )}
    </>
  );
}
