//! Creation tokens from the operator's side: issue, list, revoke.

use crate::ports::{NoRandom, Random, draw};
use crate::store::{Store, StoreError, Token};
use data_encoding::BASE32HEX_NOPAD;
use rapport_wire::operator::CreationToken;
use sha2::{Digest, Sha256};

/// The name under which a token is kept.
pub(crate) fn hash(token: &CreationToken) -> [u8; 32] {
    Sha256::new().chain_update(b"rapport-relay/token").chain_update(token.as_bytes()).finalize().into()
}

/// Names a token without giving it away: eight characters of its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenId(String);

impl TokenId {
    fn of(hash: &[u8; 32]) -> Self {
        let mut text = BASE32HEX_NOPAD.encode(&hash[..5]);
        text.make_ascii_lowercase();
        Self(text)
    }
}

impl std::fmt::Display for TokenId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenState {
    Good,
    /// It has opened all its spaces.
    UsedUp,
    Expired,
    Revoked,
}

/// A token as its operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenStatus {
    pub id: TokenId,
    pub state: TokenState,
    pub spaces_total: u32,
    pub spaces_left: u32,
    pub created_ms: i64,
    pub expires_ms: i64,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Random(#[from] NoRandom),
}

/// Makes a token for so many spaces until that time. It is shown once, here.
pub(crate) fn issue(
    store: &dyn Store,
    random: &dyn Random,
    now_ms: i64,
    spaces: u32,
    expires_ms: i64,
) -> Result<CreationToken, TokenError> {
    let token = CreationToken::new(draw(random)?);
    let row = Token {
        hash: hash(&token),
        spaces_total: spaces,
        spaces_left: spaces,
        created_ms: now_ms,
        expires_ms,
        revoked_ms: None,
    };
    store.write(|tx| tx.put_token(&row))?;
    Ok(token)
}

/// All tokens that are not long over, oldest first.
pub(crate) fn list(store: &dyn Store, now_ms: i64) -> Result<Vec<TokenStatus>, StoreError> {
    let rows = store.read(|tx| tx.tokens())?;
    Ok(rows.iter().map(|token| status(token, now_ms)).collect())
}

fn status(token: &Token, now_ms: i64) -> TokenStatus {
    let state = match token {
        Token { revoked_ms: Some(_), .. } => TokenState::Revoked,
        _ if !token.is_good(now_ms) => TokenState::Expired,
        Token { spaces_left: 0, .. } => TokenState::UsedUp,
        _ => TokenState::Good,
    };
    TokenStatus {
        id: TokenId::of(&token.hash),
        state,
        spaces_total: token.spaces_total,
        spaces_left: token.spaces_left,
        created_ms: token.created_ms,
        expires_ms: token.expires_ms,
    }
}

/// Ends the token that `list` shows under this id, or that is this token. Says
/// whether there was one; spaces it has opened stay.
pub(crate) fn revoke(store: &dyn Store, now_ms: i64, which: &str) -> Result<bool, StoreError> {
    let whole = which.parse::<CreationToken>().ok().map(|token| hash(&token));
    store.write(|tx| {
        let found = tx.tokens()?.into_iter().find(|token| match whole {
            Some(hash) => token.hash == hash,
            None => TokenId::of(&token.hash).0 == which,
        });
        let Some(mut token) = found else { return Ok(false) };
        token.revoked_ms = Some(token.revoked_ms.unwrap_or(now_ms.max(1)));
        tx.put_token(&token)?;
        Ok(true)
    })
}
