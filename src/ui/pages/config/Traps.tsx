import { Icon } from "../../parts/Icon.tsx";

/** What surprises those who change a flag, or believe it. */
export function Traps({ traps }: { readonly traps: readonly string[] }) {
  if (traps.length === 0) return null;
  return (
    <ul className="flag-traps" aria-label="Traps">
      {traps.map((trap) => (
        <li key={trap}>
          <Icon name="warning" size={12} /> {trap}
        </li>
      ))}
    </ul>
  );
}
