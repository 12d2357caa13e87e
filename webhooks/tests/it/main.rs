//! What the outside can see of the crate: verified bytes in, events out.

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod support;
