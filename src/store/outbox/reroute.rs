//! Messages that cannot leave where they are: those that wait for something, and those that go another way.

use std::collections::{HashMap, HashSet};
use std::time::Duration;
use uuid::Uuid;

use super::NEW_RECIPIENTS;
use crate::domain::{AccountId, ContactId, FREE_TEXT_WINDOW, GuardianId, MessageClass, MessageId, SchoolId, Timestamp};
use crate::store::sql::{Value, args};
use crate::store::{Reached, StoreError, Tx};

/// Messages in a row after which an address is given up,
const IN_VAIN: i64 = 3;
/// if the first of them was so long ago: what is wrong for an hour is no bad address.
const IN_VAIN_FOR: Duration = Duration::from_hours(3 * 24);

/// What waits for a place of the day is of use until so long after it comes free, for that may be in the night,
const A_NIGHT_MORE: Duration = Duration::from_hours(24);
/// if the place comes free this soon after the message was made.
const LONGEST_WORTH: Duration = Duration::from_hours(7 * 24);

macro_rules! moving {
    ($guard:literal) => {
        concat!(
            ") UPDATE message SET contact_id = other.contact_id, account_id = other.account_id, part = 0, rank = 0, \
             state = 'queued', reason = NULL, settled_at = NULL, not_before = other.at, \
             resends = message.resends + 1 FROM other \
             WHERE message.school_id = other.school_id AND message.id = other.id AND message.class <> 0 AND ",
            $guard,
            " AND message.expires_at > other.at AND NOT message.cancel_requested \
             AND EXISTS (SELECT 1 FROM lane WHERE lane.account_id = other.account_id) \
             RETURNING message.school_id, message.id, message.attempts"
        )
    };
}

const FAILED: &str = moving!("message.state IN ('failed', 'failed_after_accept') AND message.resends < 2");
const UNDELIVERED: &str = moving!("message.state = 'accepted' AND message.rank < 3 AND message.resends = 0");

impl Tx {
    /// Other addresses of the same person that can be written to now. What was not tried yet comes first; of that, the one
    /// they last wrote from, then those that only the school's file knows, SMS before e-mail. At `WhatsApp` it takes a message
    /// of theirs within the window.
    pub async fn other_addresses(
        &mut self,
        messages: &[(SchoolId, MessageId, ContactId)],
        now: Timestamp,
    ) -> Result<HashMap<MessageId, Vec<Reached>>, StoreError> {
        let contacts = messages.iter().map(|(school, _, contact)| args![*school, *contact]).collect();
        let guardians = self.guardians_of_contacts(contacts).await?;
        self.open_file_addresses(&guardians, now).await?;
        let open_since = now.minus(FREE_TEXT_WINDOW);
        let rows = messages.iter().map(|(school, id, contact)| args![*school, *id, *contact, open_since]).collect();
        let found: Vec<(Uuid, Uuid, String)> = self
            .fetch_many(
                "WITH wanted (school_id, id, contact_id, open_since) AS (VALUES ",
                rows,
                ") SELECT w.id, o.id, o.account_id FROM wanted w \
                 JOIN contact c ON c.school_id = w.school_id AND c.id = w.contact_id \
                 JOIN contact o ON o.school_id = c.school_id AND o.id <> c.id AND o.state = 'active' AND NOT o.unserved \
                 AND (o.guardian_id = c.guardian_id OR o.staff_id = c.staff_id) \
                 AND (o.channel <> 'whatsapp' OR o.last_inbound_at > w.open_since) \
                 ORDER BY CASE WHEN EXISTS (SELECT 1 FROM attempt a WHERE a.school_id = w.school_id \
                 AND a.message_id = w.id AND a.account_id = o.account_id) THEN 1 ELSE 0 END, \
                 o.last_inbound_at DESC NULLS LAST, CASE o.channel WHEN 'email' THEN 1 ELSE 0 END, o.id",
            )
            .await?;
        let mut addresses: HashMap<MessageId, Vec<Reached>> = HashMap::new();
        for (message, contact, account) in found {
            let reached = Reached { contact: ContactId(contact), account: AccountId(account) };
            addresses.entry(MessageId(message)).or_default().push(reached);
        }
        Ok(addresses)
    }

