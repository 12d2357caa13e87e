//! Numbers as people write them: `12,5` `14 , 5` `12.5/20` `14½` `70%` `quinze et demi` `خمسة عشر ونصف` `١٢٫٥`.
//!
//! Invariant: what can be read in two ways is not read as a number but reported as what it is.

use rust_decimal::Decimal;
use winnow::Parser;
use winnow::ascii::digit1;
use winnow::combinator::{alt, opt, preceded};

use super::lexicon::{Hit, Meaning};
use super::reading::Reading;
use super::token::{Kind, Token};
use crate::domain::Locale;

/// Whether a phrase ends with the article of the ordinal behind it: `pas la deuxième`.
pub(super) fn leads_to_ordinal(r: &Reading<'_>, hit: &Hit<'_>) -> bool {
    let ordinal = |next: &Hit<'_>| next.from == hit.to && matches!(next.meaning, Meaning::Ordinal(_));
    hit.to > 0 && r.slice(hit.to - 1, hit.to) == "la" && r.hits.iter().any(ordinal)
}

/// A value in tokens `from..to`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    pub from: usize,
    pub to: usize,
    pub form: Form,
}

/// What a value turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    Number {
        number: Decimal,
        out_of: Option<Decimal>,
        percent: bool,
        /// With a plus or minus in front.
        signed: bool,
    },
    /// Digits, but no number: `14.5.2`.
    Malformed,
    /// Letters that look like digits: `1O`.
    LooksLike,
}

impl Value {
    /// What it is said to be out of: the `20` of `12/20`.
    pub(super) fn out_of(&self) -> Option<Decimal> {
        if let Form::Number { out_of, .. } = self.form { out_of } else { None }
    }

    pub(super) fn number(&self) -> Option<Decimal> {
        if let Form::Number { number, .. } = self.form { Some(number) } else { None }
    }

    pub(super) fn signed(&self) -> bool {
        matches!(self.form, Form::Number { signed: true, .. })
    }
}

/// A message being searched for values. `taken` tokens belong to something else: `ds1`, `4eA`, a date.
pub(super) struct Search<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub taken: &'a [bool],
    pub hits: &'a [Hit<'a>],
}

