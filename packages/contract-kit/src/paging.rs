//! Paging: caps the length of every list.

/// How many entries a page has if nothing is said.
pub const DEFAULT_PAGE: u32 = 10;

/// The most entries of a page of things.
pub const MAX_PAGE: u32 = 30;

/// The most entries of a page of epochs, which are small.
pub const MAX_EPOCH_PAGE: u32 = 100;

/// How many entries a page of things has.
#[must_use]
pub fn page(limit: Option<u32>) -> usize {
    limit.unwrap_or(DEFAULT_PAGE).min(MAX_PAGE) as usize
}

/// How many entries a page of epochs has.
#[must_use]
pub fn epoch_page(limit: Option<u32>) -> usize {
    limit.unwrap_or(MAX_PAGE).min(MAX_EPOCH_PAGE) as usize
}
