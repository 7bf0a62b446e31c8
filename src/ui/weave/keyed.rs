//! Lists whose rows are drawn once each, and moved rather than drawn again.

use std::collections::BTreeMap;

use leptos::prelude::*;
use web_sys::Node;

use super::{child::IntoView, follow, region::Stretch, view::View};

/// What tells a row from the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(String);

impl<T: ToString> From<T> for Key {
    fn from(key: T) -> Self {
        Self(key.to_string())
    }
}

/// What a list shows now: the keys in order, and how the row at a position is drawn.
struct Listing {
    keys: Vec<Key>,
    draw: Box<dyn FnMut(usize, ReadSignal<usize>) -> View>,
}

/// A row in the page: one node, or several from the first to the last.
struct Row {
    nodes: Stretch,
    at: RwSignal<usize>,
    owner: Owner,
}

/// One row for each item. A row lives as long as its key is among the items.
#[component]
pub fn For<E, I, T, K, N, C, V>(
    /// The items; followed.
    each: E,
    /// What tells an item from the others.
    key: K,
    /// Draws an item, once.
    children: C,
) -> View
where
    E: Fn() -> I + 'static,
    I: IntoIterator<Item = T>,
    T: 'static,
    K: Fn(&T) -> N + 'static,
    N: Into<Key>,
    C: Fn(T) -> V + Clone + 'static,
    V: IntoView,
{
    keyed(Box::new(move || {
        let children = children.clone();
        listing(each(), &key, move |_, item| children(item).into_view())
    }))
}

/// As [`For`]; each row also learns its position, counted from 0.
#[component]
pub fn ForEnumerate<E, I, T, K, N, C, V>(
    /// The items; followed.
    each: E,
    /// What tells an item from the others.
    key: K,
    /// Draws an item, once.
    children: C,
) -> View
where
    E: Fn() -> I + 'static,
    I: IntoIterator<Item = T>,
    T: 'static,
    K: Fn(&T) -> N + 'static,
    N: Into<Key>,
    C: Fn(ReadSignal<usize>, T) -> V + Clone + 'static,
    V: IntoView,
{
    keyed(Box::new(move || {
        let children = children.clone();
        listing(each(), &key, move |at, item| children(at, item).into_view())
    }))
}

fn listing<T: 'static, N: Into<Key>>(
    items: impl IntoIterator<Item = T>,
    key: &dyn Fn(&T) -> N,
    draw: impl Fn(ReadSignal<usize>, T) -> View + 'static,
) -> Listing {
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    Listing {
        keys: items
            .iter()
            .flatten()
            .map(|item| key(item).into())
            .collect(),
        draw: Box::new(move |position, at| {
            let item = items.get_mut(position).and_then(Option::take);
            item.map_or(View::NOTHING, |item| draw(at, item))
        }),
    }
}

fn keyed(mut read: Box<dyn FnMut() -> Listing>) -> View {
    let (stretch, whole) = Stretch::new();
    // Rows outlive the effect's runs, so they belong to whoever made the list.
    let family = Owner::current().unwrap_or_default();
    let mut rows = BTreeMap::<Key, Row>::new();
    follow(Box::new(move || {
        let listing = read();
        untrack(|| arrange(&stretch, &family, &mut rows, listing));
    }));
    View::from(whole)
}

fn arrange(
    stretch: &Stretch,
    family: &Owner,
    rows: &mut BTreeMap<Key, Row>,
    Listing { keys, mut draw }: Listing,
) {
    let Some(parent) = stretch.end.parent_node() else {
        return;
    };
    let mut before = std::mem::take(rows);
    for key in &keys {
        if let Some(row) = before.remove(key) {
            rows.insert(key.clone(), row);
        }
    }
    while let Some((_, row)) = before.pop_first() {
        row.owner.cleanup();
        row.nodes.take_out();
    }
    let mut cursor = stretch.start.next_sibling();
    for (position, key) in keys.into_iter().enumerate() {
        let marker = cursor.clone().unwrap_or_else(|| stretch.end.clone());
        match rows.get(&key) {
            Some(row) => {
                if row.at.get_untracked() != position {
                    row.at.set(position);
                }
                if row.nodes.start == marker {
                    cursor = row.nodes.end.next_sibling();
                } else {
                    row.nodes.put_before(&parent, Some(&marker));
                }
            }
            None => {
                let row = draw_row(family, position, &mut draw, &parent, &marker);
                rows.insert(key, row);
            }
        }
    }
}

fn draw_row(
    family: &Owner,
    position: usize,
    draw: &mut dyn FnMut(usize, ReadSignal<usize>) -> View,
    parent: &Node,
    marker: &Node,
) -> Row {
    let owner = family.with(Owner::new);
    let (at, view) = owner.with(|| {
        let at = RwSignal::new(position);
        (at, draw(position, at.read_only()))
    });
    let single = view
        .node()
        .filter(|node| node.node_type() != Node::DOCUMENT_FRAGMENT_NODE);
    let (nodes, whole) = match single {
        Some(node) => (Stretch::of(node), node.clone()),
        None => {
            let (stretch, whole) = Stretch::new();
            stretch.append(&view);
            (stretch, whole)
        }
    };
    // The marker stands in this parent.
    drop(parent.insert_before(&whole, Some(marker)));
    Row { nodes, at, owner }
}
