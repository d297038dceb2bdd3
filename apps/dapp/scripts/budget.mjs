// What a first visitor loads before a wallet is connected, against its budget: all that index.html and each
// page's chunk bring, gzipped. Fails above the budget, and where CosmJS or the charts come too early.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 130 * 1000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"));
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

/// A chunk with all that it imports at once.
function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const other of manifest[key].imports ?? []) withImports(other, seen);
  return seen;
}

const filesOf = (keys) => new Set([...keys].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
if (!entry) throw new Error("the manifest has no entry: build first");
const html = size("index.html");
const pages = Object.keys(manifest).filter((key) => /src\/pages\/\w+\/\w+Page\.tsx$/.test(key));
let failed = false;
for (const page of pages) {
  const keys = withImports(page, withImports(entry));
  const files = filesOf(keys);
  const bytes = html + [...files].reduce((sum, file) => sum + size(file), 0);
  // Names that the minifier keeps: of a message that only CosmJS encodes, and of a class that only uPlot sets.
  const early = [...files].filter((file) => /MsgExecuteContract|u-wrap/.test(readFileSync(new URL(file, dist), "utf8")) && file.endsWith(".js"));
  const verdict = bytes > BUDGET_BYTES || early.length > 0 ? "ABOVE" : "ok";
  failed ||= verdict !== "ok";
  console.log(`${verdict.padEnd(6)}${(bytes / 1000).toFixed(1).padStart(7)} kB of ${BUDGET_BYTES / 1000}  ${page}${early.length > 0 ? `  too early: ${early.join()}` : ""}`);
}
if (pages.length === 0) throw new Error("the manifest has no pages: build first");
process.exit(failed ? 1 : 0);
