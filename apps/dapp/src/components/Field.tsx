import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";

interface Common {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
}

const described = (id: string, hint: ReactNode, error: string | null | undefined): string | undefined =>
  hint || error ? `${id}-more` : undefined;

function More({ id, hint, error }: { id: string; hint?: ReactNode; error?: string | null | undefined }) {
  if (!hint && !error) return null;
  return (
    <div id={`${id}-more`} className="mt-1">
      {error && <p className="text-sm font-medium text-alarm">{error}</p>}
      {hint && <p className="small">{hint}</p>}
    </div>
  );
}

/** A text box with its name above, and what is wrong with it beneath. */
export function TextField({ label, hint, error, ...input }: Common & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">{label}</label>
      <input id={id} className="field" autoComplete="off" aria-invalid={error ? true : undefined} aria-describedby={described(id, hint, error)} {...input} />
      <More id={id} hint={hint} error={error} />
    </div>
  );
}

export function SelectField({ label, hint, error, children, ...select }: Common & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">{label}</label>
      <select id={id} className="field" aria-describedby={described(id, hint, error)} {...select}>{children}</select>
      <More id={id} hint={hint} error={error} />
    </div>
  );
}
