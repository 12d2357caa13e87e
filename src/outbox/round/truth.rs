//! The last look at what is about to leave: links, marks and report cards in force, seals that count.

use std::collections::HashSet;

use super::super::lane::Drive;
use super::super::port::Sender;
use super::super::wording::Wording;
use super::Round;
use crate::domain::{Locale, MessageClass, Timestamp};
use crate::phrase::{Phrase, Say};
use crate::store::{Candidate, School, StoreError, Tx, Withdrawal};

impl Round {
    /// Takes out what is no longer true. A person who asked is told to ask again instead.
    pub(super) async fn check_truth<G: Sender>(
        &mut self,
        drive: &Drive<G>,
        tx: &mut Tx,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let conditional: Vec<&Candidate> = self
            .chosen
            .iter()
            .map(|(candidate, _)| candidate)
            .filter(|one| !(one.guardianships.is_empty() && one.marks.is_empty() && one.cards.is_empty()))
            .collect();
        let (unlinked, outdated) = tx.no_longer_true(&conditional).await?;
        let in_vain = tx.sealed_in_vain(&conditional).await?;
        if unlinked.is_empty() && outdated.is_empty() && in_vain.is_empty() {
            return Ok(());
        }
        let ask_again = Say::from(Phrase::AskAgain);
        let mut replaced = HashSet::new();
        for (candidate, worded) in std::mem::take(&mut self.chosen) {
            let locale = drive.schools.known.get(&candidate.school).map_or(Locale::Fr, School::default_locale);
            let [is_unlinked, is_outdated, is_in_vain] =
                [&unlinked, &outdated, &in_vain].map(|found| found.contains(&candidate.id));
            let withdrawal = match (is_unlinked, is_outdated) {
                (false, false) if is_in_vain => {
                    // Whoever waits for it gets it under a key that counts.
                    tx.order_card_anew(&drive.account, (&candidate, locale), now).await?;
                    self.withdrawn.push((candidate.school, candidate.id, Withdrawal::Superseded, "key_distrusted"));
                    continue;
                }
                (false, false) => {
                    self.chosen.push((candidate, worded));
                    continue;
                }
                (true, _) => (Withdrawal::Cancelled, "link_not_active"),
                (false, true) if candidate.cards.is_empty() => (Withdrawal::Superseded, "mark_changed"),
                (false, true) => (Withdrawal::Superseded, "card_changed"),
            };
            let other = Candidate { say: ask_again.clone(), part: 0, ..candidate };
            match drive.word(&other, locale, now) {
                Wording::Now(worded) if other.class == MessageClass::Reply => {
                    replaced.insert((other.school, other.id));
                    self.chosen.push((other, *worded));
                }
                _ => self.withdrawn.push((other.school, other.id, withdrawal.0, withdrawal.1)),
            }
        }
        let replaced: Vec<_> = replaced.into_iter().collect();
        tx.replace_phrases(&replaced, &ask_again).await
    }
}
