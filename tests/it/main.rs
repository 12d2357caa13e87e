//! The service, tested through its own faces: one binary, one file per concern.

#[cfg(test)]
mod directory;
#[cfg(test)]
mod gateway;
#[cfg(test)]
mod support;
#[cfg(test)]
mod verdict;
