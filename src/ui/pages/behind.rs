//! A figure that opens what is behind it, and the dialog that lists that.

use crate::ui::{
    parts::{Dialog, DialogSize, Icon, icon},
    weave::prelude::*,
};

/// More than this is not listed at once.
pub(super) const MOST: usize = 100;

/// What is behind a figure.
pub(super) struct Behind {
    /// What it comes to.
    pub(super) sum: String,
    /// The words that end the sentence begun by the sum.
    pub(super) from: String,
    /// How many there are, listed or not.
    pub(super) count: usize,
    /// The first of them, each a [`line()`].
    pub(super) lines: AnyView,
    /// What is said of those that are not listed, after how many they are.
    pub(super) unlisted: &'static str,
}

/// A figure that can be pressed; `about` says what it is of and what it shows.
pub(super) fn figure(words: String, about: &str, open: impl Fn() + 'static) -> AnyView {
    let describe = format!("{words}, {about}");
    view! {
        <button
            type="button"
            class="figure-button"
            aria-haspopup="dialog"
            aria-label=describe
            on:click=move |_| open()
        >
            {words}
        </button>
    }
    .into_any()
}

/// The dialog that lists what is behind the figure that is opened.
pub(super) fn dialog<T: Clone + Send + Sync + 'static>(
    opened: RwSignal<Option<T>>,
    title: impl Fn(&T) -> String + Send + Sync + 'static,
    list: impl Fn(&T) -> Behind + Copy + Send + Sync + 'static,
) -> AnyView {
    let title = move || opened.get().as_ref().map(&title).unwrap_or_default();
    view! {
        <Dialog
            open=Signal::derive(move || opened.with(Option::is_some))
            on_close=move || opened.set(None)
            title=Signal::derive(title)
            size=DialogSize::Medium
            easy_close=true
        >
            {move || opened.get().map(|opened| listed(list(&opened)))}
        </Dialog>
    }
    .into_any()
}

fn listed(behind: Behind) -> AnyView {
    let more = behind.count.saturating_sub(MOST);
    let more = (more > 0).then(|| {
        view! { <p class="quiet small">{format!("And {more} more{}.", behind.unlisted)}</p> }
    });
    view! {
        <div class="stack">
            <p><strong>{behind.sum}</strong>{behind.from}"."</p>
            <ul class="lines">{behind.lines}</ul>
            {more}
        </div>
    }
    .into_any()
}

/// One record: its name, what more is said of it in `<span>`s, and what it adds.
pub(super) fn line(picture: Icon, name: AnyView, more: AnyView, amount: String) -> AnyView {
    let amount =
        (!amount.is_empty()).then(|| view! { <span class="line-end money">{amount}</span> });
    view! {
        <li class="line">
            {icon(picture)}
            <div class="line-main"><p>{name}</p><p class="line-more">{more}</p></div>
            {amount}
        </li>
    }
    .into_any()
}
