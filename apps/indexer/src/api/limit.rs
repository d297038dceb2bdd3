//! So many questions a second from one address, and no more.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::ApiError;
use super::App;

/// After how many questions those who asked long ago are forgotten.
const FORGET_AFTER: usize = 10_000;

/// Counts questions by address.
pub struct Limit {
    per_second: u32,
    behind_proxy: bool,
    limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
}

impl Limit {
    /// So many a second, and twice as many at once; 0: as many as anybody likes. Behind a proxy the
    /// address is the last one that `x-forwarded-for` names: the one that the proxy itself has seen.
    #[must_use]
    pub fn new(per_second: u32, behind_proxy: bool) -> Self {
        let quota = NonZeroU32::new(per_second).map(|number| {
            let burst = number.saturating_mul(NonZeroU32::MIN.saturating_add(1));
            Quota::per_second(number).allow_burst(burst)
        });
        Self {
            per_second,
            behind_proxy,
            limiter: quota.map(RateLimiter::keyed),
        }
    }

    fn address(&self, request: &Request) -> IpAddr {
        let forwarded = request
            .headers()
            .get("x-forwarded-for")
            .filter(|_| self.behind_proxy);
        let last = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next());
        let named = last.and_then(|address| address.trim().parse().ok());
        let peer = || {
            request
                .extensions()
                .get::<ConnectInfo<SocketAddr>>()
                .map(|peer| peer.0.ip())
        };
        named
            .or_else(peer)
            .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }

    fn allows(&self, address: IpAddr) -> bool {
        let Some(limiter) = &self.limiter else {
            return true;
        };
        if limiter.len() > FORGET_AFTER {
            limiter.retain_recent();
        }
        limiter.check_key(&address).is_ok()
    }
}

/// Refuses who asks too much.
pub async fn limited(State(app): State<App>, request: Request, next: Next) -> Response {
    if app.limit.allows(app.limit.address(&request)) {
        return next.run(request).await;
    }
    ApiError::rate_limited(app.limit.per_second).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn request(forwarded: &str) -> Request {
        let request = Request::builder().header("x-forwarded-for", forwarded);
        request.body(Body::empty()).unwrap()
    }

    #[test]
    fn each_address_has_its_own_count() {
        let limit = Limit::new(1, false);
        let (one, other) = (IpAddr::from([1, 1, 1, 1]), IpAddr::from([2, 2, 2, 2]));
        assert!(limit.allows(one) && limit.allows(one) && !limit.allows(one));
        assert!(limit.allows(other));
        let open = Limit::new(0, false);
        assert!((0..1_000).all(|_| open.allows(one)));
    }

    #[test]
    fn only_a_proxy_is_believed() {
        let spoofed = request("9.9.9.9, 3.3.3.3");
        let behind = Limit::new(1, true);
        assert_eq!(behind.address(&spoofed), IpAddr::from([3, 3, 3, 3]));
        let direct = Limit::new(1, false);
        assert_eq!(direct.address(&spoofed), IpAddr::from([0, 0, 0, 0]));
    }
}
