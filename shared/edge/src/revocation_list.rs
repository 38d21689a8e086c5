//! The revocation list of a function that takes tokens: the token of a member who has left for good
//! opens nothing behind it. Beside it, the secret of the deployment, which comes with the same
//! reading and is made by the first instance ever that finds none.
//!
//! A token outlives its member by hours, the gateway cannot see that, and a read a request would be
//! paid by everybody for a handful. So each instance keeps the list of who has left: it is read
//! whole when the instance starts, in place of the call that warmed its connection, and what is new
//! in it is read beside a request once what is known is older than [`REVOCATION_LIST_AGE_MAX`]. A
//! member's things are taken away only well after that (see [`domain::erasure`]): nothing can be
//! written for somebody whose erasure has begun, and no token is taken of somebody who is erased.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::erasure::REVOCATION_LIST_AGE_MAX;
use domain::id::MemberId;
use domain::secret::DeploymentSecret;
use http::StatusCode;
use http::request::Parts;
use jiff::{SignedDuration, Timestamp};
use store::revoked_member::DeploymentSecretItem;
use store::{Store, StoreError};

use crate::caller;
use crate::problem::Problem;

/// How far behind the last reading the next one begins: an entry may be written a while after the
/// moment that it tells, never as long as this.
const READ_BACK: SignedDuration = SignedDuration::from_hours(1);

/// Where the bytes of a new deployment's secret come from.
type RandomBytes = fn() -> io::Result<[u8; 32]>;

/// Who has left, as far as this instance knows. Clones share one list.
#[derive(Clone)]
pub struct RevocationList {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    now: Box<dyn Fn() -> Timestamp + Send + Sync>,
    random: RandomBytes,
    list: Mutex<List>,
}

#[derive(Debug, Default)]
struct List {
    gone: BTreeSet<MemberId>,
    /// Nothing before the first reading that was answered.
    read_at: Option<Timestamp>,
    /// Nothing before the first reading that was answered; then for ever the same.
    secret: Option<DeploymentSecret>,
}

/// The secret of the deployment, for a handler that derives something with it. The router has to
/// stand behind a [`RevocationList`].
#[derive(Debug, Clone, Copy)]
pub struct Deployment(pub DeploymentSecret);

impl<S: Send + Sync> FromRequestParts<S> for Deployment {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Deployment, Problem> {
        let secret = parts.extensions.get().copied().map(Deployment);
        secret.ok_or_else(|| Problem::from(StoreError::Busy))
    }
}

impl fmt::Debug for RevocationList {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RevocationList")
            .field("list", &self.inner.list)
            .finish_non_exhaustive()
    }
}

impl RevocationList {
    /// Reads the list and the secret. Where the table does not answer now, the first request asks it again.
    pub async fn open(
        store: Store,
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        random: RandomBytes,
    ) -> RevocationList {
        let (now, list) = (Box::new(now), Mutex::default());
        let revocation_list =
            RevocationList { inner: Arc::new(Inner { store, now, random, list }) };
        if let Err(error) = revocation_list.refresh().await {
            tracing::warn!(%error, "the list of those who left was not read yet");
        }
        revocation_list
    }

    /// Turns away, in front of every route of the router, members who were erased.
    pub fn guard(&self, router: Router) -> Router {
        router.layer(from_fn_with_state(self.clone(), turn_away))
    }

    /// Whether the member is known to have left, without a read.
    pub fn has_left(&self, member: MemberId) -> bool {
        self.list().gone.contains(&member)
    }

    /// One round trip where what is known is too old, else none.
    async fn refresh(&self) -> Result<(), StoreError> {
        let now = (self.inner.now)();
        let known = self.list().read_at;
        if known.is_some_and(|at| now.duration_since(at) < REVOCATION_LIST_AGE_MAX) {
            return Ok(());
        }
        let from = known.and_then(|at| at.checked_sub(READ_BACK).ok());
        let found = self.inner.store.revoked_members(from).await?;
        let secret = match self.secret().or(found.secret) {
            Some(secret) => secret,
            None => self.make_secret().await?,
        };
        let mut list = self.list();
        list.gone.extend(found.members);
        list.read_at = Some(now);
        list.secret = Some(secret);
        Ok(())
    }

    /// Once in the life of a deployment; of several instances that start it, all keep the first's.
    async fn make_secret(&self) -> Result<DeploymentSecret, StoreError> {
        let bytes = (self.inner.random)();
        let bytes = bytes.map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        let secret = DeploymentSecret::from_bytes(bytes);
        DeploymentSecretItem { secret }.keep(&self.inner.store).await
    }

    fn secret(&self) -> Option<DeploymentSecret> {
        self.list().secret
    }

    fn with_secret(&self, mut request: Request) -> Request {
        if let Some(secret) = self.secret() {
            request.extensions_mut().insert(secret);
        }
        request
    }

    fn list(&self) -> MutexGuard<'_, List> {
        self.inner.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request without a token is refused further in, where one is needed.
async fn turn_away(
    State(revocation_list): State<RevocationList>,
    request: Request,
    next: Next,
) -> Response {
    let Some(member) = caller::member_of(request.extensions()) else {
        // What needs the secret says itself that it is not known yet.
        if revocation_list.secret().is_none() {
            let read = revocation_list.refresh().await;
            tracing::debug!(known = read.is_ok(), "asked again for the secret of the deployment");
        }
        return next.run(revocation_list.with_secret(request)).await;
    };
    // Where the list cannot be read again in time, every request is refused: what is unknown is no
    // permission.
    if let Err(error) = revocation_list.refresh().await {
        return Problem::from(error).into_response();
    }
    if revocation_list.has_left(member) {
        return erased().into_response();
    }
    next.run(revocation_list.with_secret(request)).await
}

/// 403: the token is genuine, and its member was erased.
pub(crate) fn erased() -> Problem {
    let detail = "this member was erased; the token opens nothing any more";
    Problem::new(StatusCode::FORBIDDEN, "erased", "Erased", detail)
}
