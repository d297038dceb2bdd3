import { useConfig } from "@/app/config";
import { Amount } from "@/components/Amount";
import { Section, TableBox } from "@/components/Page";
import { useHolder } from "@/data/holder";
import { useOffers } from "@/data/offers";
import { grouped } from "@/money/amount";
import { useTransact } from "@/tx/useTransact";
import { acceptOffer, fits, priceFor, takeBack } from "../market/accept";
import { OfferEnd } from "../market/OfferEnd";

/** Offers of yours, and those of others that your tokens fit. */
export function MyOffers({ address }: { address: string }) {
  const config = useConfig();
  const transact = useTransact();
  const { data: offers } = useOffers(null);
  const { data: holder } = useHolder(address);
  const mine = holder?.offers ?? [];
  const fitting = (offers ?? []).filter(({ buyer }) => buyer !== address)
    .flatMap((offer) => (holder?.tokens ?? []).filter((token) => fits(offer, token)).map((token) => ({ offer, token })));
  if (mine.length === 0 && fitting.length === 0) return null;
  return (
    <Section title="Offers">
      {fitting.length > 0 && (
        <TableBox label="Offers for what you hold">
          <thead><tr><th scope="col">Your token</th><th scope="col" className="num">Shares</th><th scope="col" className="num">You would sell for</th><th scope="col">Ends</th><th scope="col"><span className="sr">Accept</span></th></tr></thead>
          <tbody>
            {fitting.slice(0, 20).map(({ offer, token }) => (
              <tr key={`${offer.offer}-${token.token_id}`}>
                <th scope="row">{token.token_id} of rig {token.rig}</th>
                <td className="num">{grouped(token.shares)}</td>
                <td className="num"><Amount base={priceFor(offer, token.shares)} denom={offer.denom} className="font-semibold" /></td>
                <td><OfferEnd offer={offer} own={false} /></td>
                <td><button type="button" className="btn btn-small" onClick={() => void transact(acceptOffer(config, offer, token))}>Accept<span className="sr"> offer {offer.offer} for token {token.token_id}</span></button></td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
      {mine.length > 0 && (
        <div className="mt-4">
          <TableBox label="Your offers">
            <thead><tr><th scope="col">Offer</th><th scope="col">For</th><th scope="col" className="num">Held</th><th scope="col">Ends</th><th scope="col"><span className="sr">Take back</span></th></tr></thead>
            <tbody>
              {mine.map((offer) => (
                <tr key={offer.offer}>
                  <th scope="row">{offer.offer}</th>
                  <td>{offer.token_id ? `token ${offer.token_id}` : `rig ${offer.rig}`}</td>
                  <td className="num"><Amount base={BigInt(offer.escrow)} denom={offer.denom} /></td>
                  <td><OfferEnd offer={offer} own /></td>
                  <td><button type="button" className="btn btn-small" onClick={() => void transact(takeBack(config, offer))}>Take back<span className="sr"> offer {offer.offer}</span></button></td>
                </tr>
              ))}
            </tbody>
          </TableBox>
        </div>
      )}
    </Section>
  );
}
