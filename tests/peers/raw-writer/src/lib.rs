//! Test only, never for a live chain: its `migrate` writes and removes raw storage, unchecked.
//!
//! A test migrates a contract of the suite to this code, so as to leave a value in a layout that the
//! contract's readers don't know, or to break it in another way. Whoever may migrate a contract may
//! already do anything with it, so this gives nobody a power that they lack; but it keeps no promise of
//! the contract that it replaces, and what it writes is not what that contract would write.
//! `instantiate` and `execute` do nothing, `query` answers null. What cw2 stored stays as it is, unless a
//! message sets it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    entry_point, Binary, Deps, DepsMut, Empty, Env, HexBinary, MessageInfo, Response, StdResult,
};

/// A key with the value to store under it.
#[cw_serde]
pub struct Entry {
    /// The whole raw key, in hex.
    pub key: HexBinary,
    /// The whole raw value, in hex.
    pub value: HexBinary,
}

/// What to change. The removals come first.
#[cw_serde]
pub struct MigrateMsg {
    /// Keys to store values under.
    #[serde(default)]
    pub set: Vec<Entry>,
    /// Raw keys to remove, in hex; an absent one is no error.
    #[serde(default)]
    pub remove: Vec<HexBinary>,
}

/// Does nothing.
///
/// # Errors
/// None.
#[entry_point]
pub fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Does nothing.
///
/// # Errors
/// None.
#[entry_point]
pub fn execute(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Answers null.
///
/// # Errors
/// None.
#[entry_point]
pub fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::from(b"null"))
}

/// Writes the raw storage as `msg` says.
///
/// # Errors
/// None; the chain refuses an empty value.
#[entry_point]
pub fn migrate(deps: DepsMut, _: Env, msg: MigrateMsg) -> StdResult<Response> {
    for key in &msg.remove {
        deps.storage.remove(key);
    }
    for Entry { key, value } in &msg.set {
        deps.storage.set(key, value);
    }
    Ok(Response::new())
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::{mock_dependencies, mock_env};
    use cosmwasm_std::{from_json, Storage};

    use super::*;

    #[test]
    fn migrating_writes_and_removes_raw_storage_and_nothing_else() {
        let mut deps = mock_dependencies();
        for (key, value) in [(b"gone", b"x"), (b"kept", b"y"), (b"last", b"z")] {
            deps.storage.set(key, value);
        }
        let msg = br#"{"set":[{"key":"6c617374","value":"7b7d"}],"remove":["676f6e65","00"]}"#;
        migrate(deps.as_mut(), mock_env(), from_json(msg).unwrap()).unwrap();
        assert_eq!(deps.storage.get(b"gone"), None);
        assert_eq!(deps.storage.get(b"kept"), Some(b"y".to_vec()));
        assert_eq!(deps.storage.get(b"last"), Some(b"{}".to_vec()));
    }
}
