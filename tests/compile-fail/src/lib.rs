//! Holds the dependencies of the cases in `tests/ui`.
