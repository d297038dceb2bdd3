// A contract's own words, made human. What is not known is shown as it came.

const RULES: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [/the ask for token (\S+) can't be bought: sold/i, ([, token]) => `Somebody else has bought token ${token} meanwhile. Nothing was taken from you.`],
  [/the ask for token (\S+) can't be bought: expired/i, ([, token]) => `The ask for token ${token} has expired. Nothing was taken from you.`],
  [/the ask for token (\S+) can't be bought: gone/i, ([, token]) => `Token ${token} was split, merged or burned meanwhile. Nothing was taken from you.`],
  [/the ask for token (\S+) can't be bought: notapproved/i, ([, token]) => `The seller of token ${token} took back the marketplace's approval. Nothing was taken from you.`],
  [/there is no ask for token "?([^"\s]+?)"?(?:[:.]|\s|$)/i, ([, token]) => `Token ${token} is not for sale any more: it was sold, or the ask was taken back. Nothing was taken from you.`],
  [/token (\S+) costs (\d+) .*above the limit of (\d+)/i, ([, token]) => `The price of token ${token} has risen since you looked. Nothing was taken from you.`],
  [/takes exactly (\d+) of (\S+?);/i, () => "The price changed since you looked, so that the sum attached is not what is asked. Nothing was taken from you."],
  [/token (\S+) has (\d+) shares, fewer than (\d+)/i, ([, token, has]) => `Token ${token} has only ${has} shares by now. Nothing was taken from you.`],
  [/the deadline (\d+) is over/i, () => "This took too long: its deadline passed. Nothing was taken from you; try again."],
  [/offer (\d+) expired at/i, ([, offer]) => `Offer ${offer} has expired.`],
  [/there is no offer (\d+)/i, ([, offer]) => `Offer ${offer} is gone: accepted by somebody else, or taken back.`],
  [/the offer pays (\d+) .*below/i, () => "The offer pays less than you saw. Your token stays yours."],
  [/can't sell token (\S+) to itself/i, () => "This is your own ask: you can't buy from yourself."],
  [/the same ask for token (\S+) stands already/i, ([, token]) => `Token ${token} is listed at this price already.`],
  [/the marketplace is not approved for token (\S+)/i, ([, token]) => `The marketplace may not move token ${token} yet: list it again.`],
  [/token (\S+) is not \S+'s/i, ([, token]) => `Token ${token} is not yours any more.`],
  [/rig (\d+) has (\d+) shares left, not (\d+)/i, ([, rig, left]) => `Rig ${rig} has only ${left} shares left in its sale.`],
  [/the sale of rig (\d+) is open from second/i, ([, rig]) => `The sale of rig ${rig} is not open now.`],
  [/rig (\d+) has no sale/i, ([, rig]) => `Rig ${rig} has no primary sale any more.`],
  [/is not on the allow-list of rig (\d+)/i, ([, rig]) => `The sale of rig ${rig} is for invited buyers only.`],
  [/has (\d+) shares from the sales of rig (\d+): .*above the (\d+) a wallet/i, ([, has, rig, most]) => `A wallet may get ${most} shares from the sales of rig ${rig}; you have ${has}.`],
  [/shares (\d+) is not between (\d+) and (\d+)/i, ([, , least, most]) => `This sale takes ${least} to ${most} shares at once.`],
  [/has nothing to claim of these rigs/i, () => "There is nothing to claim just now."],
  [/epoch (\d+) of rig (\d+) is not its next one/i, ([, epoch, rig]) => `Epoch ${epoch} of rig ${rig} is settled already, or an earlier one comes first.`],
  [/epoch (\d+) of rig (\d+) has no final report/i, ([, epoch, rig]) => `Epoch ${epoch} of rig ${rig} has no final report yet.`],
  [/epoch (\d+) of rig (\d+) is reported and not settled/i, ([, epoch, rig]) => `Settle epoch ${epoch} of rig ${rig} first: it is reported and not paid.`],
  [/the grace of epoch (\d+) of rig (\d+) lasts (\d+) s and (\d+) blocks more/i, ([, epoch, , seconds, blocks]) => `The operator still has time to pay epoch ${epoch}: ${seconds} seconds and ${blocks} blocks.`],
  [/there is nothing to withdraw/i, () => "There is nothing to withdraw just now."],
  [/(.+) can only fall: from (\S+), not to (\S+)/i, ([, , from]) => `Terms can only fall. It is ${from} now.`],
  [/(\S+) at (\S+) is the account of rig (\d+)/i, ([, worker, pool, rig]) => `${worker} at ${pool} is the account of rig ${rig} already.`],
  [/is the payout address of rig (\d+)/i, ([, rig]) => `Rig ${rig} is paid to this address already.`],
  [/rig (\d+) is Pending, not Approved/i, ([, rig]) => `Rig ${rig} still waits for the registrar.`],
  [/paused until (\d+)/i, () => "This is paused for a while. What you own and what you are owed is untouched."],
  [/(?:spendable balance )?(\d+)(\S*) is smaller than (\d+)(\S*): insufficient funds/i, () => "There is not enough in your wallet for this and its fee."],
  [/insufficient fund/i, () => "There is not enough in your wallet for this and its fee."],
  [/insufficient fee/i, () => "The fee is below what the node takes. Try again; if it stays so, the app's gas price is out of date."],
  [/account sequence mismatch/i, () => "Another transaction of yours came first. Try again."],
  [/account \S+ (?:not found|does not exist)|does not exist on chain/i, () => "This account has never had a coin on this chain: fund it first."],
  [/out of gas/i, () => "It needed more gas than was simulated. Nothing else happened; try again."],
  [/timeout height|tx timeout/i, () => "It came too late for the blocks it was signed for. Nothing happened; try again."],
  [/failed to fetch|networkerror|load failed|econnrefused|fetch failed/i, () => "The node does not answer. Nothing was sent."],
];

/** The contract's own words, without what the node puts around them. */
export function ownWords(raw: string): string {
  return raw
    .replace(/^Error:\s*/, "")
    .replace(/^Query failed with \(\d+\):\s*/i, "")
    .replace(/^.*?rpc error: code = \w+ desc = /is, "")
    .replace(/^.*?failed to execute message; message index: \d+:\s*/is, "")
    .replace(/^(?:dispatch: )?(?:submessages: )?/, "")
    .replace(/\s*\[[^\]]*@[^\]]*\]/g, "")
    .replace(/:?\s*(?:execute|query) wasm contract failed.*$/is, "")
    .replace(/\s*With gas wanted:.*$/is, "")
    .trim();
}

/** The node has looked at a transaction and does not take it: it is on no way into a block. */
export class NotTaken extends Error {}

export interface HumanError {
  readonly summary: string;
  /** The contract's or node's own words, where the summary is not already these. */
  readonly words: string | null;
}

export function human(error: unknown): HumanError {
  const raw = error instanceof Error ? error.message : String(error);
  const words = ownWords(raw);
  for (const [pattern, say] of RULES) {
    const found = pattern.exec(words) ?? pattern.exec(raw);
    if (found) return { summary: say(found), words };
  }
  return { summary: words === "" ? "It failed without a reason given." : words.charAt(0).toUpperCase() + words.slice(1), words: null };
}
