//! What a version of the virtual machine offers contracts.

/// What every virtual machine in use offers.
const ALWAYS: [&str; 3] = ["iterator", "staking", "stargate"];

/// What came with which version of wasmvm: major, minor, capability.
const CAME_WITH: [(u64, u64, &str); 9] = [
    (1, 1, "cosmwasm_1_1"),
    (1, 2, "cosmwasm_1_2"),
    (1, 3, "cosmwasm_1_3"),
    (1, 4, "cosmwasm_1_4"),
    (2, 0, "cosmwasm_2_0"),
    (2, 1, "cosmwasm_2_1"),
    (2, 2, "cosmwasm_2_2"),
    (3, 0, "cosmwasm_3_0"),
    (3, 0, "ibc2"),
];

/// The capabilities that a chain with this version of wasmvm (such as `2.2.4`) offers by default;
/// chains may offer more of their own. `None` where the text is no version.
#[must_use]
pub fn capabilities_of_vm(version: &str) -> Option<Vec<&'static str>> {
    let mut parts = version.trim_start_matches('v').split('.');
    let major: u64 = parts.next()?.parse().ok()?;
    let minor: u64 = parts.next()?.parse().ok()?;
    let newer = CAME_WITH
        .iter()
        .filter(|(since_major, since_minor, _)| (*since_major, *since_minor) <= (major, minor))
        .map(|(_, _, name)| *name);
    Some(ALWAYS.into_iter().chain(newer).collect())
}