impl Search<'_> {
    /// The values, in order. Number words count only where there are no digits, but for `seize virgule 5`.
    pub(super) fn values(&self) -> Vec<Value> {
        let mut found = Vec::new();
        let mut at = 0;
        let pointed = self.hits.iter().any(|hit| *hit.meaning == Meaning::Point);
        let half = |at: usize| if pointed { self.half_spoken(at) } else { None };
        while at < self.tokens.len() {
            match half(at).or_else(|| self.literal(at)) {
                Some(value) => {
                    at = value.to;
                    found.push(value);
                }
                None => at += 1,
            }
        }
        if found.is_empty() { self.spoken() } else { found }
    }

    fn free(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|_| self.taken.get(at) == Some(&false))
    }

    fn digits(&self, at: usize) -> Option<&Token> {
        self.free(at).filter(|token| token.kind == Kind::Digits)
    }

    fn hit(&self, at: usize, wanted: impl Fn(&Meaning) -> bool) -> Option<&Hit<'_>> {
        let fits = |hit: &&Hit<'_>| hit.from == at && wanted(hit.meaning);
        self.hits.iter().filter(fits).max_by_key(|hit| hit.to)
    }

    /// A value written with digits that begins at `at`.
    fn literal(&self, at: usize) -> Option<Value> {
        let first = self.free(at)?;
        let compact = match first.kind {
            Kind::Digits if first.word.len() <= 4 => first.word.clone(),
            Kind::Word => return self.digits_with_letters(at, first),
            _ => return None,
        };
        // `.5`: half a point, or a slip.
        if self.is_bare_fraction(at, &compact) {
            return Some(Value { from: at - 1, to: at + 1, form: Form::LooksLike });
        }
        let sign = self.sign(at);
        let (mut to, mut written) = self.run(at, compact);
        if self.free(to).is_some_and(|token| token.glued && self.is_number_like(token)) {
            to += 1;
            written.push('?');
        }
        let mut form = read(&written, sign);
        if let Form::Number { number, out_of, .. } = &mut form {
            to = self.join_words(to, number, out_of);
        }
        Some(Value { from: at - usize::from(sign.is_some()), to, form })
    }

    /// `seize virgule 5`, `16 virgule cinq`: one number, written half in words.
    fn half_spoken(&self, at: usize) -> Option<Value> {
        let digits = |at: usize| self.digits(at).filter(|token| token.word.len() <= 2).map(|token| token.word.clone());
        let (whole, point) = match digits(at) {
            Some(whole) => (whole, at + 1),
            None => self.spoken_number(at).map(|(whole, to, _)| (whole.to_string(), to))?,
        };
        let behind = self.hit(point, |meaning| *meaning == Meaning::Point)?.to;
        let (part, mut to) = match digits(behind) {
            Some(part) => (part, behind + 1),
            None => self.spoken_number(behind).map(|(part, to, _)| (part.to_string(), to))?,
        };
        let glued = self.tokens.get(to).is_some_and(|next| next.glued && next.is_text());
        let mut number: Decimal = format!("{whole}.{part}").parse().ok().filter(|_| !glued)?;
        let mut out_of = None;
        to = self.join_words(to, &mut number, &mut out_of);
        Some(Value { from: at, to, form: Form::Number { number, out_of, percent: false, signed: false } })
    }

    /// `-3` and `+1`, but not the dash of `Awa - 14` or of `Awa-14`.
    fn sign(&self, at: usize) -> Option<char> {
        let before = self.free(at.checked_sub(1)?)?;
        let Kind::Sign(sign @ ('-' | '+')) = before.kind else { return None };
        let stands_apart = !before.glued || at < 2 || self.tokens.get(at - 2).is_some_and(|token| !token.is_text());
        // `awa + 1` adds; a dash with room around it only separates.
        (stands_apart && (sign == '+' || self.tokens.get(at)?.glued)).then_some(sign)
    }

    /// The `5` of `Awa .5` or `Awa ,5`, but not the `12` of `Awa ,12`.
    fn is_bare_fraction(&self, at: usize, digits: &str) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.free(before)).filter(|point| !point.glued);
        let glued = self.tokens.get(at).is_some_and(|token| token.glued);
        let pointed = before.is_some_and(|point| {
            point.is_sign('.') || point.is_sign(',') && matches!(digits, "5" | "25" | "50" | "75")
        });
        pointed && glued && at > 1
    }

    /// Digits and signs that belong to the number, as one compact text.
    fn run(&self, at: usize, mut written: String) -> (usize, String) {
        let mut to = at + 1;
        loop {
            let Some(token) = self.free(to) else { return (to, written) };
            let Kind::Sign(sign) = token.kind else { return (to, written) };
            match (sign, self.digits(to + 1)) {
                ('½' | '¼' | '¾' | '%', _) => {
                    written.push(sign);
                    to += 1;
                }
                ('.' | ',', Some(next)) if decimal_point(token, next) => {
                    written.push('.');
                    written.push_str(&next.word);
                    to += 2;
                }
                ('/', Some(next)) => {
                    written.push('/');
                    written.push_str(&next.word);
                    to += 2;
                }
                ('.' | ',', None) if token.glued && self.doubled(to) => {
                    written.push('?');
                    to += 1;
                }
                _ => return (to, written),
            }
        }
    }

    /// `12,,5`
    fn doubled(&self, at: usize) -> bool {
        let next = self.free(at + 1);
        next.is_some_and(|token| token.glued && (token.is_sign(',') || token.is_sign('.')))
            && self.digits(at + 2).is_some_and(|token| token.glued)
    }

    /// `14 et demi`, `14 sur 20`, `14 pts`.
    fn join_words(&self, mut to: usize, number: &mut Decimal, out_of: &mut Option<Decimal>) -> usize {
        if let Some(hit) = self.hit(to, |meaning| matches!(meaning, Meaning::Fraction(_)))
            && let Meaning::Fraction(part) = hit.meaning
            && number.fract().is_zero()
        {
            *number += part;
            to = hit.to;
        }
        if out_of.is_none()
            && let Some(hit) = self.hit(to, |meaning| *meaning == Meaning::OutOf)
            && let Some(scale) = self.digits(hit.to).and_then(|token| token.word.parse().ok())
            && (hit.to - hit.from > 0)
        {
            *out_of = Some(scale);
            to = hit.to + 1;
        }
        to
    }

    /// `14pts` is a number, `1O` looks like one, `4eme` is neither.
    fn digits_with_letters(&self, at: usize, token: &Token) -> Option<Value> {
        if let Some(number) = points_suffix(&token.word).and_then(|digits| digits.parse().ok()) {
            let form = Form::Number { number, out_of: None, percent: false, signed: false };
            return Some(Value { from: at, to: at + 1, form });
        }
        let continued = self.free(at + 1).is_some_and(|next| {
            next.glued
                && (next.is_sign(',') || next.is_sign('.'))
                && self.digits(at + 2).is_some_and(|after| after.glued)
        });
        let to = if continued { at + 3 } else { at + 1 };
        self.is_number_like(token).then_some(Value { from: at, to, form: Form::LooksLike })
    }

    fn is_number_like(&self, token: &Token) -> bool {
        let raw = self.text.get(token.start..token.end).unwrap_or_default();
        token.kind == Kind::Word
            && raw.chars().count() <= 3
            && raw.chars().any(|letter| letter.is_ascii_digit())
            && raw.chars().all(|letter| letter.is_ascii_digit() || "OolIiSsBZzqQ".contains(letter))
    }

    /// Values in words.
    fn spoken(&self) -> Vec<Value> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match self.spoken_at(at) {
                Some(value) => {
                    at = value.to;
                    found.push(value);
                }
                None => at += 1,
            }
        }
        found
    }

    fn spoken_at(&self, at: usize) -> Option<Value> {
        let (whole, mut to, words) = self.spoken_number(at)?;
        if whole == 1 && words == 1 {
            return None;
        }
        let mut number = Decimal::from(whole);
        let mut out_of = None;
        if let Some(point) = self.hit(to, |meaning| *meaning == Meaning::Point)
            && let Some((part, end, _)) = self.spoken_number(point.to)
        {
            number += Decimal::new(i64::from(part), if part < 10 { 1 } else { 2 });
            to = end;
        }
        to = self.join_words(to, &mut number, &mut out_of);
        if out_of.is_none()
            && let Some(over) = self.hit(to, |meaning| *meaning == Meaning::OutOf)
            && let Some((scale, end, _)) = self.spoken_number(over.to)
        {
            out_of = Some(Decimal::from(scale));
            to = end;
        }
        Some(Value { from: at, to, form: Form::Number { number, out_of, percent: false, signed: false } })
    }

    /// A whole number in words: the number, where it ends, how many words it took.
    fn spoken_number(&self, at: usize) -> Option<(u32, usize, usize)> {
        let (mut total, mut to, _) = self.number_word(at)?;
        let mut words = 1;
        loop {
            let over_hyphen = if self.tokens.get(to).is_some_and(|token| token.is_sign('-')) { to + 1 } else { to };
            let direct = self.number_word(over_hyphen);
            let after_and = || self.number_word(self.hit(to, |meaning| *meaning == Meaning::And)?.to);
            let Some((next, end, locale)) = direct.or_else(after_and) else { break };
            let Some(sum) = add(total, next, locale) else { break };
            (total, to) = (sum, end);
            words += 1;
        }
        Some((total, to, words))
    }

    fn number_word(&self, at: usize) -> Option<(u32, usize, Locale)> {
        self.free(at)?;
        let hit = self.hit(at, |meaning| matches!(meaning, Meaning::Number(_)))?;
        let Meaning::Number(number) = hit.meaning else { return None };
        Some((*number, hit.to, hit.locale))
    }
}

