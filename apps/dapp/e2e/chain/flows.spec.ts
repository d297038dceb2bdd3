// What a person does from the first look to money in hand, on a real chain: in order, each step on the one before.
import { expect, type Page, test } from "@playwright/test";
import { install, type Hands, switchTo } from "../support/keplr";
import { ask, clientOf, config, devnetAccount, somebody, type Person } from "../support/stack";
import { connect, signIt, tabTo, visit } from "../support/steps";

test.describe.configure({ mode: "serial" });

let page: Page;
let hands: Hands;
let ada: Person;
let ben: Person;
/** A rig whose operator settles by itself, paid in a coin that is not the fee's. */
const RIG = 1;
const SHARES = 12;

interface Claimable {
  readonly rigs: readonly { readonly claimable: string }[];
}

const claimableOf = async (who: Person): Promise<bigint> => {
  const { contracts } = await config();
  const { rigs } = await ask<Claimable>(contracts.distributor, { claimable: { holder: who.address, rigs: [RIG] } });
  return BigInt(rigs[0]?.claimable ?? "0");
};

const tokensOf = async (who: Person): Promise<string[]> => {
  const { contracts } = await config();
  return (await ask<{ tokens: string[] }>(contracts.hashrate_nft, { tokens: { owner: who.address, limit: 30 } })).tokens;
};

test.beforeAll(async ({ browser }) => {
  [ada, ben] = [await somebody("Ada"), await somebody("Ben")];
  page = await browser.newPage();
  hands = await install(page, ada);
  hands.knowsChain = false;
});

test.afterAll(async () => {
  await page.close();
});

test("look around without a wallet", async () => {
  await visit(page, "/");
  await expect(page.getByRole("heading", { name: "Explore rigs" })).toBeVisible();
  await page.getByLabel("State").selectOption("all");
  await page.getByRole("link", { name: /Antminer S21 Pro/ }).first().click();
  await expect(page.getByRole("heading", { name: "What one share earns" })).toBeVisible();
  await page.getByText("Formula and inputs").click();
  await expect(page.getByText("Hashes per block", { exact: true })).toBeVisible();
  for (const [link, heading] of [["Market", "Market"], ["Truth", "Truth"], ["Portfolio", "Portfolio"], ["Operator", "Operator"]] as const) {
    await page.getByRole("link", { name: link, exact: true }).first().click();
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
  }
  expect(hands.suggested).toEqual([]);
});

test("connect: the wallet does not know the chain, and is told", async () => {
  const { chain_id, rpc } = await config();
  await connect(page, "Ada");
  expect(hands.suggested).toMatchObject([{ chainId: chain_id, rpc }]);
});

