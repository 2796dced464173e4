import type { Page } from "@playwright/test";
import { ANN, VIC, PROXY, signingIn } from "#gateway/testing/people.ts";
import { OPEN } from "#gateway/access.ts";
import { seriousViolations } from "./axe.ts";
import { expect, expectHeading, simulated, test, type Dashboard } from "./dashboard.ts";

const FLAG = "hdfs_read_limit_rate_mb_per_sec";
const ACCESS = signingIn([ANN, VIC]);
const SOURCE = { kind: "demo", scenario: "healthy" } as const;

test.use({ access: ACCESS });
// Scrypt takes its time, and a busy machine more.
test.describe.configure({ timeout: 60_000 });

async function signIn(page: Page, name: string, password = `${name}'s`): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** As SIGHUP does it. */
async function change(dashboard: Dashboard, access: typeof OPEN): Promise<void> {
  await dashboard.backend.change({ source: SOURCE, access });
}

test("one is asked to sign in, and comes to the page that one wanted, address and all", async ({
  page,
  dashboard,
  complaints,
}) => {
  await page.goto(`${dashboard.url}/c/demo/apps?sort=-partitions#end`);
  await expectHeading(page, "Sign in");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fc%2Fdemo%2Fapps%3Fsort%3D-partitions%23end$/);
  await expect(page.getByLabel("Name")).toBeFocused();
  expect(simulated(dashboard).requests()).toEqual([]);
  await signIn(page, "ann", "wrong");
  await expect(page.getByRole("alert")).toHaveText("The name or the password is wrong.");
  await expect(page.getByLabel("Name")).toHaveValue("ann");
  await expect(page.getByLabel("Password")).toHaveValue("");
  // By keyboard alone.
  await page.getByLabel("Name").press("Tab");
  await page.keyboard.type("ann's");
  await expect(page.getByLabel("Password")).toHaveValue("ann's");
  await page.keyboard.press("Enter");
  await expectHeading(page, "Apps");
  await expect(page).toHaveURL(`${dashboard.url}/c/demo/apps?sort=-partitions#end`);
  const line = page.getByRole("group", { name: "Signed in" });
  await expect(line).toContainText("ann");
  await expect(line).toContainText("operator");
  expect(await page.evaluate(() => document.cookie)).toBe("");
  await page.reload();
  await expectHeading(page, "Apps");
  expect(complaints).toEqual([]);
});

