//! Attacks 41 and 42: messages with everything wrong, names with everything in them.

mod busy;
mod messages;
mod names;
