//! What happens next: chance and the mood choose. What it looks like stands in the files of each kind.

use cosmwasm_std::Addr;
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg};

use crate::audit::{Broken, Token};
use crate::history::{Attempt, Expect, History, Meaning, Mood};
use crate::stage::Kind;

/// Breakpoints up to which another inflow always fits: it adds two at most.
pub const ROOM: usize = 62;

/// Nothing that fits the moment, or a message.
pub type Maybe = Result<Option<Attempt>, Broken>;

impl History {
    /// One step: something that fits the mood, whatever comes of it.
    pub fn step(&mut self) -> Result<(), Broken> {
        if let Some(attempt) = self.planned.pop() {
            self.perform(attempt)?;
            return Ok(());
        }
        if self.tally.steps >= self.mood_until {
            self.change_mood();
        }
        for _ in 0..50 {
            if let Some(attempt) = self.choose()? {
                self.perform(attempt)?;
                return Ok(());
            }
        }
        self.pass_some_time();
        Ok(())
    }

    fn change_mood(&mut self) {
        let steps = self.tally.steps;
        let rigs: Vec<u32> = self
            .rigs
            .keys()
            .copied()
            .filter(|rig| self.rigs[rig].kind != Kind::Short)
            .collect();
        let holders: Vec<Addr> = self
            .tokens
            .values()
            .map(|token| token.owner.clone())
            .collect();
        let (rig, victim) = match (rigs.choose(&mut self.rng), holders.choose(&mut self.rng)) {
            (Some(rig), Some(victim)) => (*rig, victim.clone()),
            _ => return self.mood_until += 50,
        };
        (self.mood, self.mood_until) = match (&self.mood, self.rng.gen_range(0..4)) {
            (Mood::Mixed, 0 | 1) => {
                let full = false;
                (Mood::Drought { rig, victim, full }, steps + 450)
            }
            (Mood::Mixed, _) => (Mood::Default { rig }, steps + 120),
            (_, _) => (Mood::Mixed, steps + self.rng.gen_range(100..250)),
        };
    }

    fn choose(&mut self) -> Maybe {
        // In a drought reporters are slow, so that it is a long one.
        let patience = if self.mood == Mood::Mixed { 8.0 } else { 20.0 };
        let waiting = f64::from(self.reports_waiting());
        if self.rng.gen_bool((waiting / patience).min(0.9)) {
            return self.report();
        }
        if let Mood::Drought { rig, victim, full } = self.mood.clone() {
            if full {
                return self.end_of_drought(rig, &victim);
            }
            if self.rng.gen_bool(0.6) {
                return self.dust(rig, &victim);
            }
        }
        match self.rng.gen_range(0..1_000) {
            0..=59 => {
                self.pass_some_time();
                // Time is a step of its own.
                self.choose()
            }
            60..=139 => self.mint(),
            140..=299 => self.transfer(),
            300..=349 => self.send(),
            350..=419 => self.split(),
            420..=479 => self.merge(),
            480..=509 => self.burn(),
            510..=589 => self.settle(),
            590..=634 => self.call_default(),
            635..=649 => self.close_outage(),
            650..=679 => self.cure(),
            680..=749 => self.claim(),
            750..=789 => self.checkpoint(),
            790..=824 => self.ask(),
            825..=844 => self.buy_ask(),
            845..=874 => self.offer(),
            875..=894 => self.accept(),
            895..=904 => self.take_back(),
            905..=912 => self.clean(),
            913..=929 => self.withdraw(),
            930..=936 => self.book_proceeds(),
            937..=942 => self.set_payout_address(),
            943..=948 => self.use_a_role(),
            949 => self.more_rigs(),
            950..=952 => {
                self.lose_coins()?;
                Ok(None)
            }
            _ => self.something_hostile(),
        }
    }

