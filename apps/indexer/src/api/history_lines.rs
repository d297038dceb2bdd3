//! The lines of an address's history: what each event means for it, and what its wallet gained or lost.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A line of an address's history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: &'static str,
    /// Of how many shares.
    pub shares: String,
    /// The sum that it is about, base units.
    pub amount: String,
    /// By how much the wallet changed, base units, with its sign; empty where no money moved: it was held by a
    /// contract before, or is held by it after.
    pub wallet: String,
    /// In what.
    pub denom: String,
    /// The other one.
    pub counterparty: String,
}

/// What moves with a line's amount.
#[derive(Clone, Copy)]
enum Moves {
    In,
    Out,
    Nothing,
}

/// Reads an address's events in their order.
#[derive(Clone, Debug)]
pub struct Lines {
    address: String,
    /// What the address's standing offers hold, and in what: an event that ends one does not say it.
    escrows: BTreeMap<String, (u128, String)>,
}

impl Lines {
    /// Of an address of which no event was read yet.
    #[must_use]
    pub fn of(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            escrows: BTreeMap::new(),
        }
    }

    /// The lines of its next event.
    pub fn read(&mut self, kind: &str, data: &Map<String, Value>) -> Vec<Line> {
        let event = Event { data };
        let is = |name: &str| event.text(name) == self.address;
        let line = |kind, amount: &str, moves, counterparty: &str| Line {
            kind,
            shares: event.text("shares").to_owned(),
            counterparty: event.text(counterparty).to_owned(),
            ..event.money(event.text(amount), event.text("denom"), moves)
        };
        let plain = |kind, counterparty: &str| line(kind, "", Moves::Nothing, counterparty);
        let mut lines = Vec::new();
        match kind {
            "shares_sold" if is("buyer") => {
                lines.push(line("buy_primary", "paid", Moves::Out, ""));
            }
            "sold" => {
                if is("buyer") {
                    // What an offer pays has left the wallet with the offer already.
                    let ended = self.escrows.remove(event.text("offer"));
                    if event.text("offer") == "0" {
                        lines.push(line("buy", "price", Moves::Out, "seller"));
                    } else {
                        lines.push(line("buy_from_escrow", "price", Moves::Nothing, "seller"));
                    }
                    if let Some((escrow, denom)) = ended {
                        let rest = escrow.saturating_sub(event.number("price"));
                        lines.extend(freed("offer_surplus", rest, &denom));
                    }
                }
                if is("seller") {
                    lines.push(line("sell", "price", Moves::In, "buyer"));
                    for (kind, part) in [("sell_royalty", "royalty"), ("sell_fee", "fee")] {
                        lines.push(Line {
                            shares: String::new(),
                            ..line(kind, part, Moves::Out, "buyer")
                        });
                    }
                }
            }
            "share_transferred" => {
                if is("from") {
                    lines.push(plain("transfer_out", "to"));
                }
                if is("to") {
                    lines.push(plain("transfer_in", "from"));
                }
            }
            "share_minted" if is("owner") => lines.push(plain("token_in", "")),
            "share_burned" if is("owner") => lines.push(plain("token_out", "")),
            "claimed" => {
                let to_itself = is("to");
                if is("holder") {
                    let moves = if to_itself { Moves::In } else { Moves::Nothing };
                    lines.push(line("payout", "amount", moves, "to"));
                } else if to_itself {
                    lines.push(line("payout_received", "amount", Moves::In, "holder"));
                }
            }
            "withdrawn" if is("to") => lines.push(line("withdrawal", "amount", Moves::In, "")),
            "offered" if is("buyer") => {
                let held = (event.number("escrow"), event.text("denom").to_owned());
                self.escrows.insert(event.text("offer").to_owned(), held);
                lines.push(line("offer_escrow", "escrow", Moves::Out, ""));
            }
            "offer_removed" => {
                // Named by it alone is the offer.
                if let Some((escrow, denom)) = self.escrows.remove(event.text("offer")) {
                    lines.extend(freed("offer_returned", escrow, &denom));
                }
            }
            _ => {}
        }
        lines
    }
}

