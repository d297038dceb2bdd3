//! The indexer from outside: the program itself, made-up nodes, both databases.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Tests stop at the first surprise.

mod bad_input;
mod databases;
mod fake_node;
mod follows;
mod history;
mod kills;
mod model;
mod openapi;
mod postgres;
mod program;
mod questions;
mod web;
