import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { TxDialog } from "@/tx/TxDialog";
import { TxTray } from "@/tx/TxTray";
import { WalletButton } from "@/wallet/WalletButton";
import { WalletDialog } from "@/wallet/WalletDialog";
import { Banners } from "./Banners";
import { toggleDigits, useEveryDigit } from "./digits";
import { useLiveUpdates } from "./live";
import { toggleTheme, useTheme } from "./theme";

const PLACES = [
  { path: "/", name: "Explore", icon: "M4 19V9m5 10V5m5 14v-7m5 7V8" },
  { path: "/market", name: "Market", icon: "M4 8h13l-3-3m6 11H7l3 3" },
  { path: "/portfolio", name: "Portfolio", icon: "M4 8h16v11H4zM9 8V5h6v3" },
  { path: "/operator", name: "Operator", icon: "M5 4h14v7H5zm0 7h14v8H5zm4-3.5h.01M9 15h.01" },
  { path: "/truth", name: "Truth", icon: "M12 3l8 4v5c0 4.5-3.4 7.8-8 9-4.6-1.2-8-4.5-8-9V7zm-3 9l2 2 4-4" },
] as const;

function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
      <rect x="3" y="13" width="4.5" height="8" rx="1" fill="var(--energy)" />
      <rect x="9.75" y="8.5" width="4.5" height="12.5" rx="1" fill="var(--service)" />
      <rect x="16.5" y="3" width="4.5" height="18" rx="1" fill="var(--pine)" />
    </svg>
  );
}

function ThemeButton() {
  const theme = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button type="button" onClick={toggleTheme} className="btn btn-small !px-2.5" aria-label={`Switch to ${other} colours`} title={`Switch to ${other} colours`}>
      <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
        {theme === "dark"
          ? <path d="M12 4V2m0 20v-2m8-8h2M2 12h2m13.7-5.700l1.4-1.400M4.9 19.100l1.4-1.400m0-11.400L4.9 4.900m14.2 14.200l-1.4-1.400M16 12a4 4 0 11-8 0 4 4 0 018 0z" />
          : <path d="M20 14.500A8 8 0 119.5 4a6.5 6.5 0 0010.5 10.500z" />}
      </svg>
    </button>
  );
}

/** What a pointer sees by hovering, for keyboard and touch. */
function DigitsButton() {
  const every = useEveryDigit();
  return <button type="button" className="btn btn-small" aria-pressed={every} onClick={toggleDigits}>Amounts with every digit</button>;
}

/** After a change of page the reading position is at its top, and its name is announced. */
function usePageFocus(path: string) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const main = usePageFocus(path);
  useLiveUpdates();
  const here = (place: string): boolean => (place === "/" ? path === "/" || path.startsWith("/rig/") : path.startsWith(place));
  return (
    <>
      <a href="#main" className="sr focus:!static focus:!h-auto focus:!w-auto focus:![clip-path:none] focus:block focus:p-3">Skip to the content</a>
      <Banners />
      <header className="border-b border-line bg-card">
        <div className="mx-auto flex max-w-7xl items-center gap-3 px-4 py-2.5 sm:px-6">
          <Link href="/" className="flex items-center gap-2 py-1 text-lg font-bold tracking-tight text-ink no-underline">
            <Mark />Rigshare
          </Link>
          <nav aria-label="Pages" className="ml-4 hidden flex-1 gap-1 md:flex">
            {PLACES.map(({ path: to, name }) => (
              <Link key={to} href={to} aria-current={here(to) ? "page" : undefined}
                className="rounded-lg px-3 py-2 font-medium text-muted no-underline hover:text-ink aria-[current]:bg-pine-soft aria-[current]:text-pine">
                {name}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-2"><TxTray /><ThemeButton /><WalletButton /></div>
        </div>
      </header>
      {/* As high as the window, so that what comes does not push a foot that was in view. */}
      <main id="main" ref={main} tabIndex={-1} className="mx-auto min-h-screen max-w-7xl px-4 pb-6 pt-6 sm:px-6">{children}</main>
      <footer className="mx-auto max-w-7xl px-4 pb-28 sm:px-6 md:pb-12"><DigitsButton /></footer>
      <nav aria-label="Pages" className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-5 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden">
        {PLACES.map(({ path: to, name, icon }) => (
          <Link key={to} href={to} aria-current={here(to) ? "page" : undefined}
            className="grid min-h-14 place-items-center content-center gap-0.5 text-xs font-medium text-muted no-underline aria-[current]:text-pine">
            <svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d={icon} /></svg>
            {name}
          </Link>
        ))}
      </nav>
      <WalletDialog />
      <TxDialog />
    </>
  );
}
