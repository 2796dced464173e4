// The lines for Pegasus's shell that find the keys of a hot partition (shell/commands/detect_hotkey.cpp): HTTP has no call for it.

export type HotkeyKind = "read" | "write";

interface Hot {
  readonly appId: number;
  readonly partition: number;
  /** The replica server that leads the partition: keys are looked for where requests come. */
  readonly primary: string;
  readonly kind: HotkeyKind;
}

export const HOTKEY_ACTIONS = ["start", "query", "stop"] as const;

export function hotkeyCommand(
  { appId, partition, primary, kind }: Hot,
  action: (typeof HOTKEY_ACTIONS)[number],
): string {
  return `detect_hotkey -a ${appId} -p ${partition} -t ${kind} -c ${action} -d ${primary}`;
}
