//! What each rig earned, by a quorum of signed reports.
