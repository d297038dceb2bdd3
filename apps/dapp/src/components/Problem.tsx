import type { ReactNode } from "react";

/** Something did not work: what, why, and what may be done. */
export function Problem({ title, detail, children }: { title: string; detail?: string | undefined; children?: ReactNode }) {
  return (
    <div role="alert" className="card my-4 grid gap-2 p-5">
      <p className="font-semibold text-alarm">{title}</p>
      {detail && <p className="wrap-anywhere text-muted">{detail}</p>}
      {children && <div className="mt-1 flex flex-wrap gap-2">{children}</div>}
    </div>
  );
}

/** Nothing here, and why that is all right. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="rounded-xl border border-dashed border-edge p-5 text-muted">{children}</p>;
}

/** A place that is being filled: as high as what will stand there, so that nothing jumps. */
export function Waiting({ rows = 3 }: { rows?: number }) {
  return (
    <div aria-busy="true" className="grid gap-3">
      <span className="sr">Loading</span>
      {Array.from({ length: rows }, (_, at) => <div key={at} className="h-16 rounded-xl bg-sunken" />)}
    </div>
  );
}
