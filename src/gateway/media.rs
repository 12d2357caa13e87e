//! Files that people sent to us, fetched from the provider's own hosts and nowhere else.
//!
//! Invariant: no address that came in a message is ever asked; our token goes to no host but the provider's; nothing longer
//! than the caller allows is kept.

use bytes::Bytes;
use url::Url;

use super::SendError;
use super::http::{Answer, exchange_within};

/// Why a file could not be fetched. Carries no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error("the provider does not have the file")]
    Gone,
    #[error("the file is too large")]
    TooLarge,
    #[error("the provider sends us to a host that is not its own")]
    Astray,
    #[error("the file could not be fetched")]
    Failed,
}

/// Whether an address the provider gave is one of its own: where its API is, or one of these hosts, by TLS.
pub(super) fn is_own(url: &Url, base: &Url, hosts: &[&str]) -> bool {
    if !url.username().is_empty() || url.password().is_some() {
        return false;
    }
    let listed = |host: &str| {
        hosts.iter().any(|known| host == *known || host.strip_suffix(known).is_some_and(|sub| sub.ends_with('.')))
    };
    let by_tls = url.scheme() == "https" && url.port().is_none();
    url.origin() == base.origin() || (by_tls && url.domain().is_some_and(listed))
}

/// The body of an answer that is the file itself.
pub(super) async fn download(request: reqwest::RequestBuilder, most: usize) -> Result<Bytes, FetchError> {
    let answer = exchange_within(request, most).await.map_err(|_hidden| FetchError::Failed)?;
    match (answer.status, answer.body) {
        (200, Ok(body)) => Ok(Bytes::from(body)),
        (200, Err("the answer is too long")) => Err(FetchError::TooLarge),
        // A redirect is not followed: our token is for this host.
        (300..400, _) => Err(FetchError::Astray),
        _ => Err(FetchError::Failed),
    }
}

/// What an answer to "where is this file" says when it does not say where.
pub(super) fn no_file(error: &SendError) -> FetchError {
    match error {
        SendError::Refused(_) => FetchError::Gone,
        SendError::NotSent { .. } | SendError::Throttled(_) | SendError::Unknown { .. } => FetchError::Failed,
    }
}

/// What the provider says of a file's size is checked before it is asked for.
pub(super) fn fits(size: Option<u64>, most: usize) -> Result<(), FetchError> {
    let fits = size.is_none_or(|size| usize::try_from(size).is_ok_and(|size| size <= most));
    if fits { Ok(()) } else { Err(FetchError::TooLarge) }
}

/// Whether an answer is a success that can be read.
pub(super) fn read<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T, FetchError> {
    answer.json().ok_or(FetchError::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_provider_is_asked() {
        let own = |url: &str, base: &str| {
            is_own(&Url::parse(url).unwrap(), &Url::parse(base).unwrap(), &["lookaside.fbsbx.com"])
        };
        let graph = "https://graph.facebook.com/v25.0";
        assert!(own("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", graph));
        assert!(own("https://graph.facebook.com/file", graph));
        assert!(own("http://127.0.0.1:4000/_files/1", "http://127.0.0.1:4000/v25.0"));
        for foreign in [
            "http://lookaside.fbsbx.com/x",
            "https://lookaside.fbsbx.com:8443/x",
            "https://lookaside.fbsbx.com.evil.example/x",
            "https://evillookaside.fbsbx.com/x",
            "https://user@lookaside.fbsbx.com/x",
            "http://graph.facebook.com/x",
            "https://169.254.169.254/latest/meta-data",
            "http://127.0.0.1:4000/x",
            "https://[::1]/x",
            "file:///etc/passwd",
        ] {
            assert!(!own(foreign, graph), "{foreign}");
        }
        assert!(!own("http://127.0.0.1:4001/x", "http://127.0.0.1:4000/v25.0"));
    }
}
