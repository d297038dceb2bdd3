import { indexerUrl } from "@/indexer/client";
import { useConfig } from "@/app/config";
import { NeedsWallet } from "@/components/NeedsWallet";
import { Page, Section } from "@/components/Page";
import { useIndexerUp } from "@/indexer/health";
import { useWallet } from "@/wallet/context";
import { Claimable } from "./Claimable";
import { EarningsChart } from "./EarningsChart";
import { Holdings } from "./Holdings";
import { MarketAccount } from "./MarketAccount";
import { MyOffers } from "./MyOffers";
import { Payouts } from "./Payouts";

export default function PortfolioPage() {
  const config = useConfig();
  const { account } = useWallet();
  const up = useIndexerUp();
  if (!account) return <Page title="Portfolio"><NeedsWallet>Connect a wallet to see what you hold, what it has earned, and to claim it.</NeedsWallet></Page>;
  const csv = (
    <a className="btn" href={indexerUrl(config, `/v1/holders/${account.address}/history.csv`)} download={`rigshare-${account.address}.csv`}>CSV for taxes</a>
  );
  return (
    <Page title="Portfolio" lede="What you hold earns by the second, and is claimable once the operator has paid for the epoch." aside={up ? csv : undefined}>
      <Claimable address={account.address} />
      <Section title="Tokens"><Holdings address={account.address} /></Section>
      <MyOffers address={account.address} />
      <MarketAccount address={account.address} />
      <Section title="Earned over time"><EarningsChart address={account.address} /></Section>
      <Section title="Paid out"><Payouts address={account.address} /></Section>
    </Page>
  );
}
