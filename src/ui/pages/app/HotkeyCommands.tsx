// The lines for Pegasus's shell that find the keys of a hot partition, ready to copy.
import { HOTKEY_ACTIONS, hotkeyCommand, type HotkeyKind } from "#pegasus/hotkey-commands.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";

const DOES: Readonly<Record<(typeof HOTKEY_ACTIONS)[number], string>> = {
  start: "The primary begins to count keys; it ends by itself after two and a half minutes at most.",
  query: "What it has found: the hash key, or that none stands out.",
  stop: "Ends it, so that it can be started again.",
};

interface Properties {
  readonly appId: number;
  readonly partition: number;
  readonly primary: string;
  readonly kind: HotkeyKind;
}

export function HotkeyCommands(hot: Properties) {
  return (
    <ul className="hotkey-commands">
      {HOTKEY_ACTIONS.map((action) => {
        const line = hotkeyCommand(hot, action);
        return (
          <li key={action}>
            <code>{line}</code>
            <CopyButton text={line} label={`Copy ${line}`} />
            <span>{DOES[action]}</span>
          </li>
        );
      })}
    </ul>
  );
}
