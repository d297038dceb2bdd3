// The wallet's refusals, which need no node.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Contract } from "./contract.mjs";

// BIP39's well-known test vector of zero entropy: nobody's account.
const MNEMONIC = `${"abandon ".repeat(11)}about`;
const ADDRESS = `wasm1${"q".repeat(58)}`;
const FLAGS = ["--nft", ADDRESS, "--distributor", ADDRESS, "--gas-price", "0.025ustake", "--rig", "1"];

async function wallet(args, mnemonic = MNEMONIC) {
  const script = fileURLToPath(new URL("wallet.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { env: { RIGSHARE_MNEMONIC: mnemonic } });
  let out = "";
  let err = "";
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (err += data));
  const [code] = await once(child, "close");
  return { code, out, err };
}

test("bad usage ends with 2 and says why", async () => {
  const rpc = ["--rpc", "http://127.0.0.1:1"];
  const cases = [
    [[], /--rpc is missing/],
    [["--mnemonic", MNEMONIC], /Unknown option '--mnemonic'/],
    [["buy"], /Unexpected argument 'buy'/],
    [[...rpc, ...FLAGS], /either --shares or --claim-only/],
    [[...rpc, ...FLAGS, "--shares", "1", "--claim-only"], /either --shares or --claim-only/],
    [[...rpc, ...FLAGS, "--shares", "1.5"], /--shares must be a whole number/],
    [[...rpc, ...FLAGS, "--shares", "9007199254740993"], /--shares must be a whole number/],
    [["--rpc", "127.0.0.1:1", ...FLAGS, "--claim-only"], /--rpc must be an http/],
    [[...rpc, ...FLAGS, "--claim-only", "--nft", "nobody"], /not a bech32 address: nobody/],
    [[...rpc, ...FLAGS, "--claim-only", "--gas-price", "ustake"], /--gas-price must be such as/],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await wallet(args);
    assert.equal(code, 2, err);
    assert.equal(out, "");
    assert.match(err, message);
  }
});

test("a missing or wrong mnemonic is refused and never shown", async () => {
  const args = ["--rpc", "http://127.0.0.1:1", ...FLAGS, "--claim-only"];
  const wrong = "abandon abandon zebra";
  for (const [mnemonic, message] of [["", /RIGSHARE_MNEMONIC is empty/], [wrong, /not a BIP39 mnemonic/]]) {
    const { code, err } = await wallet(args, mnemonic);
    assert.equal(code, 2, err);
    assert.match(err, message);
    assert.ok(!err.includes("zebra"));
  }
});

test("a node that is not there, or is none, ends with 1 and its address", async () => {
  const server = createServer((_, response) => response.writeHead(500).end("no")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const broken = `http://127.0.0.1:${server.address().port}`;
  for (const rpc of ["http://127.0.0.1:1", broken]) {
    const { code, out, err } = await wallet(["--rpc", rpc, ...FLAGS, "--claim-only"]);
    assert.equal(code, 1, err);
    assert.equal(out, "");
    assert.ok(err.startsWith(`error: can't reach the node at ${rpc}: `), err);
  }
  server.close();
});

test("nothing is sent and no answer taken that the schema rules out", async () => {
  const sent = [];
  const answers = [];
  const client = {
    execute: async (...args) => sent.push(args),
    queryContractSmart: async () => answers.shift(),
  };
  const nft = new Contract(client, "hashrate-nft", ADDRESS);
  assert.throws(() => nft.execute("me", { buy: { rig: 1, shares: 1 } }), /not as its schema says/);
  const buy = (body) => ({ update_extension: { msg: { buy: body } } });
  assert.throws(() => nft.execute("me", buy({ rig: 2 ** 32, shares: 1 })), /not as its schema says/);
  assert.throws(() => nft.execute("me", buy({ rig: 1, shares: "1" })), /not as its schema says/);
  assert.equal(sent.length, 0);
  await nft.execute("me", buy({ rig: 1, shares: 1 }), []);
  assert.equal(sent.length, 1);

  const share = { extension: { msg: { share: { token_id: "1" } } } };
  const answer = { token_id: "1", rig: 1, shares: 2, owner: ADDRESS };
  answers.push(answer, { ...answer, shares: 2 ** 53 });
  assert.deepEqual(await nft.query(share), answer);
  await assert.rejects(nft.query(share), /answer to share/);
  await assert.rejects(nft.query({ share: {} }), /not as its schema says/);
});