test("buy shares by keyboard alone, after a simulation and with one signature", async () => {
  await visit(page, `/rig/${RIG}`);
  const shares = page.getByLabel("Shares", { exact: true });
  await expect(shares).toBeVisible();
  await page.locator("body").press("Tab");
  await tabTo(page, shares);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(String(SHARES));
  await tabTo(page, page.getByRole("button", { name: "Buy", exact: true }));
  await page.keyboard.press("Enter");
  const sign = page.getByRole("button", { name: /^Sign with Keplr/ });
  await expect(sign).toBeVisible();
  expect(hands.signatures).toBe(0);
  await tabTo(page, sign);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("tx-status")).toContainText("Done: in block");
  expect(hands.signatures).toBe(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("see it in the portfolio", async () => {
  await visit(page, "/portfolio");
  const token = page.getByTestId("token");
  await expect(token).toHaveCount(1);
  await expect(token).toContainText(`${SHARES} shares`);
  await expect(token.getByRole("img")).toHaveAttribute("src", /^data:image\//);
  expect(await tokensOf(ada)).toHaveLength(1);
});

test("earn, and claim it all by keyboard with one signature", async () => {
  test.setTimeout(420_000);
  await expect.poll(() => claimableOf(ada), { timeout: 390_000, intervals: [3_000] }).toBeGreaterThan(0n);
  await visit(page, "/portfolio");
  const claim = page.getByRole("button", { name: "Claim it" });
  await expect(claim).toBeEnabled({ timeout: 20_000 });
  await page.locator("body").press("Tab");
  await tabTo(page, claim);
  await page.keyboard.press("Enter");
  const sign = page.getByRole("button", { name: /^Sign with Keplr/ });
  await expect(sign).toBeVisible();
  await tabTo(page, sign);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("tx-status")).toContainText("Done: in block");
  await page.keyboard.press("Escape");
  expect(hands.signatures).toBe(2);
  const client = await clientOf(ada);
  expect(BigInt((await client.getBalance(ada.address, "wsat")).amount)).toBeGreaterThan(0n);
  client.disconnect();
  await expect(page.getByRole("region", { name: "Payouts" })).toContainText("wBTC", { timeout: 20_000 });
});

test("split a token, and list a part: approval and ask in one signature", async () => {
  await page.getByRole("button", { name: "Split" }).click();
  await page.getByLabel("Shares of each part").fill("5");
  await page.getByRole("button", { name: "Split it" }).click();
  await signIt(page);
  await expect(page.getByTestId("token")).toHaveCount(2);
  const small = page.getByTestId("token").filter({ hasText: "5 shares" });
  await small.getByRole("button", { name: "List" }).click();
  await page.getByLabel("Paid in").selectOption("uusdc");
  await page.getByLabel(/^Price of a share/).fill("0.7");
  await expect(page.getByText("Price of the token")).toBeVisible();
  const before = hands.signatures;
  await page.getByRole("button", { name: "List it" }).click();
  await signIt(page);
  expect(hands.signatures).toBe(before + 1);
  await expect(small).toContainText("listed for 3.5");
});

test("a second account takes over the page, and buys it", async () => {
  await switchTo(page, hands, ben);
  await expect(page.getByRole("button", { name: /^Wallet: Ben/ })).toBeVisible();
  await visit(page, `/market?rig=${RIG}&denom=uusdc`);
  const { contracts } = await config();
  const row = page.getByRole("row").filter({ hasText: ada.address.slice(0, 9) }).filter({ hasText: "3.5" });
  await expect(row).toHaveCount(1, { timeout: 20_000 });
  await row.getByRole("button", { name: /^Buy token/ }).click();
  await signIt(page);
  const [token] = await tokensOf(ben);
  expect(await ask(contracts.hashrate_nft, { extension: { msg: { share: { token_id: token } } } })).toMatchObject({ rig: RIG, shares: 5, owner: ben.address });
});

test("offer for any token of the rig, and the first account accepts it", async () => {
  await visit(page, `/market?rig=${RIG}&tab=offers&denom=uusdc`);
  await page.getByLabel(/^Price of a share/).fill("0.65");
  await page.getByLabel("Shares, at most").fill("7");
  await page.getByRole("button", { name: "Make the offer" }).click();
  await signIt(page);
  await switchTo(page, hands, ada);
  await visit(page, "/portfolio");
  const accept = page.getByRole("region", { name: "Offers for what you hold" }).getByRole("row").filter({ hasText: "4.55" }).getByRole("button", { name: /^Accept/ });
  await expect(accept).toHaveCount(1, { timeout: 20_000 });
  const before = hands.signatures;
  await accept.click();
  await signIt(page);
  expect(hands.signatures).toBe(before + 1);
  expect(await tokensOf(ada)).toEqual([]);
  expect(await tokensOf(ben)).toHaveLength(2);
});

test("what was sold stays claimable for the seller's seconds", async () => {
  await visit(page, "/portfolio");
  await expect(page.getByText("You hold no token.")).toBeVisible();
  await expect(page.getByText("Claimable now")).toBeVisible();
});

test("a basket over several rigs within a budget, in one transaction", async () => {
  await switchTo(page, hands, ben);
  await visit(page, "/market?tab=basket&denom=uusdc");
  await page.getByLabel(/^Budget/).fill("30");
  await page.getByLabel("At most in one rig").selectOption("33");
  const buy = page.getByRole("button", { name: "Buy the basket" });
  await expect(buy).toBeEnabled({ timeout: 20_000 });
  const rigs = await page.getByRole("region", { name: "The basket" }).getByRole("rowheader").allTextContents();
  expect(new Set(rigs.map((text) => /rig (\d+)/.exec(text)?.[1])).size).toBeGreaterThan(1);
  const before = hands.signatures;
  await buy.click();
  await signIt(page);
  expect(hands.signatures).toBe(before + 1);
  expect((await tokensOf(ben)).length).toBe(2 + rigs.length);
});

test("an operator sees what is due, and settles it", async () => {
  test.setTimeout(300_000);
  const operator = await devnetAccount("operator");
  await switchTo(page, hands, operator);
  await visit(page, "/operator");
  const settle = page.getByRole("button", { name: "Settle all of it" });
  await expect(settle).toBeVisible({ timeout: 240_000 });
  const due = await page.getByRole("region", { name: /^Due epochs of rig/ }).getByRole("rowheader").first().textContent();
  await settle.click();
  await signIt(page);
  await expect(page.getByRole("region", { name: /^Due epochs of rig/ }).getByRole("rowheader").filter({ hasText: due ?? "none" })).toHaveCount(0);
});

test("an operator withdraws what its sales have brought, once nothing is due", async () => {
  test.setTimeout(240_000);
  const settle = page.getByRole("button", { name: "Settle all of it" });
  const status = page.getByTestId("tx-status");
  // An epoch may fall due in between: then it is settled first, as the contract wants it.
  await expect(async () => {
    await visit(page, "/operator");
    await expect(page.getByText(/Due in all|Nothing is due/)).toBeVisible();
    if (await settle.isVisible()) {
      await settle.click();
      await signIt(page);
    }
    await visit(page, "/operator?tab=rigs");
    await page.getByRole("button", { name: "Withdraw" }).first().click();
    await page.getByRole("button", { name: /^Sign with/ }).click({ timeout: 5_000 });
    await expect(status).toContainText("Done: in block", { timeout: 30_000 });
  }).toPass({ timeout: 200_000 });
});
