//! What everybody should get, found the slow way: walk every second, ask of every token who holds
//! it, and share each epoch's money by exact rationals. Knows nothing of the ledger.

use num_bigint::BigInt;
use num_rational::BigRational;

#[derive(Clone, Copy)]
pub struct NaiveToken {
    pub shares: u64,
    pub owner: usize,
    pub lease: Option<(usize, u64)>,
    pub burnt: bool,
}

pub struct Naive {
    pub now: u64,
    pub tokens: Vec<NaiveToken>,
    pub due: Vec<BigRational>,
    epoch_seconds: u64,
    /// Share-seconds of every holder in every epoch.
    held: Vec<Vec<u64>>,
}

impl Naive {
    pub fn new(epoch_seconds: u64, holders: usize) -> Self {
        Self {
            now: 0,
            tokens: Vec::new(),
            due: vec![rational(0); holders],
            epoch_seconds,
            held: vec![vec![0; holders]],
        }
    }

    pub fn wait(&mut self, seconds: u64) {
        for _ in 0..seconds {
            let epoch = (self.now / self.epoch_seconds) as usize;
            for token in self.tokens.iter().filter(|token| !token.burnt) {
                let holder = match token.lease {
                    Some((user, until)) if self.now < until => user,
                    _ => token.owner,
                };
                self.held[epoch][holder] += token.shares;
            }
            self.now += 1;
            if self.now % self.epoch_seconds == 0 {
                self.held.push(vec![0; self.due.len()]);
            }
        }
    }

    pub fn leased(&self, token: usize) -> bool {
        matches!(self.tokens[token].lease, Some((_, until)) if self.now < until)
    }

    /// Shares `amount` out over `epoch`, or takes nothing if nobody held anything in it.
    pub fn settle(&mut self, epoch: usize, amount: u128) {
        let held = &self.held[epoch];
        let minted: u64 = held.iter().sum();
        if minted == 0 {
            return;
        }
        for (due, seconds) in self.due.iter_mut().zip(held) {
            *due += rational(amount) * rational(*seconds) / rational(minted);
        }
    }

    pub fn held(&self, epoch: usize) -> &[u64] {
        &self.held[epoch]
    }
}

pub fn rational(value: impl Into<BigInt>) -> BigRational {
    BigRational::from_integer(value.into())
}
