//! What happens when an epoch is over.

use cosmwasm_std::Uint128;
use rand::Rng;
use rigshare_types::batch::PAGE_RIGS;
use rigshare_types::events::{
    BatchRelayed, Claimed, Cured, EpochClosed, NetworkFinal, PriceFinal, ReportFinal,
};
use rigshare_types::units::Denom;

use super::{address, coin_of, World, MONEY};

impl World {
    pub(super) fn end_epoch(&mut self, epoch: u32) {
        let pages = self.registered / PAGE_RIGS;
        for reporter in 1..=5 {
            self.begin();
            for page in 0..=u16::try_from(pages).unwrap_or(u16::MAX) {
                let digest = format!("{epoch:032x}{page:016x}{reporter:016x}");
                self.emit(
                    "oracle",
                    BatchRelayed {
                        epoch,
                        page,
                        reporter,
                        digest,
                    },
                );
            }
        }
        self.begin();
        for place in 0..4 {
            let (coin, ..) = coin_of(place);
            let price = Uint128::new(90_000_000_000_000 >> (4 * place));
            self.emit(
                "oracle",
                PriceFinal {
                    asset: coin.to_owned(),
                    epoch,
                    nano_per_coin: price,
                },
            );
            self.emit(
                "oracle",
                NetworkFinal {
                    coin: coin.to_owned(),
                    epoch,
                    hashes_per_block: Uint128::new(500_000_000_000_000_000_000_000 >> (8 * place)),
                    reward_per_block: Uint128::new(315_000_000),
                },
            );
        }
        self.emit(
            "oracle",
            PriceFinal {
                asset: "USDC".to_owned(),
                epoch,
                nano_per_coin: Uint128::new(1_000_000_000),
            },
        );
        let numbers: Vec<u32> = self.rigs.keys().copied().collect();
        for rig in numbers {
            self.report_and_close(rig, epoch);
        }
    }

    fn report_and_close(&mut self, number: u32, epoch: u32) {
        let Some(rig) = self.rigs.get(&number).cloned() else {
            return;
        };
        let silent = self.rng.gen_bool(0.01);
        if !silent {
            self.begin();
            let grade = if self.rng.gen_bool(0.8) {
                "plausible"
            } else {
                "attested"
            };
            let gross = self.rng.gen_range(5_000_000..20_000_000);
            self.emit(
                "oracle",
                ReportFinal {
                    rig: number,
                    epoch,
                    gross: Uint128::new(gross),
                    grade: grade.to_owned(),
                    signers: self.events.len() as u16 % 3 + 3,
                },
            );
        }
        // One operator in eleven stops paying after some epochs.
        let is_left = number % 11 == 5 && epoch > 8;
        if rig.minted == 0 || epoch < rig.next_epoch || is_left {
            return;
        }
        let due: u128 = self.rng.gen_range(1_000..4_000_000_000);
        let (outcome, delivered) = match self.rng.gen_range(0..100) {
            _ if silent => ("outage", 0),
            0..=1 => ("defaulted", due / 3),
            2..=4 => ("late", due),
            _ => ("settled", due),
        };
        let weight = rig.minted * u64::from(self.clock.epoch_seconds);
        let denom = Denom::Native(MONEY.to_owned());
        let short = due - delivered;
        self.begin();
        self.emit(
            "distributor",
            EpochClosed {
                rig: number,
                epoch,
                outcome: outcome.to_owned(),
                denom: denom.clone(),
                holders_due: Uint128::new(due),
                delivered: Uint128::new(delivered),
                short: Uint128::new(short),
                protocol_fee: Uint128::new(delivered / 50),
                from_account: Uint128::zero(),
                minted_weight: weight,
            },
        );
        let mut outstanding = rig.outstanding + short;
        if outstanding > 0 && self.rng.gen_bool(0.3) {
            let amount = outstanding.div_ceil(2);
            outstanding -= amount;
            self.begin();
            self.emit(
                "distributor",
                Cured {
                    rig: number,
                    denom: denom.clone(),
                    amount: Uint128::new(amount),
                    outstanding: Uint128::new(outstanding),
                },
            );
        }
        if let Some(rig) = self.rigs.get_mut(&number) {
            rig.next_epoch = epoch + 1;
            rig.outstanding = outstanding;
        }
        for holder in rig.holders {
            if self.rng.gen_bool(0.02) {
                self.begin();
                let amount = Uint128::new(self.rng.gen_range(0..1_000_000));
                self.emit(
                    "distributor",
                    Claimed {
                        holder: address(holder),
                        to: address(if holder % 9 == 0 {
                            rig.operator
                        } else {
                            holder
                        }),
                        rig: number,
                        denom: denom.clone(),
                        amount,
                        next_epoch: epoch + 1,
                    },
                );
            }
        }
    }
}
