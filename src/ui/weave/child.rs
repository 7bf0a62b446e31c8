//! What can stand in a view.

use std::borrow::Cow;

use leptos::prelude::{ArcMemo, Get, Memo as LeptosMemo, ReadSignal, document};
use web_sys::Node;

use super::{
    region::{live_text, region},
    signals::{Memo, RwSignal, Signal},
    view::View,
};

/// Anything that can stand in a view.
pub trait IntoView: Sized {
    /// Makes it a view. Signals it reads are followed until the current owner goes.
    fn into_view(self) -> View;

    /// The view of something that changes.
    fn live(mut read: Box<dyn FnMut() -> Self>) -> View
    where
        Self: 'static,
    {
        region(Box::new(move || read().into_view()))
    }

    /// The same, by the name that Leptos uses.
    fn into_any(self) -> View {
        self.into_view()
    }
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }

    fn live(read: Box<dyn FnMut() -> Self>) -> View {
        region(read)
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::NOTHING
    }
}

fn text(text: &str) -> View {
    View::from(Node::from(document().create_text_node(text)))
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        text(self)
    }

    fn live(mut read: Box<dyn FnMut() -> Self>) -> View {
        live_text(Box::new(move || Cow::Borrowed(read())))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        text(&self)
    }

    fn live(mut read: Box<dyn FnMut() -> Self>) -> View {
        live_text(Box::new(move || Cow::Owned(read())))
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl IntoView for $number {
            fn into_view(self) -> View {
                text(&self.to_string())
            }

            fn live(mut read: Box<dyn FnMut() -> Self>) -> View {
                live_text(Box::new(move || Cow::Owned(read().to_string())))
            }
        }
    )*};
}
numbers!(u32, i64, usize);

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map_or(View::NOTHING, IntoView::into_view)
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_view(self) -> View {
        let mut views = self.into_iter().map(IntoView::into_view);
        together(&mut views)
    }
}

/// One view of several.
fn together(views: &mut dyn Iterator<Item = View>) -> View {
    let whole = document().create_document_fragment();
    for view in views {
        if let Some(node) = view.node() {
            // A fragment takes any node.
            drop(whole.append_child(node));
        }
    }
    View::from(Node::from(whole))
}

/// Makes one view of many.
pub trait CollectView {
    /// The views one after the other.
    fn collect_view(self) -> View;
}

impl<I, T> CollectView for I
where
    I: IntoIterator<Item = T>,
    T: IntoView,
{
    fn collect_view(self) -> View {
        together(&mut self.into_iter().map(IntoView::into_view))
    }
}

macro_rules! side_by_side {
    ($($name:ident),*) => {
        impl<$($name: IntoView),*> IntoView for ($($name,)*) {
            fn into_view(self) -> View {
                #[expect(non_snake_case, reason = "the values are named after their types")]
                let ($($name,)*) = self;
                together(&mut [$($name.into_view()),*].into_iter())
            }
        }
    };
}
side_by_side!(A, B);
side_by_side!(A, B, C);
side_by_side!(A, B, C, D);

impl<F, T> IntoView for F
where
    F: FnMut() -> T + 'static,
    T: IntoView + 'static,
{
    fn into_view(self) -> View {
        T::live(Box::new(self))
    }
}

macro_rules! followed {
    ($($signal:ident),*) => {$(
        impl<T> IntoView for $signal<T>
        where
            T: IntoView + Clone + Send + Sync + 'static,
        {
            fn into_view(self) -> View {
                T::live(Box::new(move || self.get()))
            }
        }
    )*};
}
followed!(Signal, Memo, RwSignal, LeptosMemo, ArcMemo, ReadSignal);
