//! cw721's queries. Tokens answer with metadata that is built here, not stored.

use cosmwasm_std::{Binary, Deps, Env, Order, StdError, StdResult, Storage};
use cw721::error::Cw721ContractError;
use cw721::msg::{
    AllNftInfoResponse, ApprovalResponse, ApprovalsResponse, NftInfoResponse, OwnerOfResponse,
    TokensResponse,
};
use cw721::query::{humanize_approvals, DEFAULT_LIMIT, MAX_LIMIT};
use cw721::traits::Cw721Query;
use cw721::{Approval, DefaultOptionalCollectionExtension, Expiration, NftExtension};
use cw_storage_plus::Bound;
use rigshare_types::nft::{RigQuery, StoredToken, TOKENS};

use crate::error::ContractError;
use crate::tokens::cw721;
use crate::{metadata, tokens};

/// cw721's views of this contract. Overridden is every query that its defaults would answer from
/// the stored extension, or with an empty binary that no client can parse; and those that would
/// load tokens as another type than the rest of this contract, which would be in the code twice.
pub struct Views;

impl Cw721Query<NftExtension, DefaultOptionalCollectionExtension, RigQuery> for Views {
    fn query_nft_info(
        &self,
        storage: &dyn Storage,
        token_id: String,
    ) -> StdResult<NftInfoResponse<NftExtension>> {
        let token = tokens::load(storage, &token_id).map_err(in_words)?;
        describe(storage, &token_id, &token)
    }

    fn query_all_nft_info(
        &self,
        deps: Deps,
        env: &Env,
        token_id: String,
        include_expired_approval: bool,
    ) -> StdResult<AllNftInfoResponse<NftExtension>> {
        let token = tokens::load(deps.storage, &token_id).map_err(in_words)?;
        Ok(AllNftInfoResponse {
            info: describe(deps.storage, &token_id, &token)?,
            access: access(env, &token, include_expired_approval),
        })
    }

    fn query_owner_of(
        &self,
        deps: Deps,
        env: &Env,
        token_id: String,
        include_expired_approval: bool,
    ) -> StdResult<OwnerOfResponse> {
        let token = tokens::load(deps.storage, &token_id).map_err(in_words)?;
        Ok(access(env, &token, include_expired_approval))
    }

    fn query_approval(
        &self,
        deps: Deps,
        env: &Env,
        token_id: String,
        spender: String,
        include_expired_approval: bool,
    ) -> StdResult<ApprovalResponse> {
        let spender = deps.api.addr_validate(&spender)?;
        let token = tokens::load(deps.storage, &token_id).map_err(in_words)?;
        if token.owner == spender {
            let expires = Expiration::Never {};
            let approval = Approval { spender, expires };
            return Ok(ApprovalResponse { approval });
        }
        humanize_approvals(&env.block, &token, include_expired_approval)
            .into_iter()
            .find(|approval| approval.spender == spender)
            .map(|approval| ApprovalResponse { approval })
            .ok_or_else(|| StdError::not_found("Approval not found"))
    }

    fn query_approvals(
        &self,
        deps: Deps,
        env: &Env,
        token_id: String,
        include_expired_approval: bool,
    ) -> StdResult<ApprovalsResponse> {
        let token = tokens::load(deps.storage, &token_id).map_err(in_words)?;
        Ok(ApprovalsResponse {
            approvals: humanize_approvals(&env.block, &token, include_expired_approval),
        })
    }

    fn query_tokens(
        &self,
        deps: Deps,
        _env: &Env,
        owner: String,
        start_after: Option<String>,
        limit: Option<u32>,
    ) -> StdResult<TokensResponse> {
        let owner = deps.api.addr_validate(&owner)?;
        let start = start_after.map(|id| Bound::ExclusiveRaw(id.into()));
        let tokens = cw721().nft_info.idx.owner.prefix(owner);
        let tokens = tokens
            .keys(deps.storage, start, None, Order::Ascending)
            .take(limit.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT) as usize)
            .collect::<StdResult<_>>()?;
        Ok(TokensResponse { tokens })
    }

    fn query_all_tokens(
        &self,
        deps: Deps,
        _env: &Env,
        start_after: Option<String>,
        limit: Option<u32>,
    ) -> StdResult<TokensResponse> {
        let start = start_after.map(|id| Bound::ExclusiveRaw(id.into()));
        let tokens = TOKENS
            .keys(deps.storage, start, None, Order::Ascending)
            .take(limit.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT) as usize)
            .collect::<StdResult<_>>()?;
        Ok(TokensResponse { tokens })
    }

    /// cw721's own walks every token, and panics where a token has fewer attributes than were asked
    /// for.
    fn query_nft_by_extension(
        &self,
        _storage: &dyn Storage,
        _extension: NftExtension,
        _start_after: Option<String>,
        _limit: Option<u32>,
    ) -> StdResult<Option<Vec<NftInfoResponse<NftExtension>>>> {
        Err(refused(
            "get_nft_by_extension: page through the rigs instead",
        ))
    }

    fn query_extension(
        &self,
        deps: Deps,
        env: &Env,
        msg: RigQuery,
    ) -> Result<Binary, Cw721ContractError> {
        super::dispatch_rig(deps, env, msg).map_err(|error| in_words(error).into())
    }

    fn query_custom_collection_extension(
        &self,
        _deps: Deps,
        _env: &Env,
        _msg: DefaultOptionalCollectionExtension,
    ) -> Result<Binary, Cw721ContractError> {
        let message = "get_collection_extension: ask for get_collection_info_and_extension";
        Err(refused(message).into())
    }
}

fn access(env: &Env, token: &StoredToken, include_expired: bool) -> OwnerOfResponse {
    OwnerOfResponse {
        owner: token.owner.to_string(),
        approvals: humanize_approvals(&env.block, token, include_expired),
    }
}

fn describe(
    storage: &dyn Storage,
    token_id: &str,
    token: &StoredToken,
) -> StdResult<NftInfoResponse<NftExtension>> {
    let extension = metadata::describe(storage, token_id, &token.extension).map_err(in_words)?;
    Ok(NftInfoResponse {
        token_uri: Some(metadata::data_uri(&extension)?),
        extension,
    })
}

/// The trait's errors have no room for values; outside the contract all are words anyway.
fn in_words(error: ContractError) -> StdError {
    StdError::generic_err(error.to_string())
}

fn refused(message: &'static str) -> StdError {
    in_words(ContractError::NotSupported { message })
}
