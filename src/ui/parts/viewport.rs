//! What part of a long list is in view.

use crate::ui::weave::prelude::*;
use gloo_events::EventListener;
use leptos::html;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

/// Rows drawn beyond either edge of a list that somebody scrolls, so that a quick flick does not show paper. The others
/// have none: most lists of a board are never scrolled, and what they would draw is twice what is seen.
const OVERSCAN: usize = 4;
/// The first row drawn is a multiple of this: fewer, larger steps while scrolling.
const STEP: usize = 4;
/// Assumed of the window until an element has been measured: what its lists leave to the rest.
const BESIDE: f64 = 200.0;
/// No list is lower than this, as long as it has not been measured.
const LEAST: f64 = 200.0;
/// However tall the element claims to be, no more rows than this are drawn.
const MOST_ROWS: usize = 60;

/// A scrolling element with equally high rows. Give [`Viewport::node`] to the element's `node_ref`.
#[derive(Clone, Copy)]
pub struct Viewport {
    /// The element that scrolls.
    pub node: NodeRef<html::Div>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    /// Whether somebody has scrolled it, or is about to.
    touched: RwSignal<bool>,
    /// Where it was last scrolled to by [`Viewport::reveal`] and by nobody's hand.
    revealed: StoredValue<Option<i32>>,
}

/// The rows to draw: from `first`, up to but without `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: usize,
    pub(super) end: usize,
}

impl Default for Viewport {
    fn default() -> Self {
        Self::new()
    }
}

impl Viewport {
    /// A viewport that starts watching its element once that is in the page.
    #[must_use]
    pub fn new() -> Self {
        let viewport = Self {
            node: NodeRef::new(),
            top: RwSignal::new(0.0),
            height: RwSignal::new(likely_height()),
            touched: RwSignal::new(false),
            revealed: StoredValue::new(None),
        };
        viewport.watch();
        viewport
    }

    /// Back to the top, for a list that now shows something else.
    pub fn rewind(self) {
        if let Some(element) = self.node.get_untracked() {
            element.set_scroll_top(0);
        }
    }

    fn watch(self) {
        let listening = StoredValue::new(None::<([EventListener; 2], Watching)>);
        Effect::new(move |_| {
            let Some(element) = self.node.get() else {
                return;
            };
            let scrolled = element.clone();
            let listener = EventListener::new(&element, "scroll", move |_| {
                let top = scrolled.scroll_top();
                self.top.try_set(f64::from(top));
                if self.revealed.try_get_value().flatten() != Some(top) {
                    self.touch();
                }
            });
            let reached = EventListener::new(&element, "pointerenter", move |_| self.touch());
            let measured = element.clone();
            let watching = Watching::start(&element, move || {
                let now = f64::from(measured.client_height());
                if now > 0.0 && self.height.try_get_untracked() != Some(now) {
                    self.height.try_set(now);
                }
            });
            if let Some(watching) = watching {
                listening.set_value(Some(([listener, reached], watching)));
            }
        });
    }

    fn touch(self) {
        if self.touched.try_get_untracked() == Some(false) {
            self.touched.try_set(true);
        }
    }

    /// The rows to draw, following scrolling, resizing, and the number and height of rows.
    pub(super) fn span(self, count: Signal<usize>, row_height: Signal<f64>) -> Memo<Span> {
        Memo::new(move |_| {
            let row = row_height.get().max(1.0);
            let rows = count.get();
            let (beyond, step) = if self.touched.get() {
                (OVERSCAN, STEP)
            } else {
                (0, 1)
            };
            // One that is cut at the top, and one at the bottom.
            let seen = whole(self.height.get() / row) + 2;
            let drawn = (seen + 2 * beyond + step - 1).min(MOST_ROWS);
            let top = whole(self.top.get() / row).min(rows.saturating_sub(seen));
            let first = top.saturating_sub(beyond) / step * step;
            Span {
                first,
                end: (first + drawn).min(rows),
            }
        })
    }

    /// Scrolls to a row whenever `wanted` names one that is not wholly in view.
    pub(super) fn reveal(self, wanted: Signal<Option<usize>>, row_height: Signal<f64>) {
        Effect::new(move |_| {
            let (Some(row), Some(element)) = (wanted.get(), self.node.get()) else {
                return;
            };
            let height = row_height.get_untracked();
            #[expect(
                clippy::cast_precision_loss,
                reason = "lists stay far below the 2^52 rows at which this rounds"
            )]
            let start = row as f64 * height;
            let head = head_height(&element);
            // What was last seen will do: asking the element would lay the page out in the midst of drawing it.
            let top = self.top.get_untracked();
            let room = self.height.get_untracked() - head;
            let wanted = if start < top {
                pixels(start)
            } else if start + height > top + room {
                pixels(start + height - room)
            } else {
                return;
            };
            self.revealed.set_value(Some(wanted));
            element.set_scroll_top(wanted);
            self.top.set(f64::from(wanted));
        });
    }
}

/// How high a list will likely be: nearly as high as the window.
fn likely_height() -> f64 {
    let window = window().inner_height().ok();
    let height = window.and_then(|height| height.as_f64());
    height.map_or(LEAST, |height| (height - BESIDE).max(LEAST))
}

/// A table's head stays in view and covers what scrolls beneath it.
fn head_height(element: &HtmlElement) -> f64 {
    let head = element.query_selector("thead").ok().flatten();
    let head = head.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    head.map_or(0.0, |head| f64::from(head.offset_height()))
}

/// How many whole rows fit; sizes on a screen are small and never negative.
fn whole(rows: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounding down is the point, and `as` clamps what is out of range"
    )]
    let rows = rows as usize;
    rows
}

fn pixels(offset: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the browser scrolls by whole pixels, and `as` clamps what is out of range"
    )]
    let offset = offset.ceil() as i32;
    offset
}

/// Watches the size of an element for as long as it is kept.
struct Watching {
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
}

impl Watching {
    /// `None` only in a browser without `ResizeObserver`. Calls back for the first time when the page is laid out anyway:
    /// asking for the size now would lay it out once more than needed.
    fn start(element: &HtmlElement, on_resize: impl FnMut() + 'static) -> Option<Self> {
        let on_resize = Closure::<dyn FnMut()>::new(on_resize);
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _on_resize: on_resize,
        })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