    /// What a provider took between these moments and has not delivered, while it did tell of others.
    pub async fn undelivered(
        &mut self,
        account: &AccountId,
        class: MessageClass,
        (after, until): (Timestamp, Timestamp),
        now: Timestamp,
    ) -> Result<Vec<(SchoolId, MessageId, ContactId)>, StoreError> {
        let rows: Vec<(Uuid, Uuid, Uuid)> = self
            .fetch_all(
                "SELECT m.school_id, m.id, m.contact_id FROM message m \
                 JOIN receipt_pulse p ON p.account_id = m.account_id \
                 WHERE m.account_id = $1 AND m.class = $2 AND m.class > 0 AND m.state = 'accepted' AND m.rank < 3 \
                 AND m.settled_at > $3 AND m.settled_at <= $4 AND m.resends = 0 AND m.expires_at > $5 \
                 AND NOT m.cancel_requested AND p.at > m.settled_at",
                args![account, i64::from(class.rank()), after, until, now],
            )
            .await?;
        let named = |(school, message, contact)| (SchoolId(school), MessageId(message), ContactId(contact));
        Ok(rows.into_iter().map(named).collect())
    }

    /// What waits in a lane for addresses that no account serves any more, in the order of ids, `most` after `after`; answers
    /// stay where they were asked for.
    pub async fn waiting_unserved(
        &mut self,
        account: &AccountId,
        after: Option<MessageId>,
        most: i64,
    ) -> Result<Vec<(SchoolId, MessageId, ContactId)>, StoreError> {
        let after = after.unwrap_or(MessageId(Uuid::nil()));
        let rows: Vec<(Uuid, Uuid, Uuid)> = self
            .fetch_all(
                "SELECT m.school_id, m.id, m.contact_id FROM message m \
                 JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id AND c.unserved \
                 WHERE m.account_id = $1 AND m.id > $2 AND m.class > 0 AND m.settled_at IS NULL \
                 AND m.state IN ('queued', 'retry_wait') AND NOT m.cancel_requested ORDER BY m.id LIMIT $3",
                args![account, after, most],
            )
            .await?;
        let named = |(school, message, contact)| (SchoolId(school), MessageId(message), ContactId(contact));
        Ok(rows.into_iter().map(named).collect())
    }

