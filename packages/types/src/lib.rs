//! Messages, events, units and the stored interfaces that Rigshare's contracts read from each other.
