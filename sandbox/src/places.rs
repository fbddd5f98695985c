//! Places for connections: how many there are at a time, and who leaves when all are taken. It knows no HTTP.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::state::locked;

/// How long whoever has a place may wait for its caller before it may have to leave.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long is waited for somebody to leave before all are looked at again.
const PAUSE: Duration = Duration::from_millis(50);

/// The places of a server. Where all are taken, the connection that has waited for its caller the longest makes room for
/// the next one; one that is answered stays.
pub(crate) struct Places {
    most: usize,
    patience: Duration,
    taken: Mutex<Taken>,
    left: Notify,
}

/// The connections that have a place.
#[derive(Default)]
struct Taken {
    next: u64,
    by_number: BTreeMap<u64, Seat>,
}

/// What is known of a connection.
struct Seat {
    /// Since when it waits for its caller; none while it is answered.
    waits_since: Option<Instant>,
    leave: Arc<Notify>,
}

/// One connection's place, until it is dropped.
pub(crate) struct Place {
    number: u64,
    places: Arc<Places>,
    leave: Arc<Notify>,
}

impl Places {
    /// So many of them.
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Self::patient(most, PATIENCE)
    }

    fn patient(most: usize, patience: Duration) -> Arc<Self> {
        Arc::new(Self {
            most,
            patience,
            taken: Mutex::default(),
            left: Notify::new(),
        })
    }

    /// Takes a place, as soon as there is one.
    pub(crate) async fn take(self: &Arc<Self>) -> Place {
        loop {
            if let Some(place) = self.free() {
                return place;
            }
            self.make_room();
            let _until_then = tokio::time::timeout(PAUSE, self.left.notified()).await;
        }
    }

    /// Asks the connection that has waited for its caller the longest to leave, if that is long enough.
    pub(crate) fn make_room(&self) {
        let taken = locked(&self.taken);
        let waiting = taken.by_number.values();
        let waiting = waiting.filter_map(|seat| Some((seat.waits_since?, &seat.leave)));
        if let Some((since, leave)) = waiting.min_by_key(|(since, _)| *since)
            && since.elapsed() >= self.patience
        {
            leave.notify_one();
        }
    }

    fn free(self: &Arc<Self>) -> Option<Place> {
        let mut taken = locked(&self.taken);
        if taken.by_number.len() >= self.most {
            return None;
        }
        let number = taken.next;
        taken.next = number.wrapping_add(1);
        let leave = Arc::new(Notify::new());
        let seat = Seat {
            waits_since: Some(Instant::now()),
            leave: Arc::clone(&leave),
        };
        taken.by_number.insert(number, seat);
        Some(Place {
            number,
            places: Arc::clone(self),
            leave,
        })
    }
}

impl Place {
    /// A request has come whole, and is answered from now on.
    pub(crate) fn answers(&self) {
        self.waits_since(None);
    }

    /// It waits for its caller: to take the answer, or to ask for something.
    pub(crate) fn waits(&self) {
        self.waits_since(Some(Instant::now()));
    }

    /// Is over when it has to leave.
    pub(crate) async fn has_to_leave(&self) {
        loop {
            self.leave.notified().await;
            // A request may have come whole since it was asked to.
            if self.is_waiting() {
                return;
            }
        }
    }

    fn is_waiting(&self) -> bool {
        let taken = locked(&self.places.taken);
        let seat = taken.by_number.get(&self.number);
        seat.is_some_and(|seat| seat.waits_since.is_some())
    }

    fn waits_since(&self, since: Option<Instant>) {
        let mut taken = locked(&self.places.taken);
        if let Some(seat) = taken.by_number.get_mut(&self.number) {
            seat.waits_since = since;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        locked(&self.places.taken).by_number.remove(&self.number);
        self.places.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(600);

    async fn comes(places: &Arc<Places>) -> bool {
        let taken = tokio::time::timeout(Duration::from_millis(200), places.take()).await;
        taken.is_ok()
    }

    async fn is_told(place: &Place) -> bool {
        let told = tokio::time::timeout(Duration::from_millis(1), place.has_to_leave()).await;
        told.is_ok()
    }

    #[tokio::test]
    async fn a_place_is_free_again_when_it_is_left() {
        let places = Places::patient(1, LONG);
        let first = places.take().await;
        assert!(!comes(&places).await);
        drop(first);
        assert!(comes(&places).await);
    }

    #[tokio::test]
    async fn who_has_waited_the_longest_leaves_and_who_is_answered_stays() {
        let places = Places::patient(3, Duration::ZERO);
        let [answered, first, second] = [
            places.take().await,
            places.take().await,
            places.take().await,
        ];
        answered.answers();
        places.make_room();
        assert!(is_told(&first).await && !is_told(&second).await && !is_told(&answered).await);
        // It had a request in the meantime, so that another one has waited for longer.
        first.waits();
        places.make_room();
        assert!(is_told(&second).await && !is_told(&first).await);
    }

    #[tokio::test]
    async fn who_was_asked_to_leave_and_is_answered_by_then_stays() {
        let places = Places::patient(1, Duration::ZERO);
        let only = places.take().await;
        places.make_room();
        only.answers();
        assert!(!is_told(&only).await);
    }

    #[tokio::test]
    async fn nobody_leaves_before_the_time_for_its_request_is_over() {
        let places = Places::patient(1, LONG);
        let only = places.take().await;
        places.make_room();
        assert!(!is_told(&only).await);
    }
}
