// Serves the built app: files of dist, /config.json, the indexer under /v1, and the headers that keep it safe.
//
//   node scripts/serve.mjs --config config.json [--port 8080] [--host 127.0.0.1] [--indexer http://127.0.0.1:8090]
//
// A host of its own kind may stand instead: it needs the same headers, and index.html for unknown paths.
import { readFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml", ".json": "application/json",
};

const originOf = (url, base) => new URL(url, base).origin;

/// The content policy: scripts and styles of this origin alone, connections to the config's endpoints alone.
export function policy(config, base) {
  const endpoints = [config.rpc, config.rest, config.faucet, config.indexer].filter(Boolean).map((url) => originOf(url, base));
  const sockets = endpoints.filter((origin) => origin === originOf(config.rpc, base)).map((origin) => origin.replace(/^http/, "ws"));
  const connect = [...new Set(["'self'", ...endpoints, ...sockets])].join(" ");
  return [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", `connect-src ${connect}`,
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].join("; ");
}

const headersOf = (config, base) => ({
  "content-security-policy": policy(config, base),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
});

function proxy(target, incoming, outgoing) {
  const url = new URL(incoming.url, target);
  const ask = url.protocol === "https:" ? httpsRequest : httpRequest;
  const forward = ask(url, { method: incoming.method, headers: { ...incoming.headers, host: url.host } }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forward.on("error", () => {
    if (!outgoing.headersSent) outgoing.writeHead(502, { "content-type": "application/json" });
    outgoing.end(JSON.stringify({ error: { code: "indexer_down", message: "the indexer does not answer" } }));
  });
  outgoing.on("close", () => forward.destroy());
  incoming.pipe(forward);
}

const cache = new Map();

async function fileOf(dist, path) {
  const name = normalize(join(dist, path));
  if (!name.startsWith(dist)) return null;
  const kept = cache.get(name);
  if (kept) return kept;
  try {
    const body = await readFile(name);
    const file = { body, gzip: gzipSync(body), type: TYPES[extname(name)] ?? "application/octet-stream" };
    cache.set(name, file);
    return file;
  } catch {
    return null;
  }
}

/// Answers one request. `config` is what /config.json says.
export function handler({ config, indexer, dist = DIST }) {
  return async (incoming, outgoing) => {
    const base = `http://${incoming.headers.host ?? "127.0.0.1"}`;
    const { pathname } = new URL(incoming.url, base);
    const headers = headersOf(config, base);
    if (indexer && /^\/(v1\/|healthz$|openapi\.json$)/.test(pathname)) return proxy(indexer, incoming, outgoing);
    if (incoming.method !== "GET" && incoming.method !== "HEAD") return outgoing.writeHead(405).end();
    if (pathname === "/config.json") {
      outgoing.writeHead(200, { ...headers, "content-type": "application/json", "cache-control": "no-cache" });
      return outgoing.end(JSON.stringify(config));
    }
    const asked = pathname === "/" ? "/index.html" : decodeURIComponent(pathname);
    const found = await fileOf(dist, asked);
    // A page's path, not a file's: the app finds its way. A missing file is missing.
    const file = found ?? (extname(asked) === "" && !pathname.startsWith("/v1/") && pathname !== "/healthz" ? await fileOf(dist, "/index.html") : null);
    if (!file) return outgoing.writeHead(404, headers).end("not found");
    const lasting = pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const zipped = /\bgzip\b/.test(incoming.headers["accept-encoding"] ?? "");
    outgoing.writeHead(200, {
      ...headers, "content-type": file.type, "cache-control": lasting, vary: "accept-encoding", ...(zipped ? { "content-encoding": "gzip" } : {}),
    });
    return outgoing.end(incoming.method === "HEAD" ? undefined : zipped ? file.gzip : file.body);
  };
}

async function main() {
  const { values } = parseArgs({
    options: {
      config: { type: "string" }, port: { type: "string", default: "8080" }, host: { type: "string", default: "127.0.0.1" }, indexer: { type: "string" },
    },
  });
  if (!values.config) {
    console.error("error: --config FILE is missing\nUsage: node scripts/serve.mjs --config config.json [--port 8080] [--host 127.0.0.1] [--indexer URL]");
    process.exit(2);
  }
  const config = JSON.parse(await readFile(values.config, "utf8"));
  const server = createServer((incoming, outgoing) => void handler({ config, indexer: values.indexer })(incoming, outgoing));
  server.listen(Number(values.port), values.host, () => {
    const { address, port } = server.address();
    console.log(`http://${address}:${port}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
