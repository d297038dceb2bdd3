import { type ReactNode, useEffect } from "react";

/** A page: its name in the tab and as its heading. */
export function Page({ title, lede, aside, children }: { title: string; lede?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = title === "Rigshare" ? title : `${title} · Rigshare`;
  }, [title]);
  return (
    <>
      <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-3xl">
          <h1 className="wrap-anywhere">{title}</h1>
          {lede && <div className="mt-1 text-muted">{lede}</div>}
        </div>
        {aside}
      </div>
      {children}
    </>
  );
}

/** A part of a page under a heading of its own. */
export function Section({ id, title, note, children, className = "" }: { id?: string; title: string; note?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section id={id} className={`mt-8 min-w-0 ${className}`}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2>{title}</h2>
        {note && <div className="small">{note}</div>}
      </div>
      {children}
    </section>
  );
}

/** A table that scrolls within itself where it is too wide, and can be reached by keyboard then. */
export function TableBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className="card relative overflow-x-auto">
      <table className="table">
        <caption className="sr">{label}</caption>
        {children}
      </table>
    </div>
  );
}

/** A name and its value, in a list of facts. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="small">{name}</dt>
      <dd className="wrap-break-word font-medium">{children}</dd>
    </div>
  );
}
