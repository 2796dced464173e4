// Mantine's theme: dense, system fonts (nothing is loaded from elsewhere), contrast of WCAG AA in both schemes.
import { createTheme } from "@mantine/core";

export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, "DejaVu Sans Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "15px", xl: "18px" },
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "19px" }, h2: { fontSize: "15px" }, h3: { fontSize: "13px" } },
  },
  defaultRadius: "sm",
  primaryColor: "blue",
  primaryShade: { light: 8, dark: 8 },
  cursorType: "pointer",
  respectReducedMotion: true,
});
