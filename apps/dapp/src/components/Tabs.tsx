import type { ReactNode } from "react";
import { Link, useLocation, useSearch } from "wouter";

/** A view's parts as links with their own addresses: reachable by keyboard, shareable, and back works. */
export function Tabs<T extends string>({ label, tabs, now }: { label: string; tabs: Readonly<Record<T, ReactNode>>; now: T }) {
  const [path] = useLocation();
  const search = useSearch();
  const to = (tab: string): string => {
    const params = new URLSearchParams(search);
    params.set("tab", tab);
    return `${path}?${params.toString()}`;
  };
  return (
    <nav aria-label={label} className="mb-4 flex flex-wrap gap-1 border-b border-line">
      {(Object.entries(tabs) as [T, ReactNode][]).map(([tab, name]) => (
        <Link key={tab} href={to(tab)} replace aria-current={tab === now ? "page" : undefined}
          className="-mb-px min-h-11 border-b-2 border-transparent px-3 py-2 font-medium text-muted no-underline hover:text-ink aria-[current]:border-pine aria-[current]:text-pine">
          {name}
        </Link>
      ))}
    </nav>
  );
}