test("signing in never leads to a stranger", async ({ page, dashboard, complaints }) => {
  for (const next of ["https://evil.example/", "//evil.example/", "/\\evil.example/"]) {
    await page.goto(`${dashboard.url}/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(page, "ann");
    await expectHeading(page, "Cluster");
    expect(new URL(page.url()).origin).toBe(dashboard.url);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expectHeading(page, "Sign in");
  }
  expect(complaints).toEqual([]);
});

test("who signs out is out, also with the back button", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/c/demo/nodes`);
  await signIn(page, "ann");
  await expectHeading(page, "Nodes");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expectHeading(page, "Sign in");
  await page.goBack();
  await expectHeading(page, "Sign in");
  await expect(page.getByRole("table")).toHaveCount(0);
});

test("guesses are slowed down, and the page says for how long", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/sign-in`);
  const alert = page.getByRole("alert");
  // Where a guess takes long, as on a busy machine, the brake lets more of them through.
  for (let attempt = 0; attempt < 20 && !(await alert.textContent())?.startsWith("There were"); attempt++) {
    await signIn(page, "ann", "guess");
    await expect(page.getByLabel("Password")).toHaveValue("");
    await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  }
  await expect(alert).toHaveText(/too many attempts to sign in\. Try again in \d+ s\./);
});

test("a viewer sees everything, and what they may not do is shown, disabled, with the reason", async ({
  page,
  dashboard,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(`${dashboard.url}/c/demo/config?server=${encodeURIComponent(server)}&q=${FLAG}`);
  await signIn(page, "vic");
  const why = /needs? the role of operator; you are signed in as vic, a viewer/;
  const edit = page.getByRole("button", { name: `Edit ${FLAG}` });
  await expect(edit).toBeDisabled();
  await expect(edit).toHaveAttribute("title", why);
  await expect(page.getByText("No changes:")).toContainText(why);
  await page.goto(`${dashboard.url}/c/demo/config?server=${encodeURIComponent(server)}&q=server_key`);
  const show = page.getByRole("button", { name: "Show the value of server_key", exact: true });
  await expect(show).toBeDisabled();
  await expect(show).toHaveAttribute("title", why);
  for (const path of ["/pprof/profile&q=seconds=1", "/meta/app/start_compaction"]) {
    await page.goto(`${dashboard.url}/c/demo/explorer?server=leader&path=${path}`);
    await expect(page.getByRole("button", { name: "Send…" })).toBeDisabled();
    await expect(page.getByText(why)).toBeVisible();
  }
  await page.goto(`${dashboard.url}/c/demo/audit`);
  await expectHeading(page, "Audit");
});

test("a session that ends while a page is open says so, keeps the page, and goes on after signing in", async ({
  page,
  dashboard,
}) => {
  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(`${dashboard.url}/c/demo/config?server=${encodeURIComponent(server)}&q=${FLAG}`);
  await signIn(page, "ann");
  await page.getByRole("button", { name: `Edit ${FLAG}` }).click();
  const edit = page.getByRole("dialog", { name: new RegExp(FLAG) });
  await edit.getByLabel("New value").fill("123");
  // Another password ends her sessions; the configuration goes back, and the cookie is worth nothing for a while.
  await change(dashboard, signingIn([{ ...ANN, passwordHash: VIC.passwordHash }]));
  await edit.getByRole("button", { name: /Apply/ }).click();
  const ended = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(ended).toBeVisible();
  await expect(ended.getByLabel("Name")).toHaveValue("ann");
  await expect(ended.getByLabel("Password")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(ended).toBeVisible();
  await page.keyboard.type("vic's");
  await ended.getByRole("button", { name: "Sign in" }).click();
  await expect(ended).toHaveCount(0);
  await expect(edit.getByLabel("New value")).toHaveValue("123");
  await edit.getByRole("button", { name: /Apply/ }).click();
  await expect(edit.getByRole("table", { name: "Servers and values" })).toContainText("Now 123, read back");
  await expect(page).toHaveURL(new RegExp(`q=${FLAG}`));
});

test("a role that is taken away is gone at the next thing one tries, and shown", async ({ page, dashboard }) => {
  const [server = ""] = simulated(dashboard).replicas;
  await page.goto(`${dashboard.url}/c/demo/config?server=${encodeURIComponent(server)}&q=${FLAG}`);
  await signIn(page, "ann");
  await page.getByRole("button", { name: `Edit ${FLAG}` }).click();
  await change(dashboard, signingIn([{ ...ANN, role: "viewer" }]));
  await page.getByRole("dialog").getByLabel("New value").fill("124");
  await page.getByRole("dialog").getByRole("button", { name: /Apply/ }).click();
  await expect(page.getByRole("dialog")).toContainText("needs the role of operator, and ann is a viewer");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("group", { name: "Signed in" })).toContainText("viewer");
  await expect(page.getByRole("button", { name: `Edit ${FLAG}` })).toBeDisabled();
  const sent = simulated(dashboard)
    .requests()
    .filter(({ target }) => target.startsWith("/updateConfig"));
  expect(sent).toEqual([]);
});

test("an operator sees a secret for a moment, and it is written down", async ({ page, dashboard }) => {
  const [server = ""] = simulated(dashboard).replicas;
  const answer = await fetch(`http://${server}/config?name=server_key`);
  const { value } = (await answer.json()) as { value: string };
  await page.clock.install();
  await page.goto(`${dashboard.url}/c/demo/config?server=${encodeURIComponent(server)}&q=server_key`);
  await signIn(page, "ann");
  const row = page.getByRole("row").filter({ has: page.getByText("server_key", { exact: true }) });
  await expect(row).toContainText("••••••••");
  await row.getByRole("button", { name: "Show the value of server_key", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("written in the audit log");
  await expect(dialog).not.toContainText(value);
  await dialog.getByLabel(/Reason/).fill("ticket 9: prüfen");
  await dialog.getByRole("button", { name: "Show it" }).click();
  await expect(dialog.getByLabel("Value of server_key")).toHaveText(value);
  await page.clock.runFor(31_000);
  await expect(dialog).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText(value);
  await page.goto(`${dashboard.url}/c/demo/audit`);
  const entry = page.getByRole("table", { name: "Changes", exact: true }).getByRole("row").nth(1);
  for (const text of ["ann", "show server_key", server, "ticket 9: prüfen", "Done"])
    await expect(entry).toContainText(text);
  await expect(entry).not.toContainText(value);
});

test.describe("behind a proxy that signs people in", () => {
  test.use({ access: { ...OPEN, signIn: { proxyHeader: { ...PROXY, trusted: ["127.0.0.1"] } } } });

  test("the proxy's word is enough", async ({ page, dashboard }) => {
    await page.setExtraHTTPHeaders({ "x-forwarded-user": "vic" });
    await page.goto(`${dashboard.url}/c/demo`);
    await expectHeading(page, "Cluster");
    const line = page.getByRole("group", { name: "Signed in" });
    await expect(line).toContainText("vic");
    await expect(line).toContainText("viewer");
    await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  });

  test("without it the page says what is wrong, and nothing of the cluster", async ({ page, dashboard }) => {
    await page.goto(`${dashboard.url}/c/demo`);
    await expectHeading(page, "Sign in");
    await expect(page.getByText(/proxy in front of this dashboard signs people in/)).toBeVisible();
    await expect(page.getByLabel("Password")).toHaveCount(0);
  });

  test("a session that the proxy ends keeps the page until one has signed in elsewhere", async ({
    page,
    dashboard,
  }) => {
    await page.setExtraHTTPHeaders({ "x-forwarded-user": "ann" });
    await page.goto(`${dashboard.url}/c/demo/apps`);
    await expectHeading(page, "Apps");
    await page.setExtraHTTPHeaders({});
    await page.getByRole("button", { name: "Refresh now" }).click();
    const ended = page.getByRole("dialog", { name: "Your session has ended" });
    await expect(ended.getByRole("link", { name: /new tab/ })).toHaveAttribute("target", "_blank");
    await page.setExtraHTTPHeaders({ "x-forwarded-user": "ann" });
    await ended.getByRole("button", { name: "I have signed in" }).click();
    await expect(ended).toHaveCount(0);
    await expectHeading(page, "Apps");
  });
});

test("axe finds nothing serious on the sign-in page", async ({ page, dashboard }) => {
  await page.goto(`${dashboard.url}/sign-in`);
  await signIn(page, "ann", "wrong");
  await expect(page.getByRole("alert")).not.toBeEmpty();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousViolations(page), colorScheme).toEqual([]);
  }
});
