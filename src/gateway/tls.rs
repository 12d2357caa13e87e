//! The process-wide choice of cryptography for TLS.

/// Makes ring the process's provider; harmless when called again or when another part of the process was first.
pub fn install() {
    // An error only says that a provider is already there.
    let _already = rustls::crypto::ring::default_provider().install_default();
}
