//! Pays ownership times earnings, exactly; holds what holders are owed.
