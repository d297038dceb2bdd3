//! How often coins are given: to one address, and to all together.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use super::error::FaucetError;

/// An address gets coins once in so long, and all together get them [`MOST`] times.
const PERIOD: Duration = Duration::from_secs(60);

/// How often coins are given in a [`PERIOD`].
const MOST: usize = 60;

/// Who was given coins in the last period, at most [`MOST`] entries.
#[derive(Debug, Default)]
pub struct Rates {
    last: BTreeMap<String, Instant>,
    all: VecDeque<Instant>,
}

impl Rates {
    /// Counts a gift to an address, where it is its turn.
    ///
    /// # Errors
    /// [`FaucetError::AddressTooSoon`] and [`FaucetError::AllTooSoon`] say when it is.
    pub fn take(&mut self, address: &str, now: Instant) -> Result<(), FaucetError> {
        self.last
            .retain(|_, given| now.saturating_duration_since(*given) < PERIOD);
        self.all
            .retain(|given| now.saturating_duration_since(*given) < PERIOD);
        if let Some(given) = self.last.get(address) {
            return Err(FaucetError::AddressTooSoon {
                address: address.to_owned(),
                seconds: seconds_left_ceil(*given, now),
            });
        }
        if let Some(first) = self.all.front().filter(|_| self.all.len() >= MOST) {
            return Err(FaucetError::AllTooSoon {
                most: MOST,
                seconds: seconds_left_ceil(*first, now),
            });
        }
        self.last.insert(address.to_owned(), now);
        self.all.push_back(now);
        Ok(())
    }

    /// Lets an address ask again whose coins were not sent. It counts among all: a chain that refuses is
    /// not asked without end.
    pub fn return_turn(&mut self, address: &str) {
        self.last.remove(address);
    }
}

/// How long until a period is over that began then: at least a second.
fn seconds_left_ceil(began: Instant, now: Instant) -> u64 {
    let left = PERIOD.saturating_sub(now.saturating_duration_since(began));
    left.as_secs() + u64::from(left.subsec_nanos() > 0).max(u64::from(left.is_zero()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_coins_once_a_minute() {
        let mut rates = Rates::default();
        let start = Instant::now();
        rates.take("ada", start).unwrap();
        let again = rates.take("ada", start + Duration::from_millis(500));
        let Err(FaucetError::AddressTooSoon { address, seconds }) = again else {
            panic!("{again:?}");
        };
        assert_eq!((address.as_str(), seconds), ("ada", 60));
        rates.take("bela", start).unwrap();
        assert!(rates.take("ada", start + Duration::from_secs(59)).is_err());
        rates.take("ada", start + Duration::from_secs(60)).unwrap();
    }

    #[test]
    fn all_together_get_coins_sixty_times_a_minute() {
        let mut rates = Rates::default();
        let start = Instant::now();
        for index in 0..60 {
            let at = start + Duration::from_millis(index * 100);
            rates.take(&index.to_string(), at).unwrap();
        }
        let late = start + Duration::from_secs(59);
        let refused = rates.take("sixty", late);
        let Err(FaucetError::AllTooSoon { most, seconds }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!((most, seconds), (60, 1));
        rates
            .take("sixty", start + Duration::from_secs(60))
            .unwrap();
        // The second was given a tenth of a second later.
        assert!(rates.take("one", start + Duration::from_secs(60)).is_err());
    }

    #[test]
    fn coins_that_were_not_sent_can_be_asked_for_again() {
        let mut rates = Rates::default();
        let now = Instant::now();
        for _ in 0..60 {
            rates.take("ada", now).unwrap();
            rates.return_turn("ada");
        }
        assert!(matches!(
            rates.take("ada", now),
            Err(FaucetError::AllTooSoon { .. })
        ));
    }
}
