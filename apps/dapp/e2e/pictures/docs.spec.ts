// The pictures of docs/app.md, of the made-up world: npm run pictures writes them anew.
import { settled, still, test, withWallet } from "../support/page";

const INTO = "../../docs/images";
const PICTURES = [
  { name: "explore", path: "/", width: 1240, height: 760, theme: "light" },
  { name: "rig", path: "/rig/1", width: 1000, height: 820, theme: "light" },
  { name: "market", path: "/market?rig=1", width: 1000, height: 720, theme: "dark" },
  { name: "portfolio", path: "/portfolio", width: 1000, height: 720, theme: "light" },
  { name: "operator", path: "/operator", width: 1000, height: 620, theme: "light" },
  { name: "truth", path: "/truth", width: 1000, height: 720, theme: "dark" },
  { name: "phone", path: "/rig/1", width: 360, height: 760, theme: "light" },
] as const;

for (const { name, path, width, height, theme } of PICTURES) {
  test(name, async ({ page, fixture }) => {
    await withWallet(page);
    await still(page);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height });
    await page.goto(fixture.origin + path);
    await settled(page);
    await page.screenshot({ path: `${INTO}/app-${name}.png` });
  });
}
