//! The whole suite on an embedded chain, for tests and the demo.
