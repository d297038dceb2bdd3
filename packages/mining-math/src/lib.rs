//! Difficulty, subsidy, hashprice, electricity and payback in exact integers.
