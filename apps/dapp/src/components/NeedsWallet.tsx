import { useWallet } from "@/wallet/context";

/** What a page says to somebody who has not connected a wallet. */
export function NeedsWallet({ children }: { children: string }) {
  const { choose } = useWallet();
  return (
    <div className="card grid justify-items-start gap-4 p-6">
      <p className="max-w-prose">{children}</p>
      <button type="button" className="btn btn-main" onClick={choose}>Connect a wallet</button>
    </div>
  );
}
