//! What the template of an announcement is worth at present, where some families can only be written to by it.

use crate::actions::{ActionError, Cause};
use crate::domain::{AccountId, BroadcastAsk, Carriers, Channel, TemplateCategory, TemplateStanding};
use crate::phrase::TemplateOutlook;
use crate::store::Tx;

/// As it is called in `bot-templates/whatsapp`.
fn name(ask: BroadcastAsk) -> &'static str {
    match ask {
        BroadcastAsk::Coming => "carnet_announcement_coming",
        BroadcastAsk::Nothing | BroadcastAsk::Reading => "carnet_announcement",
    }
}

/// Whether it can be used, and what it is to the provider: the dearer, where its languages differ.
pub(super) async fn outlook(
    tx: &mut Tx,
    cause: &Cause<'_>,
    ask: BroadcastAsk,
    carriers: &Carriers,
) -> Result<(TemplateOutlook, TemplateCategory), ActionError> {
    let by_whatsapp = carriers.of_school(&cause.school.code).filter(|(_, one)| one.channel == Channel::WhatsApp);
    let accounts: Vec<AccountId> = by_whatsapp.map(|(account, _)| account.clone()).collect();
    let mut found = Vec::new();
    for account in &accounts {
        found.extend(tx.templates(account).await?.into_iter().filter(|one| one.name == name(ask)));
    }
    let usable = |standing| matches!(standing, TemplateStanding::Approved | TemplateStanding::Unlisted);
    let outlook = if found.is_empty() || found.iter().any(|one| usable(one.standing())) {
        TemplateOutlook::Usable
    } else if found.iter().any(|one| one.standing().will_pass()) {
        TemplateOutlook::Waits
    } else {
        TemplateOutlook::Refused
    };
    let dear = found.iter().any(|one| one.category() == TemplateCategory::Marketing);
    Ok((outlook, if dear { TemplateCategory::Marketing } else { TemplateCategory::Utility }))
}
