//! The service, tested through its own faces: one binary, one file per concern.

#[cfg(test)]
mod averages;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod dialogue;
#[cfg(test)]
mod digests;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod files;
#[cfg(test)]
mod gateway;
#[cfg(test)]
mod gradebook;
#[cfg(test)]
mod grading;
#[cfg(test)]
mod inbox;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod permission;
#[cfg(test)]
mod reminders;
#[cfg(test)]
mod render;
#[cfg(test)]
mod replicas;
#[cfg(test)]
mod road;
#[cfg(test)]
mod sending;
#[cfg(test)]
mod spool;
#[cfg(test)]
mod sql;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod understanding;
#[cfg(test)]
mod unusual;
#[cfg(test)]
mod verdict;
