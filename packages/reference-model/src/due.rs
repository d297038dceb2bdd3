//! What an epoch costs an operator, by exact fractions.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// What a payout denom is to the mined coin.
#[derive(Clone, Debug)]
pub enum Payout {
    /// The mined coin itself, wrapped 1:1, with its own decimals.
    Wrapped {
        /// Decimals of the payout denom.
        decimals: u32,
    },
    /// Something else, converted by price.
    Other {
        /// Decimals of the payout denom.
        decimals: u32,
        /// Price of one whole coin of it, billionths of the quote currency.
        nano_per_coin: u128,
    },
}

/// All that counts for what an epoch costs.
#[derive(Clone, Debug)]
pub struct DueFacts {
    /// What the pool credited, base units of the mined coin.
    pub gross: u128,
    /// Decimals of the mined coin.
    pub coin_decimals: u32,
    /// Price of one whole mined coin, billionths of the quote currency; needed where anything is
    /// converted.
    pub coin_nano: Option<u128>,
    /// Watts of the rig.
    pub watts: u64,
    /// Seconds of the epoch.
    pub seconds: u64,
    /// Price of a kilowatt-hour, billionths of the quote currency.
    pub nano_per_kwh: u128,
    /// Service fee, basis points of what electricity leaves.
    pub service_fee_bps: u16,
    /// What holders are paid in.
    pub payout: Payout,
    /// Share-seconds that existed.
    pub minted_weight: u128,
    /// Share-seconds that are registered.
    pub registered_weight: u128,
    /// The protocol's fee, basis points of what holders are due.
    pub protocol_fee_bps: u16,
}

/// What an epoch costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// For the holders, base units of the payout denom.
    pub holders: BigInt,
    /// For the protocol, base units of the payout denom.
    pub protocol_fee: BigInt,
}

impl DueFacts {
    /// What the epoch costs; `None` where a price is missing.
    #[must_use]
    pub fn due(&self) -> Option<Due> {
        let ten = |decimals: u32| BigRational::from(BigInt::from(10).pow(decimals));
        let gross = BigRational::from(BigInt::from(self.gross));

        // Kilowatt-hours times price, in the quote currency's billionths.
        let kwh = whole(u128::from(self.watts)) / whole(1_000) * whole(u128::from(self.seconds))
            / whole(3_600);
        let bill = (kwh * whole(self.nano_per_kwh)).floor();
        let electricity = if bill.is_zero() {
            bill
        } else {
            (bill * ten(self.coin_decimals) / whole(self.coin_nano?)).floor()
        };
        let electricity = electricity.min(gross.clone());
        let service =
            ((&gross - &electricity) * whole(self.service_fee_bps.into()) / whole(10_000)).floor();
        let net = gross - electricity - service;

        let converted = match self.payout {
            Payout::Wrapped { decimals } => net * ten(decimals) / ten(self.coin_decimals),
            Payout::Other {
                decimals,
                nano_per_coin,
            } => {
                net * whole(self.coin_nano?) / whole(nano_per_coin) * ten(decimals)
                    / ten(self.coin_decimals)
            }
        };
        let holders =
            (converted * whole(self.minted_weight) / whole(self.registered_weight)).ceil();
        let fee = (&holders * whole(self.protocol_fee_bps.into()) / whole(10_000)).ceil();
        Some(Due {
            holders: holders.to_integer(),
            protocol_fee: fee.to_integer(),
        })
    }
}

fn whole(number: u128) -> BigRational {
    BigRational::from(BigInt::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_by_hand() {
        // 1,000,000 sat; 3,000 W for a day at 0.05 USD is 3.60 USD, at 90,000 USD a bitcoin 4,000 sat;
        // 3 % of 996,000 is 29,880; net 966,120; half minted: 483,060; one per cent of it 4,831 (up).
        let facts = DueFacts {
            gross: 1_000_000,
            coin_decimals: 8,
            coin_nano: Some(90_000_000_000_000),
            watts: 3_000,
            seconds: 86_400,
            nano_per_kwh: 50_000_000,
            service_fee_bps: 300,
            payout: Payout::Wrapped { decimals: 8 },
            minted_weight: 50,
            registered_weight: 100,
            protocol_fee_bps: 100,
        };
        let due = Due {
            holders: 483_060.into(),
            protocol_fee: 4_831.into(),
        };
        assert_eq!(facts.due(), Some(due));
        assert_eq!(
            DueFacts {
                coin_nano: None,
                ..facts.clone()
            }
            .due(),
            None
        );
        // Under water: pays nothing, bills nothing.
        let under = DueFacts {
            gross: 3_999,
            ..facts
        };
        assert_eq!(
            under.due(),
            Some(Due {
                holders: 0.into(),
                protocol_fee: 0.into()
            })
        );
    }
}