    /// Sends messages another way: they begin anew in the other address's stream.
    pub async fn reroute_messages(
        &mut self,
        rerouted: &[(SchoolId, MessageId, Reached)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.talk_elsewhere(rerouted, now).await?;
        let rows = rerouted.iter().map(|(school, id, to)| args![*school, *id, to.contact, &to.account, now]).collect();
        self.execute_many(
            "WITH other (school_id, id, contact_id, account_id, at) AS (VALUES ",
            rows,
            ") UPDATE message SET contact_id = other.contact_id, account_id = other.account_id, part = 0, \
             state = CASE WHEN message.state = 'held' THEN 'held' ELSE 'queued' END, reason = NULL, \
             not_before = other.at FROM other WHERE message.school_id = other.school_id AND message.id = other.id \
             AND message.state || '' IN ('held', 'queued', 'retry_wait')",
        )
        .await?;
        Ok(())
    }

    /// Whoever is in the middle of a thread whose line goes another way answers it there. Called before it goes.
    async fn talk_elsewhere(
        &mut self,
        rerouted: &[(SchoolId, MessageId, Reached)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let of_contact: HashMap<ContactId, &(SchoolId, MessageId, Reached)> =
            rerouted.iter().map(|way| (way.2.contact, way)).collect();
        let rows = of_contact.into_iter().map(|(to, (school, id, _))| args![*school, *id, to, now]).collect();
        self.execute_many(
            "WITH other (school_id, id, contact_id, at) AS (VALUES ",
            rows,
            ") INSERT INTO dialogue (school_id, contact_id, updated_at, talking, talking_until) \
             SELECT other.school_id, other.contact_id, other.at, d.talking, d.talking_until FROM other \
             JOIN message m ON m.school_id = other.school_id AND m.id = other.id AND m.topic LIKE 'conversation %' \
             JOIN dialogue d ON d.school_id = m.school_id AND d.contact_id = m.contact_id \
             AND d.contact_id <> other.contact_id AND d.talking_until > other.at WHERE true \
             ON CONFLICT (school_id, contact_id) DO UPDATE SET \
             talking = excluded.talking, talking_until = excluded.talking_until",
        )
        .await?;
        Ok(())
    }

    /// What waited for this guardian at addresses that may be somebody else's by now goes to the one they are known at again.
    pub async fn bring_what_waited(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        to: ContactId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let doubtful: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT id FROM contact \
                 WHERE school_id = $1 AND guardian_id = $2 AND id <> $3 AND state = 'suspended'",
                args![school, guardian, to],
            )
            .await?;
        let doubtful: Vec<_> = doubtful.into_iter().map(|(id,)| ContactId(id)).collect();
        self.bring_from(school, &doubtful, to, now).await
    }

    /// What waits at these addresses goes to another one; answers stay where they were asked for.
    pub async fn bring_from(
        &mut self,
        school: SchoolId,
        from: &[ContactId],
        to: ContactId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = from.iter().map(|from| args![school, *from, to]).collect();
        let waiting: Vec<(Uuid, String)> = self
            .fetch_many(
                "WITH left_behind (school_id, id, other_id) AS (VALUES ",
                rows,
                ") SELECT m.id, t.account_id FROM left_behind l \
                 JOIN contact t ON t.school_id = l.school_id AND t.id = l.other_id \
                 JOIN message m ON m.school_id = l.school_id AND m.contact_id = l.id \
                 WHERE m.settled_at IS NULL AND m.class > 0 AND m.state IN ('held', 'queued', 'retry_wait')",
            )
            .await?;
        let reached = |account| Reached { contact: to, account: AccountId(account) };
        let rerouted: Vec<_> =
            waiting.into_iter().map(|(id, account)| (school, MessageId(id), reached(account))).collect();
        self.reroute_messages(&rerouted, now).await
    }

    /// Sends messages that their address cannot get to another one of the same person, where there is one in a lane of
    /// ours; answers stay where they were asked for. Returns where they went.
    pub async fn go_elsewhere(
        &mut self,
        failed: &[(SchoolId, MessageId, ContactId)],
        now: Timestamp,
    ) -> Result<Vec<Reached>, StoreError> {
        self.note_undeliverable(failed, now).await?;
        self.move_on(failed, now, FAILED).await
    }

    /// The same for what an address gets no more of while it gets other messages.
    pub async fn go_elsewhere_for_once(
        &mut self,
        failed: &[(SchoolId, MessageId, ContactId)],
        now: Timestamp,
    ) -> Result<Vec<Reached>, StoreError> {
        self.move_on(failed, now, FAILED).await
    }

    /// Counts what an address could not get. One at `WhatsApp` that got nothing for days is not written to until its person
    /// writes: a number that is on no phone there stays so. A phone without network is another matter, and SMS waits for it.
    async fn note_undeliverable(
        &mut self,
        failed: &[(SchoolId, MessageId, ContactId)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let addresses: HashSet<_> = failed.iter().map(|(school, _, contact)| (*school, *contact)).collect();
        let since = now.minus(IN_VAIN_FOR);
        let rows = addresses.into_iter().map(|(school, contact)| args![school, contact, now, since, IN_VAIN]).collect();
        self.execute_many(
            "WITH gone (school_id, id, at, since, most) AS (VALUES ",
            rows,
            ") UPDATE contact SET undelivered = contact.undelivered + 1, \
             undelivered_since = COALESCE(contact.undelivered_since, gone.at), \
             state = CASE WHEN contact.state = 'active' AND contact.undelivered + 1 >= gone.most \
             AND contact.undelivered_since <= gone.since THEN 'blocked' ELSE contact.state END FROM gone \
             WHERE contact.school_id = gone.school_id AND contact.id = gone.id AND contact.channel = 'whatsapp'",
        )
        .await?;
        Ok(())
    }

    /// These messages have arrived: their addresses are good.
    pub(super) async fn note_delivered(&mut self, messages: Vec<Vec<Value>>) -> Result<(), StoreError> {
        self.execute_many(
            "WITH there (school_id, id) AS (VALUES ",
            messages,
            ") UPDATE contact SET undelivered = 0, undelivered_since = NULL FROM there, message \
             WHERE message.school_id = there.school_id AND message.id = there.id \
             AND contact.school_id = message.school_id AND contact.id = message.contact_id AND contact.undelivered > 0",
        )
        .await?;
        Ok(())
    }

    /// The same for what was taken and not delivered in time. The first address may still get it: so this is done once, and
    /// a receipt that comes before the second one has left ends it.
    pub async fn go_elsewhere_in_time(
        &mut self,
        undelivered: &[(SchoolId, MessageId, ContactId)],
        now: Timestamp,
    ) -> Result<Vec<Reached>, StoreError> {
        self.move_on(undelivered, now, UNDELIVERED).await
    }

    async fn move_on(
        &mut self,
        messages: &[(SchoolId, MessageId, ContactId)],
        now: Timestamp,
        sql: &'static str,
    ) -> Result<Vec<Reached>, StoreError> {
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        let mut addresses = self.other_addresses(messages, now).await?;
        let other = |(school, message, _): &(_, MessageId, _)| {
            let reached = addresses.remove(message)?.into_iter().next()?;
            Some((*school, *message, reached))
        };
        let ways: Vec<(SchoolId, MessageId, Reached)> = messages.iter().filter_map(other).collect();
        self.talk_elsewhere(&ways, now).await?;
        let rows = ways.iter().map(|(school, id, to)| args![*school, *id, to.contact, &to.account, now]).collect();
        let moved: Vec<(Uuid, Uuid, i64)> =
            self.fetch_many("WITH other (school_id, id, contact_id, account_id, at) AS (VALUES ", rows, sql).await?;
        let rows = moved.iter().map(|(school, message, n)| args![*school, *message, *n]).collect();
        self.disown_attempts(rows).await?;
        let moved: HashSet<Uuid> = moved.into_iter().map(|(_, id, _)| id).collect();
        Ok(ways.into_iter().filter(|(_, id, _)| moved.contains(&id.0)).map(|(.., to)| to).collect())
    }

    /// Holds messages back until something may have changed; nothing is charged to them, nor is their waiting ours. Whoever
    /// waits for a place of the day gets it, within a week: it comes free in the hour in which it would be too late, or in the night.
    pub async fn hold_back(
        &mut self,
        messages: &[(SchoolId, MessageId, Timestamp, &'static str)],
    ) -> Result<(), StoreError> {
        let worth = |until: Timestamp, why| if why == NEW_RECIPIENTS { until.plus(A_NIGHT_MORE) } else { Timestamp(0) };
        let most = i64::try_from((LONGEST_WORTH + A_NIGHT_MORE).as_millis()).unwrap_or(i64::MAX);
        let row = |(school, id, until, why): &(_, MessageId, _, &'static str)| {
            args![*school, *id, *until, *why, worth(*until, *why), most]
        };
        let rows = messages.iter().map(row).collect();
        self.execute_many(
            "WITH later (school_id, id, at, reason, worth, most) AS (VALUES ",
            rows,
            // That only a template may be sent stays true while it waits for one.
            ") UPDATE message SET not_before = later.at, eligible_at = later.at, \
             reason = CASE WHEN message.reason = 'needs_template' THEN message.reason ELSE later.reason END, \
             expires_at = CASE WHEN later.worth > message.expires_at AND later.worth < message.created_at + later.most \
             THEN later.worth ELSE message.expires_at END FROM later \
             WHERE message.school_id = later.school_id AND message.id = later.id \
             AND message.state || '' IN ('queued', 'retry_wait')",
        )
        .await?;
        Ok(())
    }

    /// Lets go what was held back in a lane for this reason. Returns how many.
    pub async fn let_go_of(&mut self, account: &AccountId, reason: &str, now: Timestamp) -> Result<u64, StoreError> {
        self.execute(
            "UPDATE message SET not_before = $3, eligible_at = $3 WHERE account_id = $1 \
             AND settled_at IS NULL AND state IN ('queued', 'retry_wait') AND not_before > $3 \
             AND reason IN ($2, 'needs_template')",
            args![account, reason, now],
        )
        .await
    }
}
