//! What the outside can see of the crate: verified bytes in, events out.

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod infobip;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod signatures;
#[cfg(test)]
mod support;
#[cfg(test)]
mod telegram;
#[cfg(test)]
mod twilio;
#[cfg(test)]
mod vectors;
#[cfg(test)]
mod whatsapp;
