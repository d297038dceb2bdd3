//! How much is known of a report that a quorum stands behind.

use cosmwasm_std::Uint128;
use mining_math::bounds::{within_fpps_bound, within_pplns_bound, within_solo_bound};
use mining_math::{HashesPerBlock, MathError};
use rigshare_types::nft::{PayoutScheme, RigFacts};
use rigshare_types::oracle::{FinalNetwork, FinalPool, Grade};

/// What a report is measured against.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    /// The epoch's length.
    pub epoch_seconds: u32,
    /// The network of the rig's coin in the epoch, if it is final.
    pub network: Option<&'a FinalNetwork>,
    /// The rig's pool in the epoch, if it is final.
    pub pool: Option<&'a FinalPool>,
    /// How far above the bound a gross may be, basis points.
    pub tolerance_bps: u16,
}

/// The grade of a report: [`Grade::Plausible`] where the registered hashrate can have earned `gross`.
///
/// What can't be measured (no final network, no final pool for PPLNS, a pool smaller than the rig, a
/// bound beyond 512 bits) is not plausible.
#[must_use]
pub fn grade_of(gross: Uint128, rig: &RigFacts, measure: &Measure) -> Grade {
    match within_bound(gross, rig, measure) {
        Ok(Some(true)) => Grade::Plausible,
        Ok(_) | Err(_) => Grade::Attested,
    }
}

/// `None`: a figure is missing.
fn within_bound(
    gross: Uint128,
    rig: &RigFacts,
    measure: &Measure,
) -> Result<Option<bool>, MathError> {
    let Some(network) = measure.network else {
        return Ok(None);
    };
    let hashes_per_block = HashesPerBlock::from_count(network.hashes_per_block.u128())?;
    let gross = gross.u128();
    let rig_hs = rig.hashrate_hs.u128();
    let seconds = u64::from(measure.epoch_seconds);
    let reward = network.reward_per_block.u128();
    let tolerance = u32::from(measure.tolerance_bps);
    match (rig.scheme, measure.pool) {
        (PayoutScheme::Fpps, _) => {
            within_fpps_bound(gross, rig_hs, seconds, reward, &hashes_per_block, tolerance)
        }
        (PayoutScheme::Solo, _) => {
            within_solo_bound(gross, rig_hs, seconds, reward, &hashes_per_block, tolerance)
        }
        (PayoutScheme::Pplns, Some(pool)) => within_pplns_bound(
            gross,
            rig_hs,
            pool.hashrate_hs.u128(),
            seconds,
            reward,
            &hashes_per_block,
            tolerance,
        ),
        (PayoutScheme::Pplns, None) => return Ok(None),
    }
    .map(Some)
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::Addr;
    use rigshare_types::nft::RigStatus;
    use rigshare_types::units::Denom;

    use super::*;

    fn rig(scheme: PayoutScheme) -> RigFacts {
        RigFacts {
            v: 1,
            status: RigStatus::Approved,
            operator: Addr::unchecked("operator"),
            coin: "BTC".to_owned(),
            hashrate_hs: Uint128::new(1_000),
            shares: 10,
            terms: vec![],
            pool: "pool".to_owned(),
            scheme,
            start_epoch: 0,
            end_epoch: 10,
            retired: false,
            payout: Denom::Native("ubtc".to_owned()),
            least_grade: Grade::Plausible,
            royalty_bps: 0,
        }
    }

    fn network() -> FinalNetwork {
        FinalNetwork {
            v: 1,
            hashes_per_block: Uint128::new(1_000_000),
            reward_per_block: Uint128::new(500_000),
        }
    }

    fn graded(gross: u128, scheme: PayoutScheme, pool_hs: Option<u128>) -> Grade {
        let pool = pool_hs.map(|hashrate_hs| FinalPool {
            v: 1,
            hashrate_hs: Uint128::new(hashrate_hs),
        });
        let network = network();
        grade_of(
            Uint128::new(gross),
            &rig(scheme),
            &Measure {
                epoch_seconds: 10_000,
                network: Some(&network),
                pool: pool.as_ref(),
                tolerance_bps: 300,
            },
        )
    }

    #[test]
    fn attack_26_fpps_pays_no_more_than_the_network() {
        // 1,000 H/s for 10,000 s are 10 blocks' work: 5,000,000, and 3 % of it.
        assert_eq!(
            graded(5_150_000, PayoutScheme::Fpps, None),
            Grade::Plausible
        );
        assert_eq!(graded(5_150_001, PayoutScheme::Fpps, None), Grade::Attested);
    }

    #[test]
    fn attack_30_a_unit_off_by_a_thousand_is_not_plausible() {
        for scheme in [PayoutScheme::Fpps, PayoutScheme::Solo] {
            assert_eq!(graded(5_000_000_000, scheme, None), Grade::Attested);
        }
        assert_eq!(
            graded(5_000_000_000, PayoutScheme::Pplns, Some(1_000_000)),
            Grade::Attested
        );
    }

    #[test]
    fn luck_is_plausible_where_the_scheme_has_luck() {
        assert_eq!(
            graded(10_000_000, PayoutScheme::Solo, None),
            Grade::Plausible
        );
        // A pool of a million H/s finds 10,000 blocks, and is hardly ever 7 % above that.
        let pplns = |gross| graded(gross, PayoutScheme::Pplns, Some(1_000_000));
        assert_eq!(pplns(5_400_000), Grade::Plausible);
        assert_eq!(pplns(5_700_000), Grade::Attested);
    }

    #[test]
    fn what_cannot_be_measured_is_not_plausible() {
        assert_eq!(graded(1, PayoutScheme::Pplns, None), Grade::Attested);
        assert_eq!(graded(1, PayoutScheme::Pplns, Some(999)), Grade::Attested);
        assert_eq!(graded(1, PayoutScheme::Pplns, Some(0)), Grade::Attested);
        let nothing = Measure {
            epoch_seconds: 10_000,
            network: None,
            pool: None,
            tolerance_bps: 300,
        };
        let grade = grade_of(Uint128::new(1), &rig(PayoutScheme::Fpps), &nothing);
        assert_eq!(grade, Grade::Attested);
    }
}
