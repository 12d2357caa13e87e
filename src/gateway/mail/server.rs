//! Where our mail server is, and how it is spoken to.

use lettre::transport::smtp::authentication::Credentials;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use url::{Host, Url};

/// How the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    /// From the first byte.
    Wrapped,
    /// By STARTTLS; without it nothing is said.
    StartTls,
    None,
}

/// A mail server with our login there.
#[derive(Clone)]
pub struct MailServer {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    login: Option<(String, SecretString)>,
}

/// An address that leads to no mail server. Holds nothing of it: there may be a password in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadServer {
    #[error("it is no address of a mail server")]
    Unreadable,
    #[error("it would send the password unencrypted")]
    OpenPassword,
    #[error("`tls` can only be none")]
    Tls,
}

impl MailServer {
    /// `smtps://user:password@host:465`, `smtp://user:password@host:587` (STARTTLS), `smtp://localhost:25?tls=none`.
    pub fn parse(text: &str) -> Result<Self, BadServer> {
        let url = Url::parse(text).map_err(|_hidden| BadServer::Unreadable)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(BadServer::Unreadable)?.to_owned();
        let (usual, security) = match url.scheme() {
            "smtps" => (465, Security::Wrapped),
            "smtp" => (587, Security::StartTls),
            _ => return Err(BadServer::Unreadable),
        };
        let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let security = match tls.as_deref() {
            None => security,
            Some("none") => Security::None,
            Some(_) => return Err(BadServer::Tls),
        };
        let login = (!url.username().is_empty())
            .then(|| (decoded(url.username()), SecretString::from(decoded(url.password().unwrap_or_default()))));
        let server = Self { host, port: url.port().unwrap_or(usual), security, login };
        if server.security == Security::None && server.login.is_some() && !server.is_local() {
            return Err(BadServer::OpenPassword);
        }
        Ok(server)
    }

    /// Whether nothing is said to it in the open.
    pub(super) fn is_encrypted(&self) -> bool {
        self.security != Security::None
    }

    /// Whether it is on this machine.
    pub(super) fn is_local(&self) -> bool {
        match Host::parse(&self.host) {
            Ok(Host::Domain(name)) => name == "localhost",
            Ok(Host::Ipv4(address)) => address.is_loopback(),
            Ok(Host::Ipv6(address)) => address.is_loopback(),
            Err(_) => false,
        }
    }

    pub(super) fn credentials(&self) -> Option<Credentials> {
        let (user, password) = self.login.as_ref()?;
        Some(Credentials::new(user.clone(), password.expose_secret().to_owned()))
    }

    /// What tells it from others: where, and as whom.
    pub fn name(&self) -> String {
        let user = self.login.as_ref().map_or("", |(user, _)| user.as_str());
        format!("{user}@{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailServer(…)")
    }
}

/// Undoes percent-encoding; a form decoder would turn a plus into a space.
fn decoded(part: &str) -> String {
    let plus_kept = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    let mut pairs = url::form_urlencoded::parse(plus_kept.as_bytes());
    pairs.next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_say_where_and_how() {
        let server = MailServer::parse("smtps://apikey:SG.a%2Bb%2F%3D@smtp.example.net").unwrap();
        assert_eq!((server.host.as_str(), server.port, server.security), ("smtp.example.net", 465, Security::Wrapped));
        assert_eq!(server.login.as_ref().unwrap().1.expose_secret(), "SG.a+b/=");
        let server = MailServer::parse("smtp://u:p@mail.example.net:2525").unwrap();
        assert_eq!((server.port, server.security), (2525, Security::StartTls));
        assert_eq!(server.name(), "u@mail.example.net:2525");
        let server = MailServer::parse("smtp://127.0.0.1:25?tls=none").unwrap();
        assert_eq!((server.security, server.is_local()), (Security::None, true));
    }

    #[test]
    fn no_password_travels_in_the_open() {
        let fault = |text| MailServer::parse(text).unwrap_err();
        assert_eq!(fault("smtp://u:p@mail.example.net?tls=none"), BadServer::OpenPassword);
        assert_eq!(fault("smtp://mail.example.net?tls=maybe"), BadServer::Tls);
        for text in ["", "mail.example.net", "http://mail.example.net", "smtp://"] {
            assert_eq!(fault(text), BadServer::Unreadable, "{text}");
        }
        let shown = format!("{:?}", MailServer::parse("smtps://u:hidden@mail.example.net").unwrap());
        assert!(!shown.contains("hidden"));
    }
}
