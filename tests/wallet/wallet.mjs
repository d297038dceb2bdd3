// A wallet's part of a season: query, buy and claim, knowing the suite only by its JSON schemas.
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { decodeTxRaw, DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import { GasPrice } from "@cosmjs/stargate";
import { parseFlags, USAGE, UsageError } from "./arguments.mjs";
import { Contract } from "./contract.mjs";

const CONNECT_SECONDS = 15;

async function signer(prefix) {
  const mnemonic = process.env.RIGSHARE_MNEMONIC;
  if (!mnemonic) throw new UsageError("the environment variable RIGSHARE_MNEMONIC is empty: set it to the mnemonic");
  try {
    return await DirectSecp256k1HdWallet.fromMnemonic(mnemonic.trim(), { prefix });
  } catch {
    // The library's error is not shown, lest it ever repeat the words.
    throw new UsageError("RIGSHARE_MNEMONIC is not a BIP39 mnemonic");
  }
}

async function connect(rpc, wallet, gasPrice) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CONNECT_SECONDS} s`)), CONNECT_SECONDS * 1000);
  });
  try {
    const options = { gasPrice: GasPrice.fromString(gasPrice), broadcastPollIntervalMs: 250 };
    return await Promise.race([SigningCosmWasmClient.connectWithSigner(rpc, wallet, options), late]);
  } catch (error) {
    throw new Error(`can't reach the node at ${rpc}: ${error.cause?.message || error.cause?.code || error.message}`);
  } finally {
    clearTimeout(timer);
  }
}

/// Throws unless what was seen is what was to be seen.
function expectSame(what, seen, expected) {
  if (seen !== expected) throw new Error(`${what} is ${seen}, expected ${expected}`);
}

function receipt({ transactionHash, height, gasUsed, gasWanted }) {
  return { tx_hash: transactionHash, height, gas_used: Number(gasUsed), gas_wanted: Number(gasWanted) };
}

/// The attributes of the one event `kind` that `contract` gave out.
function eventOf(contract, kind, { events }) {
  const found = events
    .filter((event) => event.type === `wasm-${kind}`)
    .map((event) => Object.fromEntries(event.attributes.map(({ key, value }) => [key, value])))
    .filter((attributes) => attributes._contract_address === contract.address);
  expectSame(`the number of events ${kind}`, found.length, 1);
  return found[0];
}

async function buy(nft, holder, rig, shares) {
  const { sale, proceeds } = await nft.query({ extension: { msg: { rig: { rig } } } });
  if (!sale) throw new Error(`rig ${rig} has no primary sale`);
  const paid = { denom: proceeds.denom, amount: String(BigInt(sale.price_per_share) * BigInt(shares)) };
  const result = await nft.execute(holder, { update_extension: { msg: { buy: { rig, shares } } } }, [paid]);
  const sold = eventOf(nft, "rigshare_shares_sold", result);
  expectSame("the paid amount of the event", sold.paid, paid.amount);
  return { token_id: sold.token_id, shares, paid, ...receipt(result) };
}

/// The holder's tokens, all pages of them.
async function tokensOf(nft, owner) {
  const all = [];
  for (;;) {
    const { tokens } = await nft.query({ tokens: { owner, start_after: all.at(-1) ?? null, limit: 30 } });
    if (tokens.length === 0) return all;
    all.push(...tokens);
  }
}

async function balance(client, holder, denom) {
  if (denom.native) return BigInt((await client.getBalance(holder, denom.native)).amount);
  return BigInt((await client.queryContractSmart(denom.cw20, { balance: { address: holder } })).balance);
}

async function claim(client, distributor, holder, rig, denom) {
  const before = await balance(client, holder, denom);
  const result = await distributor.execute(holder, { claim: { rigs: [rig] } });
  const { amount } = eventOf(distributor, "rigshare_claimed", result);
  const gained = (await balance(client, holder, denom)) - before;
  const { tx } = await client.getTx(result.transactionHash);
  // Where fees are paid in what is claimed, the fee is gone from the same balance.
  const fee = denom.native ? feeIn(tx, denom.native) : 0n;
  expectSame("what the claim added to the balance", String(gained + fee), amount);
  return { amount, denom, ...receipt(result) };
}

function feeIn(tx, denom) {
  const { fee } = decodeTxRaw(tx).authInfo;
  return fee.amount.filter((coin) => coin.denom === denom).reduce((sum, coin) => sum + BigInt(coin.amount), 0n);
}

async function run(flags) {
  const wallet = await signer(flags.prefix);
  const [{ address: holder }] = await wallet.getAccounts();
  const client = await connect(flags.rpc, wallet, flags.gasPrice);
  const nft = new Contract(client, "hashrate-nft", flags.nft);
  const distributor = new Contract(client, "distributor", flags.distributor);
  const { rig } = flags;

  const seen = { chain_id: await client.getChainId(), height: await client.getHeight(), holder };
  expectSame("the distributor's nft", (await distributor.query({ config: {} })).hashrate_nft, nft.address);
  seen.rig = await nft.query({ extension: { msg: { rig: { rig } } } });
  seen.bought = flags.shares ? await buy(nft, holder, rig, flags.shares) : null;

  seen.tokens = await tokensOf(nft, holder);
  seen.shares = [];
  for (const token_id of seen.tokens) {
    const share = await nft.query({ extension: { msg: { share: { token_id } } } });
    expectSame(`the owner of ${token_id}`, share.owner, holder);
    const { owner } = await nft.query({ owner_of: { token_id, include_expired: null } });
    expectSame(`the cw721 owner of ${token_id}`, owner, holder);
    seen.shares.push(share);
  }
  if (seen.bought) {
    const share = seen.shares.find(({ token_id }) => token_id === seen.bought.token_id);
    expectSame("the bought token's shares", share?.shares, flags.shares);
    expectSame("the bought token's rig", share?.rig, rig);
    const { extension } = await nft.query({ nft_info: { token_id: seen.bought.token_id } });
    seen.metadata = { name: extension.name, description: extension.description, attributes: extension.attributes };
  }

  const { rigs } = await distributor.query({ claimable: { holder, rigs: [rig] } });
  seen.claimable = rigs[0];
  const something = BigInt(seen.claimable.claimable) > 0n;
  seen.claimed = something ? await claim(client, distributor, holder, rig, seen.claimable.denom) : null;
  client.disconnect();
  return seen;
}

try {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(USAGE);
  } else {
    console.log(JSON.stringify(await run(flags), null, 2));
  }
  process.exit(0);
} catch (error) {
  const usage = error instanceof UsageError;
  console.error(`error: ${error.message}${usage ? `\n${USAGE}` : ""}`);
  process.exit(usage ? 2 : 1);
}
