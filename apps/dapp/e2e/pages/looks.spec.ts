// Every page in every width and theme: accessible, within the window, silent, and pictured.
import { complaints, expect, settled, still, test, withWallet } from "../support/page";
import { clean } from "./clean";

const PAGES = {
  explore: "/", rig: "/rig/1", overdue: "/rig/2", market: "/market?rig=1", offers: "/market?tab=offers", depth: "/market?rig=1&tab=depth",
  activity: "/market?tab=activity", basket: "/market?tab=basket", portfolio: "/portfolio", operator: "/operator",
  "operator-rigs": "/operator?tab=rigs", register: "/operator?tab=register", truth: "/truth", ended: "/rig/11",
  nowhere: "/there/is/no/such/page",
} as const;
const WIDTHS = [360, 768, 1440];
const PICTURES = process.env["RIGSHARE_PICTURES"] ?? "pictures";

for (const [name, path] of Object.entries(PAGES)) {
  for (const theme of ["light", "dark"] as const) {
    test(`${name} in ${theme}`, async ({ page, fixture }) => {
      const wrong = complaints(page);
      await withWallet(page);
      await still(page);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width === 360 ? 780 : 960 });
        await page.goto(fixture.origin + path);
        await settled(page);
        await page.screenshot({ path: `${PICTURES}/${name}-${width}-${theme}.png`, fullPage: true });
        await clean(page);
      }
      await expect(page.getByRole("button", { name: "Call the default" })).toHaveCount(name === "overdue" ? 1 : 0);
      expect(wrong).toEqual([]);
      expect(fixture.state.unanswered).toEqual([]);
    });
  }
}
