//! What the contract does with each of cw721's messages: nobody rewrites, mints or withdraws.
#![allow(deprecated)]

use contract_kit::ownership::RoleError;
use cosmwasm_std::{coin, Binary, Decimal, Empty, Timestamp};
use cw721::msg::{
    CollectionExtensionMsg, CollectionInfoAndExtensionResponse, CollectionInfoMsg,
    RoyaltyInfoResponse,
};
use cw721::DefaultOptionalCollectionExtension;
use cw_ownable::Action;
use hashrate_nft::error::ContractError;
use rigshare_types::nft::{ExecuteMsg, QueryMsg, RigMsg};

use crate::world::{addr, World};

#[derive(Debug, PartialEq)]
enum Policy {
    /// Works, for whom it should.
    Allowed,
    /// Nobody may, not even the owner, the registrar, the operator or the token's owner.
    Refused,
}

/// One message of each kind, with what is done with it. A kind that is missing does not compile.
fn policy(msg: &ExecuteMsg) -> Policy {
    match msg {
        ExecuteMsg::UpdateCreatorOwnership(_)
        | ExecuteMsg::UpdateCollectionInfo { .. }
        | ExecuteMsg::TransferNft { .. }
        | ExecuteMsg::SendNft { .. }
        | ExecuteMsg::Approve { .. }
        | ExecuteMsg::Revoke { .. }
        | ExecuteMsg::ApproveAll { .. }
        | ExecuteMsg::RevokeAll { .. }
        | ExecuteMsg::Burn { .. }
        | ExecuteMsg::UpdateExtension { .. } => Policy::Allowed,
        ExecuteMsg::UpdateOwnership(_)
        | ExecuteMsg::UpdateMinterOwnership(_)
        | ExecuteMsg::Mint { .. }
        | ExecuteMsg::AddMinter { .. }
        | ExecuteMsg::RemoveMinter { .. }
        | ExecuteMsg::UpdateNftInfo { .. }
        | ExecuteMsg::SetWithdrawAddress { .. }
        | ExecuteMsg::RemoveWithdrawAddress {}
        | ExecuteMsg::WithdrawFunds { .. } => Policy::Refused,
    }
}

/// Each kind once, in an order in which the allowed ones work one after the other.
fn every_message() -> Vec<(&'static str, ExecuteMsg)> {
    let token_id = || "1-1".to_owned();
    let to = |name: &str| addr(name).into_string();
    let hand_over = || Action::TransferOwnership {
        new_owner: to("heir"),
        expiry: None,
    };
    vec![
        (
            "alice",
            ExecuteMsg::Approve {
                spender: to("market"),
                token_id: token_id(),
                expires: None,
            },
        ),
        (
            "alice",
            ExecuteMsg::Revoke {
                spender: to("market"),
                token_id: token_id(),
            },
        ),
        (
            "alice",
            ExecuteMsg::ApproveAll {
                operator: to("market"),
                expires: None,
            },
        ),
        (
            "alice",
            ExecuteMsg::RevokeAll {
                operator: to("market"),
            },
        ),
        (
            "alice",
            ExecuteMsg::TransferNft {
                recipient: to("bob"),
                token_id: token_id(),
            },
        ),
        (
            "bob",
            ExecuteMsg::SendNft {
                contract: to("vault"),
                token_id: token_id(),
                msg: Binary::default(),
            },
        ),
        (
            "vault",
            ExecuteMsg::Burn {
                token_id: token_id(),
            },
        ),
        (
            "operator",
            ExecuteMsg::UpdateExtension {
                msg: RigMsg::StopSale { rig: 1 },
            },
        ),
        (
            "owner",
            ExecuteMsg::UpdateCollectionInfo {
                collection_info: CollectionInfoMsg {
                    name: Some("Other".to_owned()),
                    symbol: None,
                    extension: None,
                },
            },
        ),
        ("owner", ExecuteMsg::UpdateCreatorOwnership(hand_over())),
        ("", ExecuteMsg::UpdateOwnership(hand_over())),
        (
            "",
            ExecuteMsg::UpdateMinterOwnership(Action::AcceptOwnership),
        ),
        (
            "",
            ExecuteMsg::Mint {
                token_id: "1-99".to_owned(),
                owner: to("alice"),
                token_uri: None,
                extension: Empty {},
            },
        ),
        (
            "",
            ExecuteMsg::AddMinter {
                minter: to("alice"),
            },
        ),
        (
            "",
            ExecuteMsg::RemoveMinter {
                minter: to("alice"),
            },
        ),
        (
            "",
            ExecuteMsg::UpdateNftInfo {
                token_id: token_id(),
                token_uri: Some("https://example.com".to_owned()),
                extension: Empty {},
            },
        ),
        (
            "",
            ExecuteMsg::SetWithdrawAddress {
                address: to("alice"),
            },
        ),
        ("", ExecuteMsg::RemoveWithdrawAddress {}),
        (
            "",
            ExecuteMsg::WithdrawFunds {
                amount: coin(1, "uusdc"),
            },
        ),
    ]
}

