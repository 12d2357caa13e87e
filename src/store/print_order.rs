//! What people wait for to be printed. An order ends in the transaction that sends what was printed, so that each is
//! answered once, however often and by however many it was printed.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{
    AccountId, ContactId, EventId, GuardianId, Locale, MessageClass, MessageId, PrintOrderId, Printing, SchoolId,
    Timestamp,
};

/// Somebody waits for something to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintOrder {
    pub school: SchoolId,
    pub id: PrintOrderId,
    pub what: Printing,
    pub account: AccountId,
    pub contact: ContactId,
    /// A guardian who waits, with the link that gives them the right.
    pub guardian: Option<(GuardianId, Uuid)>,
    pub class: MessageClass,
    pub locale: Locale,
    /// What they were told at first: how far it has come is said in its place.
    pub said: Option<MessageId>,
    pub cause: Option<EventId>,
    /// How often it has been taken in hand.
    pub tries: i64,
}

#[derive(FromRow)]
struct OrderRow {
    school_id: Uuid,
    id: Uuid,
    what: String,
    account_id: String,
    contact_id: Uuid,
    guardian_id: Option<Uuid>,
    guardianship_id: Option<Uuid>,
    class: i64,
    locale: String,
    said: Option<Uuid>,
    cause: Option<Uuid>,
    tries: i64,
}

impl Tx {
    /// Notes an order. The same thing ordered again by somebody who still waits for it is one order.
    pub async fn order_print(&mut self, order: &PrintOrder, now: Timestamp) -> Result<(), StoreError> {
        let (guardian, guardianship) = order.guardian.unzip();
        self.execute(
            "INSERT INTO print_order (school_id, id, what, account_id, contact_id, guardian_id, guardianship_id, class, \
             locale, said, cause, heavy, created_at, held_until, tries) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0) ON CONFLICT DO NOTHING",
            args![
                order.school,
                order.id,
                order.what.to_string(),
                &order.account,
                order.contact,
                guardian,
                guardianship,
                i64::from(order.class.rank()),
                order.locale.code(),
                order.said,
                order.cause,
                order.what.is_heavy(),
                now,
                now,
            ],
        )
        .await?;
        Ok(())
    }

    /// Whether anything is to be printed that nobody has in hand: asked without taking the writer's turn.
    pub async fn has_print_orders(&mut self, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM print_order WHERE held_until <= $1 LIMIT 1";
        let found: Option<(Uuid,)> = self.fetch_optional(sql, args![now]).await?;
        Ok(found.is_some())
    }

    /// Takes the oldest orders in hand until `until`, heavy ones or light ones: whoever dies meanwhile leaves them to be
    /// taken again.
    pub async fn take_print_orders(
        &mut self,
        (now, until): (Timestamp, Timestamp),
        heavy: bool,
        most: i64,
    ) -> Result<Vec<PrintOrder>, StoreError> {
        let rows: Vec<OrderRow> = self
            .fetch_all(
                "UPDATE print_order SET held_until = $2, tries = tries + 1 WHERE held_until <= $1 \
                 AND (school_id, id) IN (SELECT school_id, id FROM print_order WHERE heavy = $3 AND held_until <= $1 \
                 ORDER BY id LIMIT $4) RETURNING school_id, id, what, account_id, contact_id, guardian_id, \
                 guardianship_id, class, locale, said, cause, tries",
                args![now, until, heavy, most],
            )
            .await?;
        let mut orders: Vec<PrintOrder> = rows.into_iter().map(PrintOrder::try_from).collect::<Result<_, _>>()?;
        orders.sort_by_key(|order| order.id);
        Ok(orders)
    }

    /// Ends an order that is answered in this transaction; `false` when that has been done.
    pub async fn end_print_order(&mut self, school: SchoolId, order: PrintOrderId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM print_order WHERE school_id = $1 AND id = $2";
        Ok(self.execute(sql, args![school, order]).await? == 1)
    }

    /// Lets go of an order that is not done: it may be taken again from now on.
    pub async fn release_print_order(
        &mut self,
        school: SchoolId,
        order: PrintOrderId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE print_order SET held_until = $3, tries = 0 WHERE school_id = $1 AND id = $2";
        self.execute(sql, args![school, order, now]).await?;
        Ok(())
    }
}

impl TryFrom<OrderRow> for PrintOrder {
    type Error = StoreError;

    fn try_from(row: OrderRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "print_order", column };
        let class = i16::try_from(row.class).ok().and_then(MessageClass::from_rank);
        Ok(Self {
            school: SchoolId(row.school_id),
            id: PrintOrderId(row.id),
            what: row.what.parse().map_err(|_unreadable| corrupt("what"))?,
            account: AccountId(row.account_id),
            contact: ContactId(row.contact_id),
            guardian: row.guardian_id.map(GuardianId).zip(row.guardianship_id),
            class: class.ok_or(corrupt("class"))?,
            locale: row.locale.parse().map_err(|_unreadable| corrupt("locale"))?,
            said: row.said.map(MessageId),
            cause: row.cause.map(EventId),
            tries: row.tries,
        })
    }
}
