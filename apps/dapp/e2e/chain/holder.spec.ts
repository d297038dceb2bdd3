// What else a holder does, on a real chain: merge, take back what was offered, and give away.
import { expect, type Page, test } from "@playwright/test";
import { install, type Hands } from "../support/keplr";
import { ask, clientOf, config, somebody, type Person } from "../support/stack";
import { connect, signIt, visit } from "../support/steps";

test.describe.configure({ mode: "serial" });

const RIG = 1;
let page: Page;
let hands: Hands;
let ola: Person;

const tokensOf = async (who: Person): Promise<string[]> => {
  const { contracts } = await config();
  return (await ask<{ tokens: string[] }>(contracts.hashrate_nft, { tokens: { owner: who.address, limit: 30 } })).tokens;
};

const moneyOf = async (who: Person): Promise<bigint> => {
  const client = await clientOf(who);
  const { amount } = await client.getBalance(who.address, "uusdc");
  client.disconnect();
  return BigInt(amount);
};

const token = () => page.getByTestId("token");

test.beforeAll(async ({ browser }) => {
  ola = await somebody("Ola");
  page = await browser.newPage();
  hands = await install(page, ola);
});

test.afterAll(async () => {
  await page.close();
});

test("two purchases make two tokens, and a merge makes them one", async () => {
  await visit(page, `/rig/${RIG}`);
  await connect(page, "Ola");
  for (const shares of ["10", "15"]) {
    await page.getByLabel("Shares", { exact: true }).fill(shares);
    await page.getByRole("button", { name: "Buy", exact: true }).click();
    await signIt(page);
  }
  await visit(page, "/portfolio");
  await expect(token()).toHaveCount(2, { timeout: 20_000 });
  for (const box of await page.getByLabel(/^Choose token/).all()) await box.check();
  await expect(page.getByText(`2 chosen: 25 shares of rig ${RIG}`)).toBeVisible();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await signIt(page);
  await expect(token()).toHaveCount(1, { timeout: 20_000 });
  await expect(token()).toContainText("25 shares");
});

test("an ask is taken back", async () => {
  await token().getByRole("button", { name: "List" }).click();
  await page.getByLabel("Paid in").selectOption("uusdc");
  await page.getByLabel(/^Price of a share/).fill("0.9");
  await page.getByRole("button", { name: "List it" }).click();
  await signIt(page);
  await expect(token()).toContainText("listed for 22.5", { timeout: 20_000 });
  await token().getByRole("button", { name: "Take back" }).click();
  await signIt(page);
  await expect(token()).not.toContainText("listed for", { timeout: 20_000 });
  const { contracts } = await config();
  const { asks } = await ask<{ asks: { seller: string }[] }>(contracts.marketplace, { asks: { limit: 30 } });
  expect(asks.filter(({ seller }) => seller === ola.address)).toEqual([]);
});

test("an offer is taken back, with all its money", async () => {
  const before = await moneyOf(ola);
  await visit(page, `/market?rig=${RIG}&tab=offers&denom=uusdc`);
  await page.getByLabel(/^Price of a share/).fill("0.6");
  await page.getByLabel("Shares, at most").fill("10");
  await page.getByRole("button", { name: "Make the offer" }).click();
  await signIt(page);
  expect(await moneyOf(ola)).toBe(before - 6_000_000n);
  await visit(page, "/portfolio");
  const mine = page.getByRole("region", { name: "Your offers" });
  await expect(mine.getByRole("rowheader")).toHaveCount(1, { timeout: 20_000 });
  await mine.getByRole("button", { name: /^Take back/ }).click();
  await signIt(page);
  expect(await moneyOf(ola)).toBe(before);
  await expect(mine).toHaveCount(0, { timeout: 20_000 });
});

test("a token is given to another, who has it", async () => {
  const friend = await somebody("Pia");
  const [id] = await tokensOf(ola);
  await token().getByRole("button", { name: "Transfer" }).click();
  const to = page.getByLabel(/^To/);
  await to.fill("wasm1nobody");
  await expect(to).toHaveAttribute("aria-invalid", "true");
  await to.fill(friend.address);
  const before = hands.signatures;
  await page.getByRole("button", { name: "Transfer it" }).click();
  await signIt(page);
  expect(hands.signatures).toBe(before + 1);
  expect(await tokensOf(ola)).toEqual([]);
  expect(await tokensOf(friend)).toEqual([id]);
});