/// What an offer held and holds no more: it is on the account at the marketplace until it is withdrawn.
fn freed(kind: &'static str, amount: u128, denom: &str) -> Option<Line> {
    (amount > 0).then(|| Line {
        kind,
        amount: amount.to_string(),
        denom: denom.to_owned(),
        ..Line::default()
    })
}

#[derive(Clone, Copy)]
struct Event<'a> {
    data: &'a Map<String, Value>,
}

impl<'a> Event<'a> {
    fn text(&self, name: &str) -> &'a str {
        let found = self.data.get(name).and_then(Value::as_str);
        found.unwrap_or_default()
    }

    fn number(&self, name: &str) -> u128 {
        self.text(name).parse().unwrap_or_default()
    }

    fn money(&self, amount: &str, denom: &str, moves: Moves) -> Line {
        if amount.is_empty() {
            return Line::default();
        }
        Line {
            amount: amount.to_owned(),
            denom: denom.to_owned(),
            wallet: match moves {
                Moves::In => amount.to_owned(),
                Moves::Out if amount == "0" => amount.to_owned(),
                Moves::Out => format!("-{amount}"),
                Moves::Nothing => String::new(),
            },
            ..Line::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::attributes;

    fn shown(lines: Vec<Line>) -> Vec<(&'static str, String, String)> {
        let shown = lines
            .into_iter()
            .map(|line| (line.kind, line.amount, line.wallet));
        shown.collect()
    }

    fn row(kind: &'static str, amount: &str, wallet: &str) -> (&'static str, String, String) {
        (kind, amount.to_owned(), wallet.to_owned())
    }

    fn sale(offer: &str) -> Map<String, Value> {
        let mut data = attributes(
            r#"{"buyer":"b","seller":"s","price":"100","denom":"uusdc","royalty":"5","fee":"0","shares":"2"}"#,
        );
        data.insert("offer".to_owned(), offer.into());
        data
    }

    #[test]
    fn both_sides_of_a_sale_have_their_lines() {
        let read = |address: &str| shown(Lines::of(address).read("sold", &sale("0")));
        assert_eq!(read("b"), [row("buy", "100", "-100")]);
        let seller = [
            row("sell", "100", "100"),
            row("sell_royalty", "5", "-5"),
            row("sell_fee", "0", "0"),
        ];
        assert_eq!(read("s"), seller);
        assert!(read("x").is_empty());
    }

    #[test]
    fn what_an_offer_held_is_paid_or_comes_back() {
        let offered = attributes(r#"{"offer":"7","buyer":"b","escrow":"130","denom":"uusdc"}"#);
        let mut lines = Lines::of("b");
        let held = [row("offer_escrow", "130", "-130")];
        assert_eq!(shown(lines.read("offered", &offered)), held);
        let mut other = lines.clone();
        let paid = [
            row("buy_from_escrow", "100", ""),
            row("offer_surplus", "30", ""),
        ];
        assert_eq!(shown(lines.read("sold", &sale("7"))), paid);
        let removed = attributes(r#"{"offer":"7","reason":"expired","refund":"130"}"#);
        let back = other.read("offer_removed", &removed);
        assert_eq!(back[0].denom, "uusdc");
        assert_eq!(shown(back), [row("offer_returned", "130", "")]);
        assert!(other.escrows.is_empty() && lines.escrows.is_empty());
    }

    #[test]
    fn a_payout_to_somebody_else_is_in_that_ones_wallet() {
        let claimed = attributes(r#"{"holder":"h","to":"t","amount":"9","denom":"uusdc"}"#);
        let read = |address: &str| shown(Lines::of(address).read("claimed", &claimed));
        assert_eq!(read("h"), [row("payout", "9", "")]);
        assert_eq!(read("t"), [row("payout_received", "9", "9")]);
    }
}
