//! How much work something is, measured so that other work on the machine does not count.

use std::time::{Duration, Instant};

/// The least processor time that one of a few runs took.
pub(crate) fn effort(work: impl Fn()) -> Duration {
    (0..3).map(|_| once(&work)).min().expect("there are runs")
}

fn once(work: &impl Fn()) -> Duration {
    let (start, clock) = (processor_time(), Instant::now());
    work();
    match (start, processor_time()) {
        (Some(start), Some(end)) if end > start => end.saturating_sub(start),
        _ => clock.elapsed(),
    }
}

/// What this thread has used of a processor; only Linux tells without a further crate.
fn processor_time() -> Option<Duration> {
    // The kernel brings the number up to date when the thread gives way.
    std::thread::yield_now();
    let numbers = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    numbers.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
