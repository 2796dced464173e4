import { useMantineColorScheme } from "@mantine/core";
import { Icon } from "../parts/Icon.tsx";

const NEXT = { auto: "light", light: "dark", dark: "auto" } as const;
const WORDS = { auto: "follows the system", light: "light", dark: "dark" } as const;
const ICONS = { auto: "system", light: "sun", dark: "moon" } as const;

/** Light, dark, or what the system says. */
export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = `Theme: ${WORDS[colorScheme]}. Change to ${WORDS[NEXT[colorScheme]]}`;
  return (
    <button
      type="button"
      className="icon-button"
      title={label}
      aria-label={label}
      onClick={() => setColorScheme(NEXT[colorScheme])}
    >
      <Icon name={ICONS[colorScheme]} />
    </button>
  );
}
