//! What the oracle takes.

use cosmwasm_std::Addr;
use rigshare_suite::World;
use rigshare_types::oracle::{self, Asset, ReporterConfig};

use super::{Busy, Good};
use crate::scene::GROSS;

impl Busy {
    pub(super) fn oracle_messages(&mut self) -> Vec<Good> {
        let at = self.scene.world.at.clone();
        let (epoch, world) = (self.late, &self.scene.world);
        let good = |sender: &Addr, msg: oracle::ExecuteMsg| self.good(sender, &at.oracle, &msg);
        let batch = |gross| World::batches(epoch, &[(1, gross)], None).remove(0);
        let dan = |gross| world.sign(3, batch(gross)).unwrap();
        let config = ReporterConfig {
            report_spread_bps: 50,
            market_spread_bps: 60,
            plausible_tolerance_bps: 70,
            ..world.setup.reporter_config()
        };
        let mut open = vec![
            good(
                &self.bob,
                oracle::ExecuteMsg::Relay {
                    batches: vec![dan(GROSS)],
                },
            ),
            good(
                &self.bob,
                oracle::ExecuteMsg::Finalize {
                    epoch,
                    rigs: vec![1],
                },
            ),
            good(
                &self.bob,
                oracle::ExecuteMsg::ProveEquivocation {
                    first: Box::new(dan(1)),
                    second: Box::new(dan(2)),
                },
            ),
        ];
        for good in &mut open {
            good.open_to_all = true;
        }
        let pause = good(&at.pauser, oracle::ExecuteMsg::Pause { seconds: 60 });
        let mut unpause = good(&at.pauser, oracle::ExecuteMsg::Unpause {});
        unpause.first = Some(Box::new(pause.clone()));
        let asset = Asset {
            symbol: "KAS".to_owned(),
            decimals: 8,
        };
        open.extend([
            good(
                &at.owner,
                oracle::ExecuteMsg::ChangeReporters { reporters: config },
            ),
            good(&at.owner, oracle::ExecuteMsg::AddAsset { asset }),
            pause,
            unpause,
            good(
                &at.owner,
                oracle::ExecuteMsg::SetPauser {
                    address: self.bob.to_string(),
                },
            ),
            good(
                &at.owner,
                oracle::ExecuteMsg::UpdateOwnership(self.transfer()),
            ),
        ]);
        open
    }
}