/// Whether a comma or dot between digits is a decimal point: `12,5` and `12 , 5`, but not `12, 5`.
fn decimal_point(sign: &Token, next: &Token) -> bool {
    match (sign.glued, next.glued) {
        (true, glued) => glued,
        (false, _) => next.word.len() <= 2,
    }
}

/// How number words join: `dix sept`, `quatre vingt dix`, `خمسة عشر`, `خمسة وعشرون`.
fn add(total: u32, next: u32, locale: Locale) -> Option<u32> {
    match (total, next) {
        (4, 20) if locale == Locale::Fr => Some(80),
        (10, 7..=9) | (60 | 80, 10..=19) if locale == Locale::Fr => Some(total + next),
        (1..=9, 10 | 20 | 30 | 40 | 50 | 60 | 70 | 80 | 90) if locale == Locale::Ar => Some(total + next),
        (2..=9, 100) => Some(total * 100),
        (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90, 1..=9) if locale != Locale::Ar => Some(total + next),
        _ => None,
    }
}

fn points_suffix(word: &str) -> Option<&str> {
    ["points", "pts", "pt", "p"].iter().find_map(|suffix| word.strip_suffix(suffix)).filter(|digits| digits.len() <= 3)
}

/// Reads a compact number; a `?` stands for what did not fit.
fn read(written: &str, sign: Option<char>) -> Form {
    let Ok((whole, half, scale, percent)) = literal.parse(written) else { return Form::Malformed };
    let Ok(mut number) = whole.parse::<Decimal>() else { return Form::Malformed };
    number += half;
    if sign == Some('-') {
        number = -number;
    }
    let out_of = scale.and_then(|digits| digits.parse().ok());
    Form::Number { number, out_of, percent, signed: sign.is_some() }
}

