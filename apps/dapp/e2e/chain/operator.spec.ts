// A new operator's whole life, on a real chain: a rig that was not there sells, earns, pays and ends. The operator
// has Leap, the holder Keplr; the rig pays in the staking token, so that what it earns is staked at once.
import { expect, type Page, test } from "@playwright/test";
import { install, type Hands } from "../support/keplr";
import { ask, config, somebody, stack, type Person } from "../support/stack";
import { connect, signIt, visit } from "../support/steps";

test.describe.configure({ mode: "serial" });

interface Rig {
  readonly facts: { readonly retired: boolean; readonly end_epoch: number; readonly terms: readonly { readonly electricity_nano_per_kwh: string }[] };
  readonly sale: { readonly price_per_share: string; readonly most_per_wallet: number } | null;
  readonly minted: number;
}

const SHARES = 20;
let desk: Page;
let home: Page;
let operator: Person;
let holder: Person;
let hands: Hands;
let rig: number;

const onChain = async (): Promise<Rig> => {
  const { contracts } = await config();
  return ask<Rig>(contracts.hashrate_nft, { extension: { msg: { rig: { rig } } } });
};

const card = () => desk.getByRole("region", { name: `Rig ${rig}`, exact: true });

test.beforeAll(async ({ browser }) => {
  [operator, holder] = [await somebody("Olga"), await somebody("Hugo")];
  [desk, home] = [await browser.newPage(), await browser.newPage()];
  hands = await install(desk, operator, "leap");
  hands.knowsChain = false;
  await install(home, holder);
});

test.afterAll(async () => {
  await Promise.all([desk.close(), home.close()]);
});

test("Leap connects, and is told of the chain", async () => {
  const { chain_id, rest } = await config();
  await visit(desk, "/operator?tab=register");
  await connect(desk, "Olga", "Leap");
  expect(hands.suggested).toMatchObject([{ chainId: chain_id, rest }]);
});

test("register a rig: what is wrong is said by its box, and it waits for the registrar", async () => {
  const box = (label: RegExp | string) => desk.getByLabel(label);
  await box(/^Model/).fill("Test bench S21");
  await desk.getByRole("button", { name: "Register the rig" }).click();
  await expect(box(/^Watts of the whole rig/)).toHaveAttribute("aria-invalid", "true");
  expect(hands.signatures).toBe(0);
  const unique = Date.now().toString(36);
  await box(/^Coin$/).selectOption("BTC");
  await box(/^Hashrate, TH/).fill("200.5");
  await box(/^Hashrate of one share/).fill("0.5");
  await box(/^Watts of the whole rig/).fill("3500");
  await box(/^Place$/).fill("Odda, Norway");
  await box(/^Pool$/).fill("braiins");
  await box("Account or worker").fill(`bench.${unique}`);
  await box(/address that the pool pays to/).fill(`bc1qbench${unique}`);
  await box(/^Electricity/).fill("0.042");
  await box("Pays holders in").selectOption("ustake");
  await box("Sells shares for").selectOption("uusdc");
  const now = /Now is epoch ([\d\s\u202f]+)/.exec((await desk.getByText(/^Now is epoch/).textContent()) ?? "")?.[1] ?? "";
  await box("First epoch").fill(String(Number(now.replace(/\D/g, "")) + 3));
  await box("Epochs of the term").fill("300");
  await desk.getByRole("button", { name: "Register the rig" }).click();
  await signIt(desk);
  await desk.getByRole("link", { name: "Rigs", exact: true }).click();
  const registered = desk.getByRole("region", { name: /^Rig \d+$/ });
  await expect(registered).toHaveCount(1, { timeout: 20_000 });
  rig = Number(/\d+/.exec((await registered.getAttribute("aria-label")) ?? "")?.[0]);
  await expect(card()).toContainText("Test bench S21");
});

test("once it is approved, open a sale and change it", async () => {
  await expect(card()).toContainText("approved", { timeout: 60_000 });
  await card().getByRole("button", { name: "Open a sale" }).click();
  await desk.getByLabel(/^Price of a share/).fill("0.5");
  await desk.getByLabel("Most shares a wallet").fill("100");
  await desk.getByRole("button", { name: "Open the sale" }).click();
  await signIt(desk);
  expect((await onChain()).sale).toMatchObject({ price_per_share: "500000", most_per_wallet: 100 });
  await expect(card()).toContainText("0.5 USDC a share", { timeout: 20_000 });
  await card().getByRole("button", { name: "Change the sale" }).click();
  await desk.getByLabel(/^Price of a share/).fill("0.4");
  await desk.getByRole("button", { name: "Open the sale" }).click();
  await signIt(desk);
  expect((await onChain()).sale).toMatchObject({ price_per_share: "400000", most_per_wallet: 100 });
});

