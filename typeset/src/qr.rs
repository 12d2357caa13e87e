//! A link as a QR code: a picture of one path.

use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

use crate::TypesetError;

/// The code as SVG, with the quiet zone that readers need. Drawn as runs of modules: a file of few hundred bytes.
pub(crate) fn svg(link: &str) -> Result<String, TypesetError> {
    const QUIET: usize = 2;
    let code = QRBuilder::new(link).ecl(ECL::M).build().map_err(|_too_much| TypesetError::QrCode)?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|at| code[row][*at].value()).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    Ok(format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>"#))
}
