import { useSearch } from "wouter";
import { Page, Section } from "@/components/Page";
import { Waiting } from "@/components/Problem";
import { useMarketFacts } from "@/data/market";
import { useClock, useNow } from "@/data/status";
import { useLastReports, useOracleConfig, useReporters } from "@/data/truth";
import { epochAt } from "@/money/time";
import { Figures } from "./Figures";
import { LastReports } from "./LastReports";
import { Reporters } from "./Reporters";

export default function TruthPage() {
  const clock = useClock();
  const now = useNow();
  const search = useSearch();
  const given = new URLSearchParams(search).get("rig") ?? "";
  const rig = /^[1-9]\d{0,9}$/.test(given) ? Number(given) : null;
  const epoch = clock && epochAt(clock, now);
  const parts = [useReporters(epoch), useOracleConfig(), useLastReports(rig), useMarketFacts()];
  // Together, so that nothing jumps while it comes.
  const ready = parts.every(({ data, error }) => data ?? error);
  return (
    <Page title="Truth" lede="Nothing is paid on anybody's word alone. Here is who signs the figures, and how far they agree.">
      {!ready && <Waiting rows={10} />}
      {ready && (
        <>
          <Section title="Reporters" className="!mt-0"><Reporters epoch={epoch} /></Section>
          <Section title={rig === null ? "Last reports" : `Reports of rig ${rig}`}><LastReports rig={rig} /></Section>
          <Section title="Network figures and prices"><Figures /></Section>
        </>
      )}
    </Page>
  );
}
