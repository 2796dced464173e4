/** Unit and integration tests. Apart from vite.config.ts, which starts a backend for development. */
import { defineConfig } from "vitest/config";

const SECOND = 1000;

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "bench/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20 * SECOND,
    hookTimeout: 20 * SECOND,
  },
});
