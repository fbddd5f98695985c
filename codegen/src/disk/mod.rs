//! Specs on the disk. The only module of the compiler that reads or writes files: for build scripts, and for programs that
//! have specs in a folder.

mod builder;
mod error;
mod folder;

pub use builder::{Builder, Warnings, compile_file};
pub use error::BuildError;
pub use folder::{FolderError, read_spec, spec_of_bytes, specs_in};
