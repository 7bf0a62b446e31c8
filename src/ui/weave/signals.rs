//! What changes and is followed: Leptos's signals, each kind of them made for one type only.
//!
//! Leptos makes a signal anew for every type of value, which is a third of an app with hundreds of them. Here the
//! values are boxed, so that its machinery exists once, and only taking the value out of its box knows its type.
//! Names and meanings are Leptos's own.

use std::{any::Any, marker::PhantomData, sync::Arc};

use leptos::{
    prelude::{
        Effect as LeptosEffect, LocalStorage, Memo as LeptosMemo, ReadUntracked, ReadValue,
        RwSignal as LeptosSignal, Set, StoredValue as LeptosValue, Track, Write, WriteValue,
    },
    reactive::graph::untrack,
};

/// A value whose type only its owner knows.
type Held = Box<dyn Any + Send + Sync>;

/// A value that is compared with the one before.
struct Remembered {
    value: Held,
    is_same: fn(&Held, &Held) -> bool,
}

impl PartialEq for Remembered {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(&self.value, &other.value)
    }
}

/// Where a value is, or how it is found.
#[derive(Clone, Copy)]
enum Source {
    Cell(LeptosSignal<Held>),
    Memo(LeptosMemo<Remembered>),
    Given(LeptosValue<Arc<dyn Any + Send + Sync>>),
    Derived(LeptosValue<Arc<dyn Fn() -> Held + Send + Sync>>),
}

#[expect(
    clippy::expect_used,
    reason = "the only way in is through a constructor that boxes this very type"
)]
fn known<T: 'static>(value: &dyn Any) -> &T {
    value.downcast_ref().expect("a value of its own type")
}

#[expect(
    clippy::expect_used,
    reason = "the only way in is through a constructor that boxes this very type"
)]
fn known_mut<T: 'static>(value: &mut dyn Any) -> &mut T {
    value.downcast_mut().expect("a value of its own type")
}

/// Shows the value; false when it is gone with its owner.
fn look(source: Source, tracked: bool, see: &mut dyn FnMut(&dyn Any)) -> bool {
    match source {
        Source::Cell(cell) => {
            if tracked {
                cell.track();
            }
            cell.try_read_untracked().map(|held| see(&**held)).is_some()
        }
        Source::Memo(memo) => {
            if tracked {
                memo.track();
            }
            memo.try_read_untracked()
                .map(|kept| see(&*kept.value))
                .is_some()
        }
        Source::Given(given) => given.try_read_value().map(|held| see(&**held)).is_some(),
        Source::Derived(derived) => {
            let run = derived.try_read_value().map(|run| Arc::clone(&run));
            run.map(|run| {
                let held = if tracked { run() } else { untrack(|| run()) };
                see(&*held);
            })
            .is_some()
        }
    }
}

fn seen<T: 'static, U>(source: Source, tracked: bool, read: impl FnOnce(&T) -> U) -> Option<U> {
    let mut read = Some(read);
    let mut out = None;
    look(source, tracked, &mut |value| {
        out = read.take().map(|read| read(known(value)));
    });
    out
}

#[cold]
fn gone() -> ! {
    #[expect(
        clippy::panic,
        reason = "the caller may ask only while the owner lives; `try_` asks in any case"
    )]
    {
        panic!("a signal was read after its owner had gone");
    }
}

fn put(cell: LeptosSignal<Held>, value: Held) {
    cell.set(value);
}

fn change(cell: LeptosSignal<Held>, change: &mut dyn FnMut(&mut dyn Any)) {
    if let Some(mut held) = cell.try_write() {
        change(&mut **held);
    }
}

macro_rules! readable {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T: 'static> $name<T> {
            /// Reads the value and follows it.
            pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
                seen(self.source(), true, read).unwrap_or_else(|| gone())
            }

            /// Reads the value as it is now.
            pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
                seen(self.source(), false, read).unwrap_or_else(|| gone())
            }

            /// Reads the value as it is now, if its owner is still there.
            pub fn try_with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
                seen(self.source(), false, read)
            }

            /// Follows the value without reading it.
            pub fn track(&self) {
                look(self.source(), true, &mut |_| ());
            }
        }

        impl<T: Clone + 'static> $name<T> {
            /// A copy of the value, which is followed.
            pub fn get(&self) -> T {
                self.with(T::clone)
            }

            /// A copy of the value as it is now.
            pub fn get_untracked(&self) -> T {
                self.with_untracked(T::clone)
            }

            /// A copy of the value as it is now, if its owner is still there.
            pub fn try_get_untracked(&self) -> Option<T> {
                self.try_with_untracked(T::clone)
            }
        }
    };
}

/// A value that is set.
pub struct RwSignal<T> {
    cell: LeptosSignal<Held>,
    of: PhantomData<fn() -> T>,
}
readable!(RwSignal);

impl<T> PartialEq for RwSignal<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cell == other.cell
    }
}

