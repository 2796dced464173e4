// What the colours of frames say; their names and figures say it too.
const GROUPS = ["pegasus::", "dsn::", "rocksdb::", "without a name: library+offset", "others"];

export function Legend({ compares }: { readonly compares: boolean }) {
  if (compares) {
    return (
      <ul className="flame-legend" aria-label="Colours">
        <Key colour="--flame-change-0">only before</Key>
        <Key colour="--flame-change-2">less than before</Key>
        <Key colour="--flame-change-4">as before</Key>
        <Key colour="--flame-change-6">more than before</Key>
        <Key colour="--flame-change-8">only after</Key>
        <li>A frame is as wide as both together.</li>
      </ul>
    );
  }
  return (
    <ul className="flame-legend" aria-label="Colours">
      {GROUPS.map((group, tone) => (
        <Key key={group} colour={`--flame-tone-${tone}`}>
          {group}
        </Key>
      ))}
    </ul>
  );
}

function Key({ colour, children }: { readonly colour: string; readonly children: string }) {
  return (
    <li>
      <span className="flame-key" style={{ background: `var(${colour})` }} /> {children}
    </li>
  );
}
