//! Reads what mining pools' APIs answer into exact daily earnings.
