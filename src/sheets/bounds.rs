//! What a file may cost.

const MB: u64 = 1024 * 1024;

/// Limits for one file, each checked before what it limits is spent.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes as it came.
    pub file: u64,
    /// Bytes of all parts of an archive, unpacked.
    pub unpacked: u64,
    /// Bytes of a part that a reader keeps in memory as a whole, such as the texts of all cells.
    pub kept_part: u64,
    pub parts: usize,
    pub sheets: usize,
    pub rows: u32,
    pub columns: u32,
    pub cells: usize,
    /// Bytes of one cell's text: the same text can be referred to by every cell of a sheet.
    pub text: usize,
}

impl Bounds {
    /// What an operator imports: a whole school.
    pub const SCHOOL: Self = Self {
        file: 10 * MB,
        unpacked: 96 * MB,
        kept_part: 96 * MB,
        parts: 500,
        sheets: 500,
        rows: 200_000,
        columns: 64,
        cells: 2_000_000,
        text: 2_000,
    };

    /// What a teacher sends: the marks of some classes. Read within 64 MB of memory and two seconds.
    pub const CLASS: Self = Self {
        file: 2 * MB,
        unpacked: 16 * MB,
        kept_part: 4 * MB,
        parts: 300,
        sheets: 60,
        rows: 5_000,
        columns: 256,
        cells: 50_000,
        text: 500,
    };
}
