// What goes wrong, on a real chain: said plainly, with nothing lost.
import { expect, test, type Page } from "@playwright/test";
import { install, type Hands } from "../support/keplr";
import { ask, clientOf, config, devnet, pidOf, somebody, stack, withFrozen, type Person } from "../support/stack";
import { connect, refusal, signIt, visit } from "../support/steps";

const RIG = 1;
/** What the indexer answers, and nothing of the node, whose paths have a v1 of their own. */
const INDEXER = (url: URL): boolean => url.origin === new URL(stack.url).origin && /^\/(v1\/|healthz$)/.test(url.pathname);

async function ready(page: Page, who: Person): Promise<Hands> {
  const hands = await install(page, who);
  await visit(page, `/rig/${RIG}`);
  await connect(page, who.name);
  await expect(page.getByLabel("Shares", { exact: true })).toBeVisible();
  return hands;
}

async function buy(page: Page, shares: string): Promise<void> {
  await page.getByLabel("Shares", { exact: true }).fill(shares);
  await page.getByRole("button", { name: "Buy", exact: true }).click();
}

test("a signature that is refused is no error", async ({ page }) => {
  const hands = await ready(page, await somebody("Cleo"));
  hands.mood = "rejects";
  await buy(page, "10");
  await page.getByRole("button", { name: /^Sign with/ }).click();
  await expect(page.getByTestId("tx-status")).toContainText("You did not sign. Nothing was sent, nothing has changed.");
  await expect(page.getByRole("dialog").getByRole("alert")).toHaveCount(0);
  hands.mood = "signs";
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await buy(page, "10");
  await signIt(page);
});

test("a locked wallet and one that is not there say so", async ({ page }) => {
  const hands = await install(page, await somebody("Dora"));
  hands.mood = "locked";
  await visit(page, "/");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("button", { name: /^Keplr/ }).click();
  await expect(page.getByRole("alert")).toContainText("Keplr is locked");
  await page.getByRole("button", { name: /^Leap/ }).click();
  await expect(page.getByRole("alert")).toContainText("Leap is not in this browser");
});

test("too little money is told before the wallet opens", async ({ page }) => {
  const poor = await somebody("Emil");
  const client = await clientOf(poor);
  const { amount } = await client.getBalance(poor.address, "uusdc");
  const rich = await somebody("Fay");
  await client.sendTokens(poor.address, rich.address, [{ denom: "uusdc", amount }], "auto");
  client.disconnect();
  const hands = await ready(page, poor);
  await page.getByLabel("Shares", { exact: true }).fill("100");
  await expect(page.getByText("not enough for this")).toBeVisible();
  await buy(page, "100");
  await refusal(page, /There is not enough in your wallet for this and its fee/);
  expect(hands.signatures).toBe(0);
});

/** A token of a new account, listed without the app. */
async function listed(seller: Person, price: string): Promise<string> {
  const { contracts } = await config();
  const client = await clientOf(seller);
  const { sale } = await ask<{ sale: { price_per_share: string } }>(contracts.hashrate_nft, { extension: { msg: { rig: { rig: RIG } } } });
  const paid = { denom: "uusdc", amount: String(BigInt(sale.price_per_share) * 10n) };
  await client.execute(seller.address, contracts.hashrate_nft, { update_extension: { msg: { buy: { rig: RIG, shares: 10, recipient: null } } } }, "auto", "", [paid]);
  const { tokens } = await ask<{ tokens: string[] }>(contracts.hashrate_nft, { tokens: { owner: seller.address } });
  const token = tokens[0] ?? "";
  await client.execute(seller.address, contracts.hashrate_nft, { approve: { spender: contracts.marketplace, token_id: token, expires: null } }, "auto");
  await client.execute(seller.address, contracts.marketplace, { ask: { token_id: token, price: { denom: "uusdc", amount: price }, expires_seconds: Math.floor(Date.now() / 1000) + 86_400 } }, "auto");
  client.disconnect();
  return token;
}

test("sold meanwhile: found out before the signature, whoever finds it", async ({ page }) => {
  const [seller, rival, buyer] = [await somebody("Gil"), await somebody("Hal"), await somebody("Ida")];
  // Cheaper than all others, so that it stands on the first page.
  const token = await listed(seller, "1000001");
  const hands = await install(page, buyer);
  await visit(page, `/market?rig=${RIG}&denom=uusdc`);
  await connect(page, "Ida");
  const row = page.getByRole("button", { name: `Buy token ${token}`, exact: true });
  await expect(row).toBeVisible({ timeout: 20_000 });
  // What is shown must not be renewed before the click.
  await page.route(INDEXER, (route) => route.abort());
  const { contracts } = await config();
  const client = await clientOf(rival);
  await client.execute(rival.address, contracts.marketplace, {
    buy: { purchases: [{ token_id: token, limit: { denom: "uusdc", amount: "1000001" }, least_shares: 10, latest_lease_end_seconds: null }], deadline_seconds: Math.floor(Date.now() / 1000) + 600, recipient: null },
  }, "auto", "", [{ denom: "uusdc", amount: "1000001" }]);
  client.disconnect();
  // The app's own look at the chain before a purchase does not get through: the contract has to say it.
  await page.route("**/smart/**", (route) => route.abort());
  await row.click();
  await refusal(page, new RegExp(`Token ${token} is not for sale any more`));
  expect(hands.signatures).toBe(0);
});

