//! The public page of a report card's code: small, without a script, readable aloud.

use super::Renderer;
use super::clean::html as escaped;
use super::voice::Voice;
use crate::domain::{Channel, Locale, Maximum, Points};
use crate::phrase::PublicCard;

const STYLE: &str = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem;color:#17293c}\
     dt{color:#5b6b7b;font-size:.9rem}dd{margin:0 0 .7rem;font-weight:600}\
     p{border:2px solid #1f5f99;border-radius:.4rem;padding:.7rem}p.old{border-color:#b3541e}\
     .words{white-space:pre-line;overflow-wrap:anywhere}\
     input,button{font:inherit;padding:.6rem .8rem;margin:.3rem 0;border:1px solid #5b6b7b;border-radius:.4rem}\
     button{background:#1f5f99;color:#fff;border:0}";

impl Renderer {
    /// What whoever holds a report card may read; without one, that there is none.
    pub fn card_page(&self, card: Option<&PublicCard>, locale: Locale) -> String {
        let v = Voice::new(self.words(locale), Channel::Email);
        let body = match card {
            Some(card) => body(&v, card),
            None => format!("<p class=old>{}</p>{}", escaped(&v.plain("page-unknown")), form(&v)),
        };
        self.small_page(locale, &escaped(&v.plain("page-title")), &body)
    }

    /// Where the code of a report card can be typed.
    pub fn card_form_page(&self, locale: Locale) -> String {
        let v = Voice::new(self.words(locale), Channel::Email);
        self.small_page(locale, &escaped(&v.plain("page-title")), &form(&v))
    }

    /// A page of a few lines; title and body are HTML.
    #[expect(clippy::unused_self, reason = "pages are the renderer's to make")]
    pub(super) fn small_page(&self, locale: Locale, title: &str, body: &str) -> String {
        let direction = if locale == Locale::Ar { "rtl" } else { "ltr" };
        format!(
            "<!doctype html><html lang={} dir={direction}><meta charset=utf-8>\
             <meta name=viewport content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style>\
             <h1>{title}</h1>{body}</html>",
            locale.code()
        )
    }
}

fn form(v: &Voice<'_>) -> String {
    let (code, check) = (escaped(&v.plain("page-ask-code")), escaped(&v.plain("page-ask-check")));
    format!(
        "<form action=/v><label>{code}<br><input name=code required maxlength=40 autocapitalize=characters \
         autocomplete=off spellcheck=false dir=ltr></label><br><button>{check}</button></form>"
    )
}

fn body(v: &Voice<'_>, card: &PublicCard) -> String {
    let version = card.version.to_string();
    let verdict = if let Some(newer) = card.newer {
        let said = v.with("page-newer").text("version", version).text("newer", newer.to_string()).say();
        format!("<p class=old>{}</p>", escaped(&said))
    } else {
        format!("<p>{}</p>", escaped(&v.with("page-current").text("version", version).say()))
    };
    let open = if card.revised && card.newer.is_none() {
        format!("<p class=old>{}</p>", escaped(&v.plain("page-reopened")))
    } else {
        String::new()
    };
    let out_of = |scale: String| move |average: String| format!("{average}/{scale}");
    let of_scale = |average: Points, scale: Maximum| out_of(v.points(scale.points()))(v.hundredths(average));
    let average = card.general.map(|average| of_scale(average, card.scale));
    let mut facts = vec![
        ("page-school", card.school.clone()),
        ("page-term", format!("{}, {}", card.term, card.year)),
        ("page-student", card.initials.clone()),
        ("page-average", average.unwrap_or_else(|| v.plain("page-not-classed"))),
    ];
    facts.extend(card.place.map(|place| ("page-place", format!("{place}/{}", card.classed))));
    if let Some(year) = &card.year_result {
        facts.extend(year.average.map(|average| ("card-year-average", of_scale(average, year.scale))));
        facts.extend(year.rank.map(|rank| ("card-year-place", format!("{}/{}", rank.place, year.ranked))));
    }
    facts.push(("page-issued", card.issued.strftime("%d/%m/%Y").to_string()));
    let facts = facts
        .into_iter()
        .map(|(id, value)| format!("<dt>{}</dt><dd><bdi>{}</bdi></dd>", escaped(&v.plain(id)), escaped(&value)));
    format!("{verdict}{open}<dl>{}</dl>", facts.collect::<String>())
}
