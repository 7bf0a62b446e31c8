//! How long storage may stay silent before it counts as not answering.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use gloo_timers::future::TimeoutFuture;

/// The longest silence, in milliseconds, that one transaction is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    base_ms: u32,
}

impl Patience {
    /// Grants a small transaction `base_ms` milliseconds; bigger ones get more.
    #[must_use]
    pub const fn of_ms(base_ms: u32) -> Self {
        Self { base_ms }
    }

    /// Milliseconds for a transaction that moves little.
    pub(super) const fn small(self) -> u32 {
        self.base_ms
    }

    /// Milliseconds for reading an amount that is not known beforehand, such as a whole snapshot.
    pub(super) const fn bulk(self) -> u32 {
        self.base_ms.saturating_mul(4)
    }

    /// Milliseconds for writing `bytes`: a slow disk still takes in some megabytes a second.
    pub(super) fn for_bytes(self, bytes: usize) -> u32 {
        const MEGABYTE: usize = 1 << 20;
        let extra = u32::try_from(bytes / MEGABYTE)
            .unwrap_or(u32::MAX)
            .saturating_mul(1_000);
        self.base_ms.saturating_add(extra)
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self::of_ms(5_000)
    }
}

/// Waits for `work`, but no longer than `limit_ms`; `None` when that passed first.
pub(super) async fn within<T>(limit_ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut limit = pin!(TimeoutFuture::new(limit_ms));
    poll_fn(|context| {
        if let Poll::Ready(answer) = work.as_mut().poll(context) {
            return Poll::Ready(Some(answer));
        }
        limit.as_mut().poll(context).map(|()| None)
    })
    .await
}