test("somebody buys of it", async () => {
  await visit(home, `/rig/${rig}`);
  await connect(home, "Hugo");
  await home.getByLabel("Shares", { exact: true }).fill(String(SHARES));
  await home.getByRole("button", { name: "Buy", exact: true }).click();
  await signIt(home);
  expect((await onChain()).minted).toBe(SHARES);
  await expect(card()).toContainText("1 holders", { timeout: 20_000 });
});

test("lower the terms: they fall from the next epoch on, and can't rise", async () => {
  await card().getByRole("button", { name: "Lower terms" }).click();
  const price = desk.getByLabel(/^Electricity/);
  await price.fill("0.05");
  await expect(desk.getByText("It can only fall: it is 0.042 now")).toBeVisible();
  await expect(desk.getByRole("button", { name: "Lower them" })).toBeDisabled();
  await price.fill("0.03");
  await desk.getByRole("button", { name: "Lower them" }).click();
  await signIt(desk);
  expect((await onChain()).facts.terms.map(({ electricity_nano_per_kwh }) => electricity_nano_per_kwh)).toEqual(["42000000", "30000000"]);
});

test("reporters see it earn, and its operator settles in the staking token", async () => {
  test.setTimeout(300_000);
  await visit(desk, "/operator");
  const settle = desk.getByRole("button", { name: "Settle all of it" });
  await expect(settle).toBeVisible({ timeout: 240_000 });
  await expect(desk.getByRole("region", { name: `Due of rig ${rig}` })).toContainText("STAKE");
  await settle.click();
  await signIt(desk);
});

test("what it earned is claimed and staked with one signature", async () => {
  await visit(home, "/portfolio");
  const stake = home.getByRole("button", { name: "Claim and stake" });
  await expect(stake).toBeVisible({ timeout: 30_000 });
  const validator = await home.getByLabel("Stake with").inputValue();
  await stake.click();
  await signIt(home);
  const answer = await fetch(`${stack.rest}/cosmos/staking/v1beta1/delegations/${holder.address}`);
  const { delegation_responses: staked } = (await answer.json()) as { delegation_responses: { delegation: { validator_address: string }; balance: { denom: string; amount: string } }[] };
  expect(staked).toMatchObject([{ delegation: { validator_address: validator }, balance: { denom: "ustake" } }]);
  expect(BigInt(staked[0]?.balance.amount ?? "0")).toBeGreaterThan(0n);
  await expect(home.getByRole("region", { name: "Payouts" })).toContainText("STAKE", { timeout: 20_000 });
});

test("what is not paid in its grace is called a default by its holder", async () => {
  test.setTimeout(240_000);
  await visit(home, `/rig/${rig}`);
  const overdue = home.getByRole("region", { name: "Overdue" });
  await expect(overdue).toBeVisible({ timeout: 200_000 });
  await overdue.getByRole("button", { name: "Call the default" }).click();
  await signIt(home);
  const { contracts } = await config();
  const { epochs } = await ask<{ epochs: { closing: { outcome: string } }[] }>(contracts.distributor, { history: { rig } });
  expect(epochs.map(({ closing }) => closing.outcome)).toContain("defaulted");
  await expect(home.getByText("Defaulted", { exact: true }).locator("..")).toContainText("1", { timeout: 20_000 });
});

test("stop the sale: nobody buys of it any more", async () => {
  await visit(desk, "/operator?tab=rigs");
  await card().getByRole("button", { name: "Stop the sale" }).click();
  await signIt(desk);
  expect((await onChain()).sale).toBeNull();
  await visit(home, `/rig/${rig}`);
  await expect(home.getByText("No primary sale is open.")).toBeVisible();
});

test("retire it: the app says what that means, and the chain remembers", async () => {
  await card().getByRole("button", { name: "Retire" }).click();
  await expect(desk.getByRole("dialog")).toContainText(`${SHARES} shares are outstanding: this is a default, and stays on your record.`);
  await desk.getByRole("button", { name: "Retire it for ever" }).click();
  await signIt(desk);
  expect((await onChain()).facts.retired).toBe(true);
  await expect(card()).toContainText("retired", { timeout: 20_000 });
});