test("the chain of another wallet, and the node of another chain", async ({ page }) => {
  const hands = await install(page, await somebody("Jan"));
  hands.pretends = "cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh";
  await visit(page, "/");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("button", { name: /^Keplr/ }).click();
  await expect(page.getByRole("alert")).toContainText("is no address of");
  hands.pretends = null;
  const real = await config();
  await page.route("**/config.json", (route) => route.fulfill({ json: { ...real, chain_id: "another-chain-7" } }));
  await visit(page, `/rig/${RIG}`);
  await connect(page, "Jan");
  await buy(page, "10");
  await refusal(page, /The node is of .*, this app is for another-chain-7/);
  expect(hands.signatures).toBe(0);
});

test("a node that hangs, and comes back", async ({ page }) => {
  const hands = await ready(page, await somebody("Kay"));
  // The chunk that signs is there already, as after a first purchase.
  await buy(page, "10");
  await signIt(page);
  await withFrozen("node", async () => {
    await expect(page.getByText("The node does not answer. Nothing can be sent")).toBeVisible({ timeout: 60_000 });
  });
  await expect(page.getByText("The node does not answer.")).toHaveCount(0, { timeout: 60_000 });
  await buy(page, "10");
  await signIt(page);
  expect(hands.signatures).toBe(2);
});

test("a node that is gone: nothing is sent, and that is said", async ({ page }) => {
  const hands = await ready(page, await somebody("Leo"));
  await page.route(`${stack.rpc}/**`, (route) => route.abort());
  await buy(page, "10");
  await refusal(page, /The node does not answer\. Nothing was sent\./);
  expect(hands.signatures).toBe(0);
});

test("without the indexer the chain itself is shown, and it comes back by itself", async ({ page }) => {
  await visit(page, "/");
  await expect(page.getByText(/of \d+ rigs\. /)).toBeVisible();
  await page.route(INDEXER, (route) => route.abort());
  await page.getByRole("link", { name: "Market", exact: true }).first().click();
  await expect(page.getByText("The indexer does not answer.")).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: "Explore", exact: true }).first().click();
  await page.getByLabel("State").selectOption("all");
  await page.getByRole("link", { name: /Antminer S21 Pro/ }).first().click();
  await expect(page.getByRole("heading", { name: "What one share earns" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("region", { name: "Final reports" })).toBeVisible({ timeout: 20_000 });
  await page.unroute(INDEXER);
  await expect(page.getByText("The indexer does not answer.")).toHaveCount(0, { timeout: 30_000 });
});

test("an indexer that hangs: the app goes on with the chain, and buys all the same", async ({ page }) => {
  const hands = await ready(page, await somebody("Ned"));
  // The chunk that signs is there already, as after a first purchase: the indexer serves the app's files too.
  await buy(page, "10");
  await signIt(page);
  await withFrozen("indexer", async () => {
    await expect(page.getByText("The indexer does not answer.")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByLabel("Shares", { exact: true })).toBeVisible();
    await buy(page, "10");
    await signIt(page);
  });
  await expect(page.getByText("The indexer does not answer.")).toHaveCount(0, { timeout: 60_000 });
  expect(hands.signatures).toBe(2);
});

test("an indexer that is killed: the app goes on with the chain, and takes to the next one", async ({ page }) => {
  const hands = await ready(page, await somebody("Oda"));
  await buy(page, "10");
  await signIt(page);
  const before = pidOf("indexer");
  process.kill(before, "SIGKILL");
  await expect(page.getByText("The indexer does not answer.")).toBeVisible({ timeout: 60_000 });
  await buy(page, "10");
  await signIt(page);
  await expect(page.getByText("The indexer does not answer.")).toHaveCount(0, { timeout: 90_000 });
  expect(pidOf("indexer")).not.toBe(before);
  // What was bought meanwhile is in the index too.
  await expect.poll(async () => {
    const { tokens } = (await (await fetch(`${stack.url}/v1/holders/${hands.person.address}`)).json()) as { tokens: unknown[] };
    return tokens.length;
  }, { timeout: 30_000 }).toBe(2);
});

test("a node that is stopped and started again: the app says so, and goes on", async ({ page }) => {
  const hands = await ready(page, await somebody("Pim"));
  await buy(page, "10");
  await signIt(page);
  devnet("stop");
  try {
    await expect(page.getByText("The node does not answer. Nothing can be sent")).toBeVisible({ timeout: 60_000 });
    await buy(page, "10");
    await refusal(page, /The node does not answer\. Nothing was sent\./);
    expect(hands.signatures).toBe(1);
  } finally {
    devnet("start");
  }
  await expect(page.getByText("Nothing can be sent")).toHaveCount(0, { timeout: 60_000 });
  await buy(page, "10");
  await signIt(page);
  expect(hands.signatures).toBe(2);
});

test("a reload in the middle loses nothing: the block is found by the hash", async ({ page }) => {
  await ready(page, await somebody("Mia"));
  await page.route("**/cosmos/tx/v1beta1/txs/**", (route) => route.abort());
  await buy(page, "10");
  await page.getByRole("button", { name: /^Sign with/ }).click();
  await expect(page.getByTestId("tx-status")).toContainText("Waiting for a block");
  await page.reload();
  await expect(page.getByRole("button", { name: /1 pending/ })).toBeVisible();
  await page.unroute("**/cosmos/tx/v1beta1/txs/**");
  await expect(page.getByTestId("tx-status")).toContainText("Done: in block", { timeout: 20_000 });
  await expect(page.getByRole("button", { name: /^Transactions: 1$/ })).toBeVisible();
});

test("a first visitor has a funded burner wallet with one click, and is warned", async ({ page }) => {
  await visit(page, `/rig/${RIG}`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("button", { name: /^Burner wallet/ }).click();
  await expect(page.getByText("Burner wallet: its key lies open in this browser.")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: /^Wallet: Burner/ }).click();
  await expect(page.getByRole("dialog")).toContainText("USDC", { timeout: 20_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await buy(page, "10");
  await signIt(page);
});
