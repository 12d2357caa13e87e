//! The providers' calls to the service: signed, retried, and misdelivered on request. This folder
//! knows how events travel; [`crate::phones`] knows what is in them.

mod courier;
mod parcel;
mod sign;

pub(crate) use courier::Courier;
pub(crate) use parcel::{Parcel, Payload};

use crate::account::Provider;

/// What each provider takes for "received".
pub(crate) const fn is_success(provider: Provider, status: u16) -> bool {
    match provider {
        Provider::WhatsApp => status == 200,
        _ => status >= 200 && status < 300,
    }
}
