//! What holders do.

use cosmwasm_std::Uint128;
use rand::Rng;
use rigshare_types::events::{
    AskRemoved, Asked, OfferRemoved, Offered, ShareBurned, ShareMinted, ShareTransferred,
    SharesSold, Sold, Withdrawn,
};
use rigshare_types::units::Denom;

use super::{address, Token, World, MONEY};

/// How long asks and offers last.
const LASTS_SECONDS: u64 = 30 * 86_400;

impl World {
    pub(super) fn trade(&mut self) {
        match self.rng.gen_range(0..100) {
            0..=24 => self.buy_primary(),
            25..=34 => self.transfer(),
            35..=54 => self.ask(),
            55..=69 => self.buy_ask(),
            70..=74 => self.cancel_ask(),
            75..=82 => self.offer(),
            83..=87 => self.accept_offer(),
            88..=90 => self.cancel_offer(),
            91..=97 => self.split(),
            _ => self.burn(),
        }
    }

    fn somebody(&mut self) -> u32 {
        // Some hold much, most little.
        let all = self.size.holders.max(2);
        let few = self.rng.gen_bool(0.3);
        1_000
            + self
                .rng
                .gen_range(0..if few { all.div_ceil(20) } else { all })
    }

    fn some_rig(&mut self) -> Option<u32> {
        let numbers: u32 = self.registered.max(1);
        let number = self.rng.gen_range(1..=numbers);
        self.rigs.contains_key(&number).then_some(number)
    }

    fn some_token(&mut self) -> Option<usize> {
        (!self.tokens.is_empty()).then(|| self.rng.gen_range(0..self.tokens.len()))
    }

    fn mint(&mut self, rig: u32, shares: u64, owner: u32) {
        self.tokens_ever += 1;
        let id = format!("{rig}-{}", self.tokens_ever);
        let at_seconds = self.time_seconds;
        self.emit(
            "hashrate_nft",
            ShareMinted {
                token_id: id.clone(),
                rig,
                shares,
                owner: address(owner),
                at_seconds,
            },
        );
        if let Some(rig) = self.rigs.get_mut(&rig) {
            rig.minted += shares;
            if !rig.holders.contains(&owner) && rig.holders.len() < 64 {
                rig.holders.push(owner);
            }
        }
        self.places.insert(id.clone(), self.tokens.len());
        self.tokens.push(Token {
            id,
            rig,
            shares,
            owner,
        });
    }

    fn end_token(&mut self, place: usize) -> Token {
        let token = self.tokens.swap_remove(place);
        self.places.remove(&token.id);
        if let Some(moved) = self.tokens.get(place) {
            self.places.insert(moved.id.clone(), place);
        }
        let at_seconds = self.time_seconds;
        self.emit(
            "hashrate_nft",
            ShareBurned {
                token_id: token.id.clone(),
                rig: token.rig,
                shares: token.shares,
                owner: address(token.owner),
                at_seconds,
            },
        );
        if let Some(rig) = self.rigs.get_mut(&token.rig) {
            rig.minted -= token.shares;
        }
        token
    }

    fn buy_primary(&mut self) {
        let Some(number) = self.some_rig() else {
            return;
        };
        let (buyer, recipient) = (self.somebody(), self.somebody());
        let recipient = if self.rng.gen_bool(0.9) {
            buyer
        } else {
            recipient
        };
        let shares = self.rng.gen_range(1..=4);
        let next_token = self.tokens_ever + 1;
        let Some(rig) = self.rigs.get_mut(&number) else {
            return;
        };
        if rig.minted + shares > rig.shares {
            return;
        }
        let paid = rig.price * u128::from(shares);
        rig.proceeds += paid;
        let proceeds = rig.proceeds;
        self.begin();
        self.emit(
            "hashrate_nft",
            SharesSold {
                rig: number,
                buyer: address(buyer),
                token_id: format!("{number}-{next_token}"),
                shares,
                paid: Uint128::new(paid),
                denom: MONEY.to_owned(),
                proceeds: Uint128::new(proceeds),
            },
        );
        self.mint(number, shares, recipient);
    }

    fn hand_over(&mut self, place: usize, to: u32) {
        let at_seconds = self.time_seconds;
        let Some(token) = self.tokens.get_mut(place) else {
            return;
        };
        let before = token.clone();
        token.owner = to;
        if let Some(rig) = self.rigs.get_mut(&before.rig) {
            if !rig.holders.contains(&to) && rig.holders.len() < 64 {
                rig.holders.push(to);
            }
        }
        self.emit(
            "hashrate_nft",
            ShareTransferred {
                token_id: before.id,
                rig: before.rig,
                shares: before.shares,
                from: address(before.owner),
                to: address(to),
                at_seconds,
            },
        );
    }

    fn transfer(&mut self) {
        let Some(place) = self.some_token() else {
            return;
        };
        let to = self.somebody();
        self.begin();
        self.hand_over(place, to);
    }

    fn ask(&mut self) {
        if self.asks.len() >= self.size.asks {
            return self.buy_ask();
        }
        let Some(token) = self
            .some_token()
            .and_then(|place| self.tokens.get(place).cloned())
        else {
            return;
        };
        let each: u128 = self.rng.gen_range(1_000_000..9_000_000);
        let price = each * u128::from(token.shares) + self.rng.gen_range(0..3);
        self.begin();
        let expires_seconds = self.time_seconds + self.rng.gen_range(60..LASTS_SECONDS);
        self.emit(
            "marketplace",
            Asked {
                token_id: token.id.clone(),
                rig: token.rig,
                shares: token.shares,
                seller: address(token.owner),
                price: Uint128::new(price),
                denom: MONEY.to_owned(),
                expires_seconds,
            },
        );
        self.asks.insert(token.id, price);
    }

