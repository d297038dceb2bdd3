//! The command line of Rigshare.

fn main() {}
