import { expect, it } from "vitest";
import { HOTKEY_ACTIONS, hotkeyCommand } from "./hotkey-commands.ts";

it("writes the lines as the shell of 2.6 takes them, all five of its options", () => {
  const hot = { appId: 3, partition: 1, primary: "10.231.57.104:34802", kind: "write" } as const;
  expect(HOTKEY_ACTIONS.map((action) => hotkeyCommand(hot, action))).toEqual([
    "detect_hotkey -a 3 -p 1 -t write -c start -d 10.231.57.104:34802",
    "detect_hotkey -a 3 -p 1 -t write -c query -d 10.231.57.104:34802",
    "detect_hotkey -a 3 -p 1 -t write -c stop -d 10.231.57.104:34802",
  ]);
});
