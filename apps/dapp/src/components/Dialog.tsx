import { type ReactNode, useEffect, useRef } from "react";

/** The browser's own dialog: it keeps the focus inside, and Escape closes it. */
export function Dialog({ open, title, onClose, children }: { open: boolean; title: string; onClose: () => void; children: ReactNode }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (!dialog || !open) return undefined;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      // A dialog that is taken out of the page does not give the focus back by itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [open]);
  // Where the browser closes it without asking.
  const closed = (): void => {
    if (open && element.current?.open === false) onClose();
  };
  return (
    <dialog ref={element} aria-label={title} onClose={closed} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      {open && (
        <div className="grid gap-4 p-5">
          <div className="flex items-start justify-between gap-4">
            <h2 className="text-lg">{title}</h2>
            <button type="button" onClick={onClose} className="btn btn-small -mr-1 -mt-1 !px-2.5" aria-label="Close">
              <svg viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19" /></svg>
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
