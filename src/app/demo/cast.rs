//! Who is in the demo: the four people whose phones the page shows.

use carnet_simulator::{Channel, Phone, PhoneKey, Simulator};

/// The code of the demo's school, as in `school.json`.
pub const SCHOOL: &str = "lagunes";

/// The mother, who has a child in two classes.
pub(super) const MOTHER: Parent =
    Parent { name: "Mme KOUASSI Adjoua", phone: "+2250505050505", children: &["KOUASSI Awa", "KOUASSI Jean-Marc"] };
/// The father, who reads Arabic.
pub(super) const FATHER: Parent =
    Parent { name: "السيد كريم بناني", phone: "+2250708091011", children: &["BENNANI Yasmine"] };
/// The teacher's Telegram id, as in `school.json`.
const TEACHER: &str = "5001";
const TEACHER_NAME: &str = "M. KOFFI Yao";
/// The head of school's.
const HEAD: &str = "5002";
const HEAD_NAME: &str = "Mme ASSI Brigitte";

/// A guardian whose phone is on the page.
pub(super) struct Parent {
    pub(super) name: &'static str,
    pub(super) phone: &'static str,
    /// Last name and first name, as in the list of students.
    pub(super) children: &'static [&'static str],
}

/// The keys of the phones on the page, in its order: the teacher, the mother, the father, the head of school.
pub(super) fn keys() -> [PhoneKey; 4] {
    [
        PhoneKey::new(Channel::Telegram, TEACHER),
        PhoneKey::new(Channel::WhatsApp, MOTHER.phone),
        PhoneKey::new(Channel::WhatsApp, FATHER.phone),
        PhoneKey::new(Channel::Telegram, HEAD),
    ]
}

/// Hands everybody their phone.
pub(super) fn meet(simulator: &Simulator) -> [Phone; 4] {
    let [teacher, mother, father, head] = keys().map(|key| simulator.phone(key));
    let on_telegram = |phone: Phone, name: &str| {
        phone.with_profile(|profile| {
            name.clone_into(&mut profile.name);
            profile.language = Some("fr".into());
        })
    };
    [
        on_telegram(teacher, TEACHER_NAME),
        mother.named(MOTHER.name).with_user_id("CI.1000000000000505"),
        father.named(FATHER.name).with_user_id("CI.1000000000001011"),
        on_telegram(head, HEAD_NAME),
    ]
}
