//! Report cards and charts: data in, PDF or PNG out, by the Typst library in the process.
