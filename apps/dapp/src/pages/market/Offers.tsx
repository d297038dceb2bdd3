import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useConfig } from "@/app/config";
import { Address } from "@/components/Address";
import { Amount } from "@/components/Amount";
import { SelectField, TextField } from "@/components/Field";
import { read, whole } from "@/components/number";
import { TableBox } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { useHolder } from "@/data/holder";
import { ownFirst, useOffers } from "@/data/offers";
import type { HolderToken, OfferRow, RigSummary } from "@/indexer/types";
import { grouped, parse } from "@/money/amount";
import { factsOf } from "@/money/denom";
import { marketplace } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { useWallet } from "@/wallet/context";
import { acceptOffer, fits, priceFor, takeBack } from "./accept";
import { OfferEnd } from "./OfferEnd";

const DAY = 86_400;

function MakeOffer({ rig, denom, rigs }: { rig: number | null; denom: string; rigs: readonly RigSummary[] }) {
  const config = useConfig();
  const transact = useTransact();
  const { symbol, decimals } = factsOf(config, denom);
  const [which, setWhich] = useState(rig === null ? "" : String(rig));
  const [token, setToken] = useState("");
  const [price, setPrice] = useState("");
  const [shares, setShares] = useState("");
  const [days, setDays] = useState("7");
  const parsed = {
    price: read(price, (text) => parse(text, decimals)),
    shares: read(shares, (text) => whole(text, 1, Number.MAX_SAFE_INTEGER)),
    days: read(days, (text) => whole(text, 1, 365)),
  };
  const escrow = parsed.price.value !== null && parsed.shares.value !== null ? parsed.price.value * BigInt(parsed.shares.value) : null;
  const ready = which !== "" && escrow !== null && escrow > 0n && parsed.days.value !== null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready || escrow === null || parsed.price.value === null || parsed.shares.value === null || parsed.days.value === null) return;
    const common = {
      least_shares: token ? parsed.shares.value : 1,
      latest_lease_end_seconds: null,
      expires_seconds: Math.floor(Date.now() / 1000) + parsed.days.value * DAY,
    };
    const msg = token
      ? { offer_for_token: { token_id: token, ...common } }
      : { offer_for_rig: { rig: Number(which), price_per_share: parsed.price.value.toString(), ...common } };
    void transact({
      title: token ? `Offer for token ${token}` : `Offer for up to ${grouped(parsed.shares.value)} shares of rig ${which}`,
      actions: [marketplace(config, msg, [{ denom, amount: escrow.toString() }])],
    });
  };
  return (
    <form onSubmit={submit} className="card grid content-start gap-3 p-4">
      <h2>Make an offer</h2>
      <SelectField label="Rig" value={which} onChange={(event) => setWhich(event.target.value)}>
        <option value="">Choose a rig</option>
        {rigs.map((each) => <option key={each.rig} value={each.rig}>{each.rig}: {each.name}</option>)}
      </SelectField>
      <TextField label="Only this token (optional)" value={token} onChange={(event) => setToken(event.target.value.trim())} hint="Left empty, any token of the rig may be sold to you" />
      <TextField label={`Price of a share, ${symbol}`} inputMode="decimal" value={price} error={parsed.price.error} onChange={(event) => setPrice(event.target.value)} />
      <TextField label={token ? "Shares of the token" : "Shares, at most"} inputMode="numeric" value={shares} error={parsed.shares.error} onChange={(event) => setShares(event.target.value)} />
      <TextField label="Stands for days" inputMode="numeric" value={days} error={parsed.days.error} onChange={(event) => setDays(event.target.value)} />
      {escrow !== null && <p className="flex justify-between gap-2 font-semibold"><span>Held until then</span><Amount base={escrow} denom={denom} /></p>}
      <button type="submit" className="btn btn-main" disabled={!ready}>Make the offer</button>
      <p className="small">The marketplace holds your coins. You may take them back at any time.</p>
    </form>
  );
}

function Row({ offer, you, tokens, onAccept, onCancel }: { offer: OfferRow; you: string | undefined; tokens: readonly HolderToken[]; onAccept: (token: HolderToken) => void; onCancel: () => void }) {
  const own = offer.buyer === you;
  const fitting = tokens.filter((token) => fits(offer, token));
  return (
    <tr>
      <th scope="row" className="!text-base !font-normal !text-ink">{offer.token_id ? `Token ${offer.token_id}` : "Any token"}<span className="small block"><Link href={`/rig/${offer.rig}`}>rig {offer.rig}</Link> · offer {offer.offer}</span></th>
      <td className="num"><Amount base={BigInt(offer.price)} denom={offer.denom} className="font-semibold" /><span className="small block">{offer.token_id ? "in all" : "a share"}</span></td>
      <td className="num"><Amount base={BigInt(offer.escrow)} denom={offer.denom} /></td>
      <td className="num">{grouped(offer.least_shares)}</td>
      <td><Address value={offer.buyer} you={you} /><span className="small block"><OfferEnd offer={offer} own={own} before="ends " /></span></td>
      <td>
        {own ? <button type="button" className="btn btn-small" onClick={onCancel}>Take back<span className="sr"> offer {offer.offer}</span></button> : (
          <div className="flex flex-wrap gap-1">
            {fitting.slice(0, 4).map((token) => (
              <button key={token.token_id} type="button" className="btn btn-small" onClick={() => onAccept(token)}>Sell token {token.token_id} for <Amount base={priceFor(offer, token.shares)} denom={offer.denom} /></button>
            ))}
          </div>
        )}
      </td>
    </tr>
  );
}

export function Offers({ rig, denom, rigs }: { rig: number | null; denom: string; rigs: readonly RigSummary[] }) {
  const config = useConfig();
  const transact = useTransact();
  const { account } = useWallet();
  const { data: holder } = useHolder(account?.address);
  const { data: offers, error } = useOffers(rig);
  const own = holder?.offers.filter((offer) => rig === null || offer.rig === rig);
  const here = offers && ownFirst(offers, own, account?.address).filter((offer) => offer.denom === denom);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0">
        {error && !here && <Problem title="The offers can't be shown" detail={error.message} />}
        {!here && !error && <Waiting rows={5} />}
        {here?.length === 0 && <Empty>No offer stands in this coin.</Empty>}
        {here && here.length > 0 && (
          <TableBox label="Offers">
            <thead><tr><th scope="col">For</th><th scope="col" className="num">Pays</th><th scope="col" className="num">Held</th><th scope="col" className="num">Least shares</th><th scope="col">Buyer</th><th scope="col"><span className="sr">What you can do</span></th></tr></thead>
            <tbody>
              {here.map((offer) => (
                <Row key={offer.offer} offer={offer} you={account?.address} tokens={holder?.tokens ?? []}
                  onAccept={(token) => void transact(acceptOffer(config, offer, token))}
                  onCancel={() => void transact(takeBack(config, offer))} />
              ))}
            </tbody>
          </TableBox>
        )}
      </div>
      <MakeOffer key={`${rig}${denom}`} rig={rig} denom={denom} rigs={rigs} />
    </div>
  );
}