#[test]
fn trap_every_message_of_cw721_has_its_policy() {
    let mut world = World::selling();
    world.buys("alice", 1, 5);
    let contract = world.env.contract.address.clone();
    let senders = [
        "owner",
        "registrar",
        "pauser",
        "operator",
        "alice",
        "stranger",
    ]
    .map(addr);
    let messages = every_message();
    assert_eq!(messages.len(), 19);
    for (sender, msg) in messages {
        match policy(&msg) {
            Policy::Allowed => {
                let stranger = world.execute(&addr("stranger"), &[], msg.clone());
                // Approving all is the stranger's own affair.
                let own = matches!(
                    msg,
                    ExecuteMsg::ApproveAll { .. } | ExecuteMsg::RevokeAll { .. }
                );
                assert_eq!(stranger.is_ok(), own, "{msg:?}");
                world.execute(&addr(sender), &[], msg).unwrap();
            }
            Policy::Refused => {
                for sender in senders.iter().chain([&contract]) {
                    let error = world.execute(sender, &[], msg.clone()).unwrap_err();
                    assert!(
                        matches!(error, ContractError::NotSupported { .. }),
                        "{msg:?}: {error}"
                    );
                }
            }
        }
    }
}

fn present(extension: CollectionExtensionMsg<RoyaltyInfoResponse>) -> ExecuteMsg {
    ExecuteMsg::UpdateCollectionInfo {
        collection_info: CollectionInfoMsg {
            name: None,
            symbol: None,
            extension: Some(extension),
        },
    }
}

fn nothing() -> CollectionExtensionMsg<RoyaltyInfoResponse> {
    CollectionExtensionMsg {
        description: None,
        image: None,
        external_link: None,
        banner_url: None,
        explicit_content: None,
        start_trading_time: None,
        royalty_info: None,
    }
}

#[test]
fn trap_the_collection_is_the_owners_and_has_no_royalty_of_its_own() {
    let mut world = World::new();
    let described = present(CollectionExtensionMsg {
        description: Some("New".to_owned()),
        image: Some("https://example.com/a.png".to_owned()),
        ..nothing()
    });
    // With nothing in it, cw721 alone lets anybody through.
    let empty = ExecuteMsg::UpdateCollectionInfo {
        collection_info: CollectionInfoMsg {
            name: None,
            symbol: None,
            extension: None,
        },
    };
    for msg in [described.clone(), empty.clone(), present(nothing())] {
        assert_eq!(
            world.cw721("stranger", msg).unwrap_err(),
            ContractError::Role(RoleError::NotAllowed {
                sender: addr("stranger"),
                role: "owner"
            })
        );
    }
    for msg in [empty, present(nothing())] {
        let error = world.cw721("owner", msg).unwrap_err();
        assert!(matches!(error, ContractError::NothingToChange { .. }));
    }
    let royalty = present(CollectionExtensionMsg {
        royalty_info: Some(RoyaltyInfoResponse {
            payment_address: addr("owner").into_string(),
            share: Decimal::percent(1),
        }),
        ..nothing()
    });
    let trading = present(CollectionExtensionMsg {
        start_trading_time: Some(Timestamp::from_seconds(1)),
        ..nothing()
    });
    for msg in [royalty, trading] {
        let error = world.cw721("owner", msg).unwrap_err();
        assert!(matches!(error, ContractError::NotSupported { .. }));
    }
    let no_link = present(CollectionExtensionMsg {
        image: Some("no link".to_owned()),
        ..nothing()
    });
    let error = world.cw721("owner", no_link).unwrap_err();
    assert!(matches!(error, ContractError::BadText { .. }), "{error}");
    let long = present(CollectionExtensionMsg {
        banner_url: Some(format!("https://example.com/{}", "x".repeat(10_000))),
        ..nothing()
    });
    let error = world.cw721("owner", long).unwrap_err();
    assert!(matches!(error, ContractError::BadText { .. }), "{error}");
    world.cw721("owner", described.clone()).unwrap();
    let again = world.cw721("owner", described).unwrap_err();
    assert!(matches!(again, ContractError::NothingToChange { .. }));
    let info: CollectionInfoAndExtensionResponse<DefaultOptionalCollectionExtension> = world
        .query(QueryMsg::GetCollectionInfoAndExtension {})
        .unwrap();
    assert_eq!(info.name, "Rigshare");
    assert_eq!(info.extension.unwrap().description, "New");
}
