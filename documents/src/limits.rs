//! How much of a page is read. A page beyond one of these is refused, never read in part.

/// Bytes of a page; vendors' pages have some 50 KiB, guides in one page a few MiB.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// HTML elements of a page.
pub const MOST_ELEMENTS: usize = 200_000;
/// How deep HTML elements may be nested.
pub const DEEPEST: usize = 256;
/// Cells of all tables, after `rowspan` and `colspan` are spread out.
pub const MOST_CELLS: usize = 200_000;
/// Columns of one table; a wider one is damaged.
pub const MOST_COLUMNS: usize = 64;
/// Members of one sample.
pub const MOST_MEMBERS: usize = 2_000;
/// Characters of one cell that are searched for values, formats and examples.
pub const MOST_SEARCHED: usize = 4_000;
