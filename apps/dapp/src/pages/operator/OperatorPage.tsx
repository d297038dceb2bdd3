import { useSearch } from "wouter";
import { NeedsWallet } from "@/components/NeedsWallet";
import { Page } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { Tabs } from "@/components/Tabs";
import { useDesk } from "@/data/operator";
import { useWallet } from "@/wallet/context";
import { DueTable } from "./DueTable";
import { Register } from "./Register";
import { RigDeskCard } from "./RigDeskCard";

const TABS = { due: "Due", rigs: "Rigs", register: "Register a rig" } as const;
type Tab = keyof typeof TABS;

export default function OperatorPage() {
  const { account } = useWallet();
  const search = useSearch();
  const { data, error } = useDesk(account?.address);
  const tab: Tab = (Object.keys(TABS) as Tab[]).find((each) => each === new URLSearchParams(search).get("tab")) ?? "due";
  if (!account) {
    return <Page title="Operator"><NeedsWallet>Connect the wallet that runs your rigs: to register one, open a sale, and pay what is due.</NeedsWallet></Page>;
  }
  return (
    <Page title="Operator" lede="A report makes a debt. Settle it within the grace, and your record stays clean.">
      <Tabs label="Operator" tabs={TABS} now={tab} />
      {tab === "register" && <Register />}
      {tab !== "register" && error && !data && <Problem title="Your rigs can't be shown" detail={error.message} />}
      {tab !== "register" && !data && !error && <Waiting rows={4} />}
      {tab !== "register" && data?.length === 0 && <Empty>You operate no rig yet. Register one: the registrar has to approve it before it sells shares.</Empty>}
      {tab === "due" && data && data.length > 0 && <DueTable desks={data} />}
      {tab === "rigs" && data && (
        <div className="grid gap-4">{data.map((desk) => <RigDeskCard key={desk.rig.rig} desk={desk} operator={account.address} />)}</div>
      )}
    </Page>
  );
}
