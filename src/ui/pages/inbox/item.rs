//! One part of an answer, beside what stands here.

mod editing;

use editing::Editing;

use super::deciding::{decide, verdict_id};
use crate::{
    ledger::RecordId,
    ui::{
        actions::Actor,
        parts::{Button, ButtonKind, Icon, TextField, focus_soon, fresh_id, icon},
        weave::prelude::*,
    },
    workspace::founders::{Decision, ReviewItem, Standing, Verdict, What},
};

/// What the reviewer is doing with a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Looking,
    Editing,
    Declining,
}

/// A part that is not decided yet.
#[derive(Clone, Copy)]
struct Part {
    actor: Actor,
    answer: RecordId,
    item: StoredValue<ReviewItem>,
    doing: RwSignal<Doing>,
}

impl Part {
    fn decide(self, verdict: Verdict) {
        let key = self.item.with_value(|item| item.key.clone());
        decide(self.actor, self.answer, vec![(key, verdict)]);
    }
}

#[component]
pub(super) fn Item(
    actor: Actor,
    answer: RecordId,
    item: Memo<Option<ReviewItem>>,
) -> impl IntoView {
    let doing = RwSignal::new(Doing::Looking);
    // Whatever was decided, here or in another tab, ends what was being done.
    Effect::new(move |_| {
        if item.with(|item| item.as_ref().is_some_and(|item| item.decided.is_some())) {
            doing.set(Doing::Looking);
        }
    });
    move || {
        item.get().map(|item| {
            let decided = item.decided.as_ref().map(|it| it.verdict.clone());
            view! {
                <li class="review-item" data-decided=decided>
                    <h2 id=part_id(&item.key) tabindex="-1">{item.label.clone()}</h2>
                    {compared(&item)}
                    {below(actor, answer, item, doing)}
                </li>
            }
        })
    }
}

/// The heading of a part.
pub(super) fn part_id(key: &str) -> String {
    format!("part-{key}")
}

fn said(text: &str, none: &'static str) -> AnyView {
    if text.is_empty() {
        view! { <span class="quiet">{none}</span> }.into_any()
    } else {
        view! { <span class="said">{text.to_owned()}</span> }.into_any()
    }
}

fn beside(label: &'static str, words: &str) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{said(words, "Nothing")}</dd></div> }.into_any()
}

/// What stands here, or stood here before a part was taken up; what is sent; what came of it; and what happened meanwhile.
fn compared(item: &ReviewItem) -> AnyView {
    let is_open = item.decided.is_none();
    let nothing = if is_open {
        "Nothing: it is to be emptied"
    } else {
        "Nothing: it was to be emptied"
    };
    let sent = said(&item.proposed, nothing);
    let is_here = matches!(item.what, What::Field { .. }) && item.standing != Standing::Gone;
    let is_kept = |decided: &Decision| decided.stood.is_some();
    let first = match &item.before {
        Some(before) if item.decided.as_ref().is_some_and(is_kept) => {
            Some(beside("Stood here before", before))
        }
        // Decided before it was kept what stood here.
        Some(before) => Some(beside("When the founder looked", before)),
        None => is_here.then(|| beside("Stands here", &item.present)),
    };
    let last = (is_here && item.before.is_some() && item.present != item.proposed)
        .then(|| beside("Stands here now", &item.present));
    let label = match item.what {
        What::Field { .. } if is_open => "The founder sends",
        What::Field { .. } => "The founder sent",
        What::New(_) => "The founder adds",
        What::Text(_) => "In the founder’s words",
    };
    let since = (is_open && item.standing == Standing::ChangedHereSince).then(|| {
        let day = item
            .changed_on
            .map_or_else(String::new, |day| format!(" on {day}"));
        let was = if item.was.is_empty() {
            "nothing stood here".to_owned()
        } else {
            format!("“{}” stood here", item.was)
        };
        view! {
            <p class="mark warning">{icon(Icon::Warning)}<span>{format!("Changed here{day}: when the founder looked, {was}.")}</span></p>
        }
    });
    let same = (is_open && item.standing == Standing::AlreadySo).then(|| {
        view! {
            <p class="mark">{icon(Icon::Check)}<span>"It is so here already."</span></p>
        }
    });
    view! {
        <dl class="compared">{first}<div class="sent"><dt>{label}</dt><dd>{sent}</dd></div>{last}</dl>
        {since}
        {same}
        {item.problem.clone().filter(|_| is_open).map(|problem| view! { <p class="mark danger">{icon(Icon::Warning)}<span>{problem}</span></p> })}
    }
    .into_any()
}

fn below(actor: Actor, answer: RecordId, item: ReviewItem, doing: RwSignal<Doing>) -> AnyView {
    if let Some(decided) = &item.decided {
        let (picture, words) = match decided.verdict.as_str() {
            "declined" => (Icon::Dash, "Declined"),
            "edited" => (Icon::Check, "Accepted in other words"),
            _ => (Icon::Check, "Accepted"),
        };
        let word = (!decided.word.is_empty()).then(|| format!(": {}", decided.word));
        let id = verdict_id(&item.key);
        return view! { <p class="verdict" id=id tabindex="-1">{icon(picture)}<span>{words}{word}</span></p> }
            .into_any();
    }
    let part = Part {
        actor,
        answer,
        item: StoredValue::new(item),
        doing,
    };
    (move || match doing.get() {
        Doing::Looking => buttons(part),
        Doing::Editing => view! { <Editing part/> }.into_any(),
        Doing::Declining => view! { <Decline part/> }.into_any(),
    })
    .into_any()
}

fn buttons(part: Part) -> AnyView {
    let Part { item, doing, .. } = part;
    let label = item.with_value(|item| item.label.clone());
    let can_accept = item.with_value(|item| item.problem.is_none());
    let can_edit = item.with_value(ReviewItem::can_be_edited);
    let about = |verb: &str| format!("{verb}: {label}");
    let accept = move || part.decide(Verdict::Accept);
    view! {
        <div class="row">
            {can_accept.then(|| view! { <Button label="Accept" describe=about("Accept") icon=Icon::Check small=true on_press=accept/> })}
            {can_edit.then(|| view! { <Button label="Edit…" describe=about("Edit") icon=Icon::Pencil small=true on_press=move || doing.set(Doing::Editing)/> })}
            <Button label="Decline…" describe=about("Decline") small=true on_press=move || doing.set(Doing::Declining)/>
        </div>
    }
    .into_any()
}

/// A form below a part: what it asks, the verb that ends it, and the way back.
fn form(part: Part, asks: AnyView, verb: &'static str, done: impl Fn() + 'static) -> AnyView {
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); done(); }>
            {asks}
            <div class="row">
                <Button label=verb kind=ButtonKind::Primary small=true submit=true on_press=|| ()/>
                <Button label="Cancel" small=true on_press=move || part.doing.set(Doing::Looking)/>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Decline(part: Part) -> impl IntoView {
    let word = RwSignal::new(String::new());
    let id = fresh_id("decline");
    focus_soon(id.clone());
    let asks = view! { <TextField label="A word back" id hint="What stands here stays as it is." value=word optional=true/> };
    form(part, asks.into_any(), "Decline", move || {
        part.decide(Verdict::Decline(word.get_untracked()));
    })
}
