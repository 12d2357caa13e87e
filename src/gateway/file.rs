//! A file as part of a form.

use bytes::Bytes;
use reqwest::multipart::Part;

use super::SendError;

/// For a form made with `percent_encode_noop`: both providers overlook a file whose name is percent-encoded.
pub(super) fn part(file_name: &str, mime: &str, bytes: &Bytes) -> Result<Part, SendError> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Part::stream_with_length(bytes.clone(), length)
        .file_name(safe_name(file_name))
        .mime_str(mime)
        .map_err(|_hidden| SendError::ours("bad_file"))
}

/// Without the characters that would end the header it stands in.
fn safe_name(name: &str) -> String {
    name.chars().map(|c| if c.is_control() || matches!(c, '"' | '\\' | '/') { '_' } else { c }).collect()
}