    /// Between a moment and an epoch and a half passes.
    pub fn pass_some_time(&mut self) {
        let epoch = u64::from(self.world.clock().epoch_seconds);
        let seconds = self.rng.gen_range(1..=epoch + epoch / 2);
        self.pass(seconds);
    }

    /// Dust for the victim, an epoch or two after the last.
    fn dust(&mut self, rig: u32, victim: &Addr) -> Maybe {
        let epoch = u64::from(self.world.clock().epoch_seconds);
        let clock = self.world.clock();
        let start = clock.start_of(self.epoch() + 2);
        let second = start + self.rng.gen_range(0..epoch);
        self.pass(second - self.now());
        let donors: Vec<(String, u64, Addr)> = self
            .tokens
            .iter()
            .filter(|(_, token)| token.rig == rig && token.owner != *victim)
            .map(|(id, token)| (id.clone(), token.shares, token.owner.clone()))
            .collect();
        let Some((id, shares, owner)) = donors.choose(&mut self.rng).cloned() else {
            // The victim gives something back, or nobody has anything at all.
            let held = |token: &Token| token.rig == rig && token.owner == *victim;
            let back = self.tokens.iter().find(|(_, token)| held(token));
            let back = back.map(|(id, _)| id.clone());
            let to = self.other_than(victim)?;
            return match back {
                Some(id) => self.transfer_of(&id, &to),
                None => self.mint_of(&to, rig, 3, &to).map(Some),
            };
        };
        if shares > 1 {
            let parts = vec![1, shares - 1];
            self.perform(self.nft(
                "split",
                &owner,
                NftMsg::UpdateExtension {
                    msg: RigMsg::Split {
                        token_id: id.clone(),
                        parts: parts.clone(),
                    },
                },
                Expect::Success,
                Meaning::Split { token: id, parts },
            )?)?;
            let dust = |(_, token): &(&String, &Token)| {
                token.rig == rig && token.owner == owner && token.shares == 1
            };
            let id = self.tokens.iter().find(dust).map(|(id, _)| id.clone());
            let id = id.ok_or("a part of a split is missing")?;
            return self.transfer_of(&id, victim);
        }
        self.transfer_of(&id, victim)
    }

    /// The victim's schedule is full: it can still leave, and after a settlement and a checkpoint it
    /// can receive again.
    fn end_of_drought(&mut self, rig: u32, victim: &Addr) -> Maybe {
        let others: Vec<Addr> = self
            .people
            .holders
            .iter()
            .filter(|it| *it != victim && self.audit.breakpoints(rig, it) <= ROOM)
            .cloned()
            .collect();
        let held = |token: &Token| token.rig == rig && token.owner == *victim;
        let own = self.tokens.iter().find(|(_, token)| held(token));
        let own = own.map(|(id, _)| id.clone());
        if let (Some(id), Some(to)) = (own, others.first()) {
            let mut exit = self.transfer_of(&id, to)?.ok_or("no transfer")?;
            exit.expect = Expect::Success;
            self.perform(exit)?;
        }
        self.mood = Mood::Mixed;
        self.mood_until = self.tally.steps + 60;
        // Whatever of the backlog is known is settled, and the holder is checkpointed by a stranger.
        while let Some(settle) = self.settle_rig(rig, 64)? {
            self.perform(settle)?;
        }
        let stranger = self.people.stranger.clone();
        let checkpoint = self.checkpoint_of(&stranger, victim, vec![rig])?;
        self.perform(checkpoint)?;
        let cursor_folds = self.audit.unsettled(rig, self.epoch()) < 20;
        let other = |token: &Token| token.rig == rig && token.owner != *victim;
        let back = self.tokens.iter().find(|(_, token)| other(token));
        let Some(id) = back.map(|(id, _)| id.clone()) else {
            return Ok(None);
        };
        let mut inflow = self.transfer_of(&id, victim)?.ok_or("no transfer")?;
        if cursor_folds {
            inflow.expect = Expect::Success;
        }
        Ok(Some(inflow))
    }
}
