//! Secrets are named, not written: `file:PATH` or `env:NAME`.

use secrecy::SecretString;
use serde::Deserialize;

use super::{ConfigError, bad};

/// Where a secret is found.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct SecretRef(String);

impl SecretRef {
    /// Reads the secret. A literal value is refused, so that no secret ends up in a file that people copy around.
    pub fn resolve(&self, key: &str) -> Result<SecretString, ConfigError> {
        let value = if let Some(path) = self.0.strip_prefix("file:") {
            std::fs::read_to_string(path).map_err(|error| {
                bad(key, &format!("the file {path} cannot be read ({error})"), "create it, readable by this user only")
            })?
        } else if let Some(name) = self.0.strip_prefix("env:") {
            std::env::var(name).map_err(|_unset| {
                bad(key, &format!("the environment variable {name} is not set"), "set it, or use file:PATH")
            })?
        } else {
            return Err(bad(key, "a secret is written into the configuration", "write env:NAME or file:PATH instead"));
        };
        let value = value.trim();
        if value.is_empty() {
            return Err(bad(key, "the secret is empty", "put the secret there"));
        }
        Ok(SecretString::from(value))
    }
}

impl std::fmt::Debug for SecretRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretRef(…)")
    }
}
