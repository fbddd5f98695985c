//! A vendor that misbehaves, byte by byte, and what every client must make of it. Good answers come from
//! the sandbox; what makes a client right or wrong is written in `cases` by hand and nowhere else.

pub mod answers;
pub mod cases;
pub mod crowd;
pub mod dice;
pub mod documented;
pub mod fuzzed;
pub mod http;
pub mod matrix;
pub mod members;
pub mod mode;
pub mod mutated;
pub mod plan;
pub mod server;
pub mod soak;
pub mod spoiled;
pub mod strict;
pub mod table;
