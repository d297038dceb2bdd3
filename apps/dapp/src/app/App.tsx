import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { Route, Switch } from "wouter";
import { ChainDown, ChainRefusal } from "@/chain/query";
import { Problem } from "@/components/Problem";
import { WalletProvider } from "@/wallet/context";
import { type AppConfig, ConfigContext, loadConfig } from "./config";
import { ErrorBoundary } from "./ErrorBoundary";
import { Shell } from "./Shell";

const Explore = lazy(() => import("@/pages/explore/ExplorePage"));
const Rig = lazy(() => import("@/pages/rig/RigPage"));
const Market = lazy(() => import("@/pages/market/MarketPage"));
const Portfolio = lazy(() => import("@/pages/portfolio/PortfolioPage"));
const Operator = lazy(() => import("@/pages/operator/OperatorPage"));
const Truth = lazy(() => import("@/pages/truth/TruthPage"));
const NotFound = lazy(() => import("@/pages/NotFound"));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => !(error instanceof ChainRefusal || error instanceof ChainDown) && count < 1,
      retryDelay: 800,
    },
  },
});

const loading = loadConfig();

export function App() {
  const [config, setConfig] = useState<AppConfig | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    loading.then(setConfig, (reason: unknown) => setError(reason instanceof Error ? reason.message : String(reason)));
  }, []);
  if (error) return <main className="mx-auto max-w-2xl p-6"><Problem title="Rigshare can't start" detail={error} /></main>;
  if (!config) return <p className="boot">Rigshare is loading.</p>;
  return (
    <ConfigContext value={config}>
      <QueryClientProvider client={queries}>
        <WalletProvider>
          <Shell>
            <ErrorBoundary>
              <Suspense fallback={<p className="boot min-h-screen">One moment.</p>}>
                <Switch>
                  <Route path="/" component={Explore} />
                  <Route path="/rig/:rig">{({ rig }) => <Rig key={rig} rig={rig} />}</Route>
                  <Route path="/market" component={Market} />
                  <Route path="/portfolio" component={Portfolio} />
                  <Route path="/operator" component={Operator} />
                  <Route path="/truth" component={Truth} />
                  <Route component={NotFound} />
                </Switch>
              </Suspense>
            </ErrorBoundary>
          </Shell>
        </WalletProvider>
      </QueryClientProvider>
    </ConfigContext>
  );
}
