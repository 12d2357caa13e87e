//! What the tests of several concerns share.

pub(crate) mod chance;
pub(crate) mod desk;
pub(crate) mod engines;
pub(crate) mod eye;
pub(crate) mod front;
pub(crate) mod paced;
pub(crate) mod provider;
pub(crate) mod school;
pub(crate) mod service;
pub(crate) mod shared;
pub(crate) mod sheet;
pub(crate) mod wait;
pub(crate) mod webhook;
