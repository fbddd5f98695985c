//! Helpers for whole-workspace tests.
