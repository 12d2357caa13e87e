//! Several processes on one `PostgreSQL` database: who sends, who answers, and what happens when one goes.

mod claims;
mod half_open;
mod lanes;
mod late;
