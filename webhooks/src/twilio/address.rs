//! The address as Twilio sees it.
//!
//! Lives here: our public base, written with and without its port. Never here: the `Host` header, which anybody can write.
//! Invariant: built from configuration only; the request adds nothing but its own path and query.

use url::Url;

/// Where the world reaches us, such as `https://carnet.example.org`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    with_port: String,
    without_port: String,
}

/// The configured public address cannot be signed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the public address must be http or https with a host, without user, query or fragment")]
pub struct BadPublicUrl;

impl PublicUrl {
    pub fn new(base: &str) -> Result<Self, BadPublicUrl> {
        let url = Url::parse(base).map_err(|_not_a_url| BadPublicUrl)?;
        let plain =
            url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
        let (Some(host), Some(port), true) = (url.host_str(), url.port_or_known_default(), plain) else {
            return Err(BadPublicUrl);
        };
        let scheme = url.scheme();
        if !matches!(scheme, "http" | "https") {
            return Err(BadPublicUrl);
        }
        let prefix = url.path().trim_end_matches('/');
        Ok(Self {
            with_port: format!("{scheme}://{host}:{port}{prefix}"),
            without_port: format!("{scheme}://{host}{prefix}"),
        })
    }

    /// Both ways in which Twilio may have written the address.
    pub(super) fn forms(&self) -> [&str; 2] {
        [&self.without_port, &self.with_port]
    }
}
