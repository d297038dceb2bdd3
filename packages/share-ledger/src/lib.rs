//! Who owned how much, when, and what each second of it earned: pure accounting, no storage.
