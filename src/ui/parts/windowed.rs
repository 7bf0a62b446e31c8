//! Long lists and tables of which only the rows in view are in the page.

use crate::ui::weave::prelude::*;

use super::button::flag;
use super::element::px;
use super::viewport::{Span, Viewport};

/// A scrolling list with rows of one height, smooth at any length.
#[component]
pub fn Windowed(
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// Height of a row and the gap below it, in CSS pixels.
    #[prop(into)]
    row_height: Signal<f64>,
    /// The record id at a position, different for each. The list follows the signals it reads.
    #[prop(into)]
    key_at: Callback<usize, String>,
    /// Draws the record with this id; called once for as long as the record is in view.
    #[prop(into)]
    row: Callback<String, AnyView>,
    /// What is listed.
    #[prop(into)]
    label: Signal<String>,
    /// Class of the element that scrolls, beside `windowed`.
    #[prop(optional)]
    class: &'static str,
    /// A position to scroll into view, for keyboard use.
    #[prop(optional, into)]
    reveal: Signal<Option<usize>>,
) -> impl IntoView {
    let viewport = Viewport::new();
    viewport.reveal(reveal, row_height);
    let span = viewport.span(count, row_height);
    let keys = keys_in(span, key_at);
    let one_row = move |at: ReadSignal<usize>, key: String| {
        view! {
            <li
                class="windowed-row"
                aria-setsize=move || count.get().to_string()
                aria-posinset=move || (span.get().first + at.get() + 1).to_string()
                style:height=move || px(row_height.get())
            >
                {row.run(key)}
            </li>
        }
        .into_any()
    };
    view! {
        <div class=format!("windowed {class}") node_ref=viewport.node>
            <ul
                role="list"
                aria-label=move || label.get()
                style:height=move || px(rows_height(count.get(), row_height.get()))
                style:padding-block-start=move || {
                    px(rows_height(span.get().first, row_height.get()))
                }
            >
                <ForEnumerate each=keys key=String::clone children=one_row />
            </ul>
        </div>
    }
    .into_any()
}

/// How a row of a [`WindowedBody`] looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowLook {
    /// Whether it is among those chosen.
    pub selected: bool,
    /// Further classes.
    pub class: &'static str,
}

/// The body of a table with rows of one height, smooth at any length. Stands in a `<table>` inside
/// the element of `viewport`; set `aria-rowcount` there to the number of rows and one for the head.
#[component]
pub fn WindowedBody(
    /// The element that scrolls.
    viewport: Viewport,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// Height of a row, in CSS pixels.
    #[prop(into)]
    row_height: Signal<f64>,
    /// The record id at a position, different for each. The table follows the signals it reads.
    #[prop(into)]
    key_at: Callback<usize, String>,
    /// Draws the cells of the record with this id.
    #[prop(into)]
    row: Callback<String, AnyView>,
    /// How many columns there are.
    #[prop(into)]
    columns: Signal<usize>,
    /// How a row looks; may read signals.
    #[prop(optional, into)]
    look: Option<Callback<String, RowLook>>,
    /// A position to scroll into view, for keyboard use.
    #[prop(optional, into)]
    reveal: Signal<Option<usize>>,
) -> impl IntoView {
    viewport.reveal(reveal, row_height);
    let span = viewport.span(count, row_height);
    let keys = keys_in(span, key_at);
    let one_row = move |at: ReadSignal<usize>, key: String| {
        let id = key.clone();
        let look = Memo::new(move |_| look.map(|look| look.run(id.clone())));
        view! {
            <tr
                class=move || look.get().unwrap_or_default().class
                aria-rowindex=move || (span.get().first + at.get() + 2).to_string()
                aria-selected=move || look.get().map(|look| flag(look.selected))
            >
                {row.run(key)}
            </tr>
        }
        .into_any()
    };
    let before = move || rows_height(span.get().first, row_height.get());
    let after = move || rows_height(count.get().saturating_sub(span.get().end), row_height.get());
    view! {
        <tbody>
            {spacer(columns, Signal::derive(before))}
            <ForEnumerate each=keys key=String::clone children=one_row />
            {spacer(columns, Signal::derive(after))}
        </tbody>
    }
    .into_any()
}

/// Stands for the rows that are not in the page.
fn spacer(columns: Signal<usize>, height: Signal<f64>) -> AnyView {
    view! {
        <tr class="spacer" aria-hidden="true">
            <td colspan=move || columns.get().to_string() style:height=move || px(height.get())></td>
        </tr>
    }
    .into_any()
}

fn keys_in(
    span: Memo<Span>,
    key_at: Callback<usize, String>,
) -> impl Fn() -> Vec<String> + Send + 'static {
    move || {
        let Span { first, end } = span.get();
        (first..end).map(|at| key_at.run(at)).collect()
    }
}

fn rows_height(rows: usize, row_height: f64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "lists stay far below the 2^52 rows at which this rounds"
    )]
    let rows = rows as f64;
    rows * row_height
}