    /// An ask, and where its token is, if it is anywhere.
    fn some_ask(&mut self) -> Option<(String, u128, Option<usize>)> {
        if self.asks.is_empty() {
            return None;
        }
        let token = self
            .some_token()
            .and_then(|place| self.tokens.get(place).cloned())?;
        let (id, price) = self
            .asks
            .range(token.id..)
            .next()
            .or_else(|| self.asks.iter().next())?;
        let (id, price) = (id.clone(), *price);
        let place = self.places.get(&id).copied();
        Some((id, price, place))
    }

    fn buy_ask(&mut self) {
        let Some((token_id, price, place)) = self.some_ask() else {
            return;
        };
        self.asks.remove(&token_id);
        self.begin();
        let Some(token) = place.and_then(|place| self.tokens.get(place).cloned()) else {
            let reason = "stale".to_owned();
            return self.emit("marketplace", AskRemoved { token_id, reason });
        };
        let buyer = self.somebody();
        self.emit(
            "marketplace",
            Sold {
                token_id,
                rig: token.rig,
                shares: token.shares,
                seller: address(token.owner),
                buyer: address(buyer),
                recipient: address(buyer),
                price: Uint128::new(price),
                denom: MONEY.to_owned(),
                royalty: Uint128::new(price / 40),
                fee: Uint128::new(price / 100),
                offer: 0,
            },
        );
        self.hand_over(place.unwrap_or_default(), buyer);
    }

    fn cancel_ask(&mut self) {
        if let Some((token_id, _, _)) = self.some_ask() {
            self.asks.remove(&token_id);
            self.begin();
            let reason = "cancelled".to_owned();
            self.emit("marketplace", AskRemoved { token_id, reason });
        }
    }

    fn offer(&mut self) {
        let Some(rig) = self.some_rig() else {
            return;
        };
        let buyer = self.somebody();
        self.offers_ever += 1;
        let offer = self.offers_ever;
        let price: u128 = self.rng.gen_range(500_000..5_000_000);
        let escrow = price * 4;
        self.begin();
        self.emit(
            "marketplace",
            Offered {
                offer,
                buyer: address(buyer),
                rig,
                token_id: String::new(),
                least_shares: 1,
                price: Uint128::new(price),
                denom: MONEY.to_owned(),
                escrow: Uint128::new(escrow),
                expires_seconds: self.time_seconds + LASTS_SECONDS,
            },
        );
        self.offers.insert(offer, (buyer, rig, price, escrow));
    }

    fn accept_offer(&mut self) {
        let Some((offer, (buyer, rig, price, escrow))) =
            self.offers.iter().next().map(|(offer, of)| (*offer, *of))
        else {
            return;
        };
        let fits = |token: &Token| token.rig == rig && price * u128::from(token.shares) <= escrow;
        let Some(place) = self.tokens.iter().position(fits) else {
            return self.cancel_offer();
        };
        let Some(token) = self.tokens.get(place).cloned() else {
            return;
        };
        self.offers.remove(&offer);
        self.begin();
        if self.asks.remove(&token.id).is_some() {
            let (token_id, reason) = (token.id.clone(), "stale".to_owned());
            self.emit("marketplace", AskRemoved { token_id, reason });
        }
        let whole = price * u128::from(token.shares);
        self.emit(
            "marketplace",
            Sold {
                token_id: token.id,
                rig,
                shares: token.shares,
                seller: address(token.owner),
                buyer: address(buyer),
                recipient: address(buyer),
                price: Uint128::new(whole),
                denom: MONEY.to_owned(),
                royalty: Uint128::new(whole / 40),
                fee: Uint128::new(whole / 100),
                offer,
            },
        );
        self.hand_over(place, buyer);
        self.credit(offer, buyer, escrow - whole);
    }

    /// Credits what an offer held beyond what it paid; two of three buyers leave it there for a while.
    fn credit(&mut self, offer: u64, buyer: u32, amount: u128) {
        let held = self.credits.entry(buyer).or_default();
        *held += amount;
        let amount = *held;
        if !offer.is_multiple_of(3) || amount == 0 {
            return;
        }
        self.credits.remove(&buyer);
        self.begin();
        self.emit(
            "marketplace",
            Withdrawn {
                to: address(buyer),
                rig: 0,
                denom: Denom::Native(MONEY.to_owned()),
                amount: Uint128::new(amount),
            },
        );
    }

    fn cancel_offer(&mut self) {
        if let Some((offer, (buyer, _, _, escrow))) = self.offers.pop_first() {
            self.begin();
            self.emit(
                "marketplace",
                OfferRemoved {
                    offer,
                    reason: "cancelled".to_owned(),
                    refund: Uint128::new(escrow),
                },
            );
            self.credit(offer, buyer, escrow);
        }
    }

    fn split(&mut self) {
        let Some(place) = self.some_token() else {
            return;
        };
        if self.tokens.get(place).is_none_or(|token| token.shares < 2) {
            return;
        }
        self.begin();
        let token = self.end_token(place);
        self.mint(token.rig, 1, token.owner);
        self.mint(token.rig, token.shares - 1, token.owner);
    }

    fn burn(&mut self) {
        if let Some(place) = self.some_token() {
            self.begin();
            self.end_token(place);
        }
    }
}