type Literal<'i> = (&'i str, Decimal, Option<&'i str>, bool);

fn literal<'i>(input: &mut &'i str) -> winnow::Result<Literal<'i>> {
    let whole = (digit1, opt(preceded('.', digit1))).take();
    let half =
        opt(alt(('½'.value(Decimal::new(5, 1)), '¼'.value(Decimal::new(25, 2)), '¾'.value(Decimal::new(75, 2)))));
    let scale = opt(preceded('/', digit1));
    (whole, half.map(Option::unwrap_or_default), scale, opt('%').map(|sign| sign.is_some())).parse_next(input)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::BUILT_IN;
    use super::super::token::tokens;
    use super::*;

    fn forms(text: &str) -> Vec<Form> {
        let tokens = tokens(text);
        let hits = BUILT_IN.hits(&tokens, |_| false);
        let taken = vec![false; tokens.len()];
        Search { text, tokens: &tokens, taken: &taken, hits: &hits }
            .values()
            .into_iter()
            .map(|value| value.form)
            .collect()
    }

    fn plain(text: &str) -> Option<String> {
        match forms(text).as_slice() {
            [Form::Number { number, .. }] => Some(number.normalize().to_string()),
            _ => None,
        }
    }

    #[test]
    fn every_way_of_writing_a_number() {
        for (text, number) in [
            ("12,5", "12.5"),
            ("12.5", "12.5"),
            ("14 , 5", "14.5"),
            ("14 ,5", "14.5"),
            ("14½", "14.5"),
            ("14 ½", "14.5"),
            ("08", "8"),
            ("14pts", "14"),
            ("14 et demi", "14.5"),
            ("quinze et demi", "15.5"),
            ("quinze virgule cinq", "15.5"),
            ("douze virgule vingt-cinq", "12.25"),
            ("dix sept", "17"),
            ("dix-huit et demi", "18.5"),
            ("fifteen and a half", "15.5"),
            ("fifteen point five", "15.5"),
            ("seize virgule 5", "16.5"),
            ("16 virgule cinq", "16.5"),
            ("16 virgule 25", "16.25"),
            ("dix sept point 5", "17.5"),
            ("ستة عشر فاصلة 5", "16.5"),
            ("خمسة عشر ونصف", "15.5"),
            ("سبعة عشر", "17"),
            ("اثنا عشر", "12"),
            ("١٢٫٥", "12.5"),
            ("Awa - 14", "14"),
            ("Awa-14", "14"),
            ("-3", "-3"),
            ("12.", "12"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn scales_and_percentages() {
        let number = |n: i64, d: Option<i64>, percent| {
            vec![Form::Number { number: n.into(), out_of: d.map(Into::into), percent, signed: false }]
        };
        for text in ["15/20", "15 / 20", "15 sur 20", "15 out of 20", "15 على 20", "quinze sur vingt"] {
            assert_eq!(forms(text), number(15, Some(20), false), "{text}");
        }
        assert_eq!(forms("70%"), number(70, None, true));
        assert_eq!(forms("70 %"), number(70, None, true));
    }

    #[test]
    fn what_is_no_number_is_said_to_be_none() {
        assert_eq!(forms("14.5.2"), [Form::Malformed]);
        assert_eq!(forms("12,,5"), [Form::Malformed]);
        assert_eq!(forms("1O"), [Form::LooksLike]);
        assert_eq!(forms("l4"), [Form::LooksLike]);
        assert_eq!(forms("14, 5").len(), 2);
    }
}
