// What axe holds for serious or critical on a page as it stands now.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Each as `rule at selector, …`; empty when nothing is. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
