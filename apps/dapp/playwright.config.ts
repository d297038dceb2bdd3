import { defineConfig } from "@playwright/test";

// Needs the built app (npm run build). The specs of e2e/pages run over a made-up world, and those of e2e/speed
// measure it; those of e2e/chain run on a real chain with indexer, whose app.json RIGSHARE_APP names. Those of
// e2e/pictures draw for docs/app.md.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  projects: [
    { name: "pages", testDir: "e2e/pages", timeout: 180_000 },
    { name: "chain", testDir: "e2e/chain", timeout: 180_000 },
    { name: "speed", testDir: "e2e/speed", timeout: 180_000 },
    { name: "pictures", testDir: "e2e/pictures" },
  ],
  use: {
    browserName: "chromium",
    headless: true,
    launchOptions: {
      executablePath: process.env["RIGSHARE_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
