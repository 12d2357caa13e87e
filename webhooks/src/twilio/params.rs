//! The form of a request together with the query of its address.
//!
//! Lives here: decoding. Never here: what a parameter means.
//! Invariant: bounded before anything is decoded, because this happens before the signature can be checked.

use std::borrow::Cow;

use url::form_urlencoded;

use crate::Refused;

/// Twilio's forms are some kilobytes; these bounds only keep strangers from making us sort millions of pairs.
const MAX_BODY: usize = 256 * 1024;
const MAX_PARAMS: usize = 1000;

#[derive(Debug, Clone)]
pub(crate) struct Params<'a> {
    form: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    query: &'a str,
}

impl<'a> Params<'a> {
    pub(crate) fn read(target: &'a str, body: &'a [u8]) -> Result<Self, Refused> {
        if body.len() > MAX_BODY || target.len() > MAX_BODY {
            return Err(Refused::Malformed);
        }
        let form: Vec<_> = form_urlencoded::parse(body).take(MAX_PARAMS + 1).collect();
        if form.len() > MAX_PARAMS {
            return Err(Refused::Malformed);
        }
        let query = target.split_once('?').map_or("", |(_, query)| query);
        Ok(Self { form, query })
    }

    /// A parameter of the form; one without a value is as good as none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.form.iter().find(|(key, _)| key == name).map(|(_, value)| &**value).filter(|value| !value.is_empty())
    }

    /// A parameter of the address.
    pub(crate) fn query(&self, name: &str) -> Option<Cow<'a, str>> {
        form_urlencoded::parse(self.query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Every pair once, by name and then by value: the order in which Twilio signs.
    pub(crate) fn sorted(&self) -> Vec<(&str, &str)> {
        let mut pairs: Vec<_> = self.form.iter().map(|(name, value)| (&**name, &**value)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}
