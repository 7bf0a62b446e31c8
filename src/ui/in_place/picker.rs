//! Choosing a record by its name, or making it new.

use crate::ui::weave::prelude::*;
use leptos::ev::KeyboardEvent;

use crate::{
    domain::schema,
    ledger::RecordId,
    ui::{
        parts::{Icon, fresh_id, icon},
        session::{Session, use_session},
    },
    workspace::words::{Candidate, Candidates},
};

/// How many names are offered at once.
const AT_ONCE: usize = 8;

/// What was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A record that is there.
    Known(RecordId),
    /// A record of this name, yet to be made.
    New(String),
}

/// The record of a kind that a typed name means; `None` for no text.
///
/// # Errors
/// When nothing or more than one thing is called that.
pub fn resolve(session: Session, kind: &str, typed: &str) -> Result<Option<RecordId>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let named = session.read(|workspace| Candidates::of(workspace, kind).named(typed));
    let one = schema::kind(kind).map_or("record", |spec| spec.one);
    let many = schema::kind(kind).map_or("records", |spec| spec.many);
    let typed = typed.trim();
    match named.as_slice() {
        [only] => Ok(Some(only.id)),
        [] => Err(format!(
            "No {one} here is called “{typed}”. Choose one from the list, or add it with the last line."
        )),
        _ => Err(format!(
            "Several {many} are called “{typed}”. Choose one from the list."
        )),
    }
}

/// The lines of the list.
fn lines(candidates: &Candidates, typed: &str, allow_new: bool) -> Vec<Line> {
    let known = candidates
        .matching(typed, AT_ONCE)
        .into_iter()
        .map(Line::Known);
    let name = typed.trim();
    let new = (allow_new && !name.is_empty() && candidates.named(name).is_empty())
        .then(|| Line::New(name.to_owned()));
    known.chain(new).collect()
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Known(Candidate),
    New(String),
}

impl Line {
    fn picked(&self) -> Picked {
        match self {
            Self::Known(candidate) => Picked::Known(candidate.id),
            Self::New(name) => Picked::New(name.clone()),
        }
    }
}

/// A text field that offers the records of a kind by name.
#[component]
pub fn RecordPicker(
    /// The kind.
    kind: &'static str,
    /// The field's name, above it.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// Called with the line that was chosen; `value` holds its name then.
    #[prop(into)]
    on_pick: Callback<Picked>,
    /// How to fill it in, below the label.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong, and how to put it right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Element id of the control.
    #[prop(optional, into)]
    id: Option<String>,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Offers to make a record of the typed name.
    #[prop(optional)]
    allow_new: bool,
) -> impl IntoView {
    let session = use_session();
    let id = StoredValue::new(id.unwrap_or_else(|| fresh_id("picker")));
    let part = move |part: &str| format!("{}-{part}", id.get_value());
    let candidates = Memo::new(move |_| {
        session.track_kind(kind);
        session.read(|workspace| Candidates::of(workspace, kind))
    });
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let offered = Memo::new(move |_| match open.get() {
        true => {
            candidates.with(|candidates| value.with(|typed| lines(candidates, typed, allow_new)))
        }
        false => Vec::new(),
    });
    let pick = move |line: &Line| {
        if let Line::Known(candidate) = line {
            value.set(candidate.name.clone());
        }
        open.set(false);
        active.set(None);
        on_pick.run(line.picked());
    };
    let on_key = move |event: KeyboardEvent| {
        let count = offered.with_untracked(Vec::len);
        let at = active.get_untracked();
        match event.key().as_str() {
            _ if event.is_composing() => return,
            "ArrowDown" if !open.get_untracked() => open.set(true),
            "ArrowDown" if count > 0 => active.set(Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" if count > 0 => {
                active.set(Some(at.map_or(count - 1, |at| (at + count - 1) % count)))
            }
            "Enter" => {
                match at.and_then(|at| offered.with_untracked(|lines| lines.get(at).cloned())) {
                    Some(line) => pick(&line),
                    // The form around it resolves what was typed.
                    None => return,
                }
            }
            "Escape" if open.get_untracked() && count > 0 => {
                open.set(false);
                active.set(None);
                event.stop_propagation();
            }
            _ => return,
        }
        event.prevent_default();
    };
    let noun = schema::kind(kind).map_or("record", |spec| spec.one);
    let has_hint = !hint.is_empty();
    let described = move || {
        let ids = [("hint", has_hint), ("error", error.with(Option::is_some))];
        let there: Vec<String> = ids
            .iter()
            .filter(|(_, is)| *is)
            .map(|(name, _)| part(name))
            .collect();
        (!there.is_empty()).then(|| there.join(" "))
    };
    view! {
        <div class=move || if error.with(Option::is_some) { "field has-error" } else { "field" }>
            <label class=if hide_label { "visually-hidden" } else { "field-label" } for=id.get_value()>{label}</label>
            {has_hint.then(|| view! { <p class="field-hint" id=part("hint")>{hint}</p> })}
            <div class="picker">
                <div class="input">
                    <input
                        id=id.get_value()
                        type="text"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        aria-autocomplete="list"
                        aria-controls=part("list")
                        aria-expanded=move || if offered.with(Vec::is_empty) { "false" } else { "true" }
                        aria-activedescendant=move || active.get().map(|at| part(&at.to_string()))
                        aria-describedby=described
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        prop:value=value
                        on:input=move |event| {
                            value.set(event_target_value(&event));
                            active.set(None);
                            open.set(true);
                        }
                        on:keydown=on_key
                        on:click=move |_| open.set(true)
                        on:blur=move |_| {
                            open.try_set(false);
                        }
                    />
                </div>
                <ul class="picker-list" id=part("list") role="listbox" aria-label=label hidden=move || offered.with(Vec::is_empty)>
                    {move || offered.get().into_iter().enumerate().map(|(at, line)| {
                        let shown = match &line {
                            Line::Known(candidate) => view! {
                                <span class="palette-name">{candidate.name.clone()}</span>
                                <span class="palette-more">{candidate.more.clone()}</span>
                            }
                            .into_any(),
                            Line::New(name) => view! {
                                {icon(Icon::Plus)}
                                <span class="palette-name">{format!("Add “{name}” as a new {noun}")}</span>
                            }
                            .into_any(),
                        };
                        view! {
                            <li
                                class="palette-item"
                                id=part(&at.to_string())
                                role="option"
                                aria-selected=move || if active.get() == Some(at) { "true" } else { "false" }
                                // The field keeps focus, so that the list is still there for the click.
                                on:pointerdown=move |event| event.prevent_default()
                                on:mousedown=move |event| event.prevent_default()
                                on:click=move |_| pick(&line)
                            >
                                {shown}
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </div>
            {move || error.get().map(|problem| view! {
                <p class="field-error" id=part("error")>
                    {icon(Icon::Warning)}
                    <span><span class="visually-hidden">"Error: "</span>{problem}</span>
                </p>
            })}
        </div>
    }
}