impl<T> RwSignal<T> {
    fn source(self) -> Source {
        Source::Cell(self.cell)
    }
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// Starts with a value. Lives as long as the current owner.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self {
            cell: LeptosSignal::new(Box::new(value)),
            of: PhantomData,
        }
    }

    /// Sets another value; whoever follows it is told.
    pub fn set(&self, value: T) {
        put(self.cell, Box::new(value));
    }

    /// Sets another value, if its owner is still there.
    pub fn try_set(&self, value: T) {
        self.try_update(|held| *held = value);
    }

    /// Changes the value in place; whoever follows it is told.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes the value in place, if its owner is still there.
    pub fn try_update<U>(&self, run: impl FnOnce(&mut T) -> U) -> Option<U> {
        let mut run = Some(run);
        let mut out = None;
        change(self.cell, &mut |value| {
            out = run.take().map(|run| run(known_mut(value)));
        });
        out
    }
}

/// A value worked out from others, once for all who follow it.
pub struct Memo<T> {
    memo: LeptosMemo<Remembered>,
    of: PhantomData<fn() -> T>,
}
readable!(Memo);

impl<T> Memo<T> {
    fn source(self) -> Source {
        Source::Memo(self.memo)
    }
}

/// What works a value out of the one before.
type WorkOut = Box<dyn Fn(Option<&Held>) -> Remembered + Send + Sync>;

fn memo(work_out: WorkOut) -> LeptosMemo<Remembered> {
    LeptosMemo::new(move |before: Option<&Remembered>| work_out(before.map(|kept| &kept.value)))
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Worked out when it is first read and after what it read has changed; followers hear of it when the result is
    /// another one. It is given the value before.
    #[track_caller]
    pub fn new(work_out: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::comparing(work_out, |one, other| {
            known::<T>(&**one) == known::<T>(&**other)
        })
    }

    /// As [`Memo::new`], for values that are never compared: followers hear of each.
    #[track_caller]
    pub fn uncompared(work_out: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Self::comparing(work_out, |_, _| false)
    }

    fn comparing(
        work_out: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
        is_same: fn(&Held, &Held) -> bool,
    ) -> Self {
        Self {
            memo: memo(Box::new(move |before| Remembered {
                value: Box::new(work_out(before.map(|held| known(&**held)))),
                is_same,
            })),
            of: PhantomData,
        }
    }
}

/// Any of these: what a component takes when it only reads.
pub struct Signal<T> {
    source: Source,
    of: PhantomData<fn() -> T>,
}
readable!(Signal);

impl<T> Signal<T> {
    fn source(self) -> Source {
        self.source
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            of: PhantomData,
        }
    }
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// Worked out anew at each reading.
    #[track_caller]
    pub fn derive(work_out: impl Fn() -> T + Send + Sync + 'static) -> Self {
        derived(Arc::new(move || Box::new(work_out())))
    }

    /// Always the same.
    #[track_caller]
    pub fn stored(value: T) -> Self {
        Self::of(Source::Given(LeptosValue::new(Arc::new(value))))
    }
}

fn derived<T>(work_out: Arc<dyn Fn() -> Held + Send + Sync>) -> Signal<T> {
    Signal::of(Source::Derived(LeptosValue::new(work_out)))
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::of(signal.source())
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::of(memo.source())
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl From<&str> for Signal<String> {
    fn from(value: &str) -> Self {
        Self::stored(value.to_owned())
    }
}

impl From<&str> for Signal<Option<String>> {
    fn from(value: &str) -> Self {
        Self::stored(Some(value.to_owned()))
    }
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

/// A value that is kept as long as the current owner, and that nobody follows.
pub struct StoredValue<T> {
    value: LeptosValue<Box<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: 'static> StoredValue<T> {
    /// Keeps a value.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self {
            value: LeptosValue::new_local(Box::new(value)),
            of: PhantomData,
        }
    }

    /// Reads it.
    pub fn with_value<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.try_with_value(read).unwrap_or_else(|| gone())
    }

    /// Reads it, if its owner is still there.
    pub fn try_with_value<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
        let held = self.value.try_read_value()?;
        Some(read(known(&**held)))
    }

    /// A copy of it.
    pub fn get_value(&self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    /// A copy of it, if its owner is still there.
    pub fn try_get_value(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    /// Puts another in its place.
    pub fn set_value(&self, value: T) {
        self.try_update_value(|held| *held = value);
    }

    /// Puts another in its place, if its owner is still there.
    pub fn try_set_value(&self, value: T) {
        self.set_value(value);
    }

    /// Changes it in place.
    pub fn update_value(&self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    /// Changes it in place, if its owner is still there.
    pub fn try_update_value<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let mut held = self.value.try_write_value()?;
        Some(change(known_mut(&mut **held)))
    }
}

/// What is done again whenever something that it read has changed.
pub struct Effect;

impl Effect {
    /// Runs soon, and again after each change of what it read, until the current owner goes. It is given what it
    /// returned the last time.
    #[expect(
        clippy::new_ret_no_self,
        reason = "as in Leptos; nobody keeps an effect"
    )]
    pub fn new<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
        let mut before = None;
        effect(Box::new(move || before = Some(run(before.take()))));
    }
}

fn effect(mut run: Box<dyn FnMut()>) {
    LeptosEffect::new(move |_: Option<()>| run());
}
