// Nobody's money out of sight, and no figure that promises more than it can keep.
import type { Page } from "@playwright/test";
import { ENDED, address } from "../fixture/world.mjs";
import { expect, settled, still, test, withWallet } from "../support/page";

test.afterEach(({ fixture }) => {
  Object.assign(fixture.state, { indexer: true, node: true });
});

async function open(page: Page, url: string, holder?: string): Promise<void> {
  await withWallet(page, holder);
  await still(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(url);
  await settled(page);
}

for (const indexer of [true, false]) {
  test(`one's own expired offer can be taken back, others' are not shown, ${indexer ? "with" : "without"} the indexer`, async ({ page, fixture }) => {
    fixture.state.indexer = indexer;
    await open(page, `${fixture.origin}/portfolio`);
    const mine = page.getByRole("region", { name: "Your offers" });
    await expect(mine.getByRole("rowheader")).toHaveCount(2);
    const expired = mine.getByRole("row").filter({ hasText: "expired: take your money back" });
    await expect(expired).toHaveCount(1);
    await expect(expired.getByRole("button", { name: "Take back offer 10" })).toBeVisible();
    await page.goto(`${fixture.origin}/market?tab=offers&denom=uusdc`);
    await settled(page);
    const offers = page.getByRole("region", { name: "Offers" });
    await expect(offers.getByRole("button", { name: /^Take back offer (9|10)$/ })).toHaveCount(2);
    await expect(offers.getByText("expired: take your money back")).toHaveCount(1);
    await expect(offers.getByRole("rowheader")).toHaveCount(10);
  });
}

test("an ask of one's own that has expired is not called a listing", async ({ page, fixture }) => {
  await open(page, `${fixture.origin}/portfolio`);
  const token = (number: string) => page.getByTestId("token").filter({ hasText: `token ${number}` });
  await expect(token("42")).toContainText("its ask has ended");
  await expect(token("42").getByRole("button", { name: "List" })).toBeVisible();
  await expect(token("43")).toContainText("listed for");
});

test("a rig whose term is over is the last in the list, however cheap", async ({ page, fixture }) => {
  await open(page, fixture.origin);
  const row = page.getByRole("region", { name: "Rigs" }).getByRole("row").last();
  await expect(row).toContainText(`rig ${ENDED} term ended`);
  await expect(row).toContainText("lowest ask");
});

test("a rig whose term is over is not sold by its operator, and an ask for it says so", async ({ page, fixture }) => {
  await open(page, `${fixture.origin}/rig/${ENDED}`);
  await expect(page.getByText("term ended", { exact: true })).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Buy" })).toContainText("Its term is over: a share of it earns nothing any more.");
  await expect(page.getByRole("button", { name: "Buy", exact: true })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Calculator" })).toHaveCount(0);
  await page.goto(`${fixture.origin}/market?rig=${ENDED}`);
  await expect(page.getByRole("region", { name: "Asks" }).getByRole("row").nth(1)).toContainText("term ended");
});

test("a basket takes nothing of a rig whose term is over, nor of a sale that the wallet has used up", async ({ page, fixture }) => {
  await open(page, `${fixture.origin}/market?tab=basket`);
  await page.getByLabel("Budget, USDC").fill("2000000");
  const basket = page.getByRole("region", { name: "The basket" });
  await expect(basket.getByRole("row", { name: /^rig 1 .*primary sale/ })).toHaveCount(1);
  await expect(basket.getByRole("row", { name: /^rig 2 .*primary sale/ })).toHaveCount(0);
  await expect(basket.getByRole("rowheader", { name: `rig ${ENDED} ` })).toHaveCount(0);
});

test("the box to buy knows what the wallet has had of the sale", async ({ page, fixture }) => {
  await open(page, `${fixture.origin}/rig/1`);
  await expect(page.getByText("5 to 100; 1\u202f290 left.", { exact: false })).toContainText("You have had 1\u202f900 of the 2\u202f000 that a wallet may");
  await page.goto(`${fixture.origin}/rig/2`);
  await expect(page.getByText("You have had 1\u202f998 shares from its sales")).toBeVisible();
  await expect(page.getByRole("button", { name: "Buy", exact: true })).toHaveCount(0);
});

test("without the indexer, asks of all rigs are those in the chosen coin", async ({ page, fixture }) => {
  fixture.state.indexer = false;
  await open(page, `${fixture.origin}/market?denom=ustake`);
  await expect(page.getByText("Nobody asks in this coin. You may make an offer.")).toBeVisible();
  await page.getByLabel("Paid in").first().selectOption("uusdc");
  await expect(page.getByRole("checkbox", { name: /^Choose token/ })).toHaveCount(30);
});

test("where claims go to another address, the portfolio says so", async ({ page, fixture }) => {
  await open(page, `${fixture.origin}/portfolio`, address("saver"));
  const note = page.getByText("the payout address that you have set");
  await expect(note).toContainText("A claim goes to");
  await expect(note.getByRole("button", { name: `${address("savings")}, copy` })).toBeVisible();
  await page.goto(`${fixture.origin}/portfolio`);
});

test("an amount with a comma that may mean two things is asked for again", async ({ page, fixture }) => {
  await open(page, `${fixture.origin}/market?tab=offers&rig=1`);
  const price = page.getByLabel(/^Price of a share/);
  await price.fill("1,000");
  await expect(price).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText('"1,000" can be read in two ways: write 1000, or 1.000')).toBeVisible();
});

test("what is due beyond one message is neither summed up nor promised", async ({ page, fixture }) => {
  await page.route(/\/smart\//, async (route) => {
    const query = JSON.parse(Buffer.from(decodeURIComponent(route.request().url().split("/smart/")[1] ?? ""), "base64").toString()) as { reports?: { rig: number; start_after: number; limit: number } };
    if (query.reports?.rig !== 1) return route.fallback();
    const { start_after: after, limit } = query.reports;
    const reports = Array.from({ length: limit }, (_, at) => ({ epoch: after + 1 + at, report: { v: 1, gross: "5", grade: "plausible", signers: 5, final_seconds: 1, final_height: 1 } }));
    return route.fulfill({ json: { data: { reports } } });
  });
  await open(page, `${fixture.origin}/operator`);
  await expect(page.getByText("Due for the next epochs, at most 64 a rig: more are due after these")).toBeVisible();
  await expect(page.getByRole("region", { name: "Due epochs of rig 1" }).getByRole("rowheader")).toHaveCount(64);
  await expect(page.getByRole("button", { name: "Settle the next 64 of rig 1" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Settle all of it" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Settle these \d+$/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Due of rig 2" })).toContainText("grace may be over");
});
