//! The way of a file into the workspace: choose, say what it means, look at the dry run, import.

use crate::ui::weave::prelude::*;

use super::{
    grants_options::GrantsView,
    mapping::MappingView,
    notices::NoticesView,
    review::{FledglingReview, PlanReview},
    sealing::Unseal,
    wizard::{HEADING, PASTED, Place, Source, Wizard},
};
use crate::ui::{
    actions::use_actor,
    drafts::draft,
    files::{Chosen, DropZone, OF_ANY_KIND, Waiting},
    pages::start::RemoveExample,
    parts::{Banner, Button, ButtonKind, Icon, LinkButton, Progress, TextArea, Tone, focus_soon},
};

/// The wizard.
#[component]
pub fn ImportPart() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let wizard = Wizard::new(actor);
    // Real data never stands beside invented data.
    let is_example = session.view(&["incubator"], |workspace| workspace.incubator().is_example);
    on_cleanup(move || wizard.leave());
    let step = Memo::new(move |_| match wizard.place.get() {
        Place::Choose | Place::Reading | Place::Sealed(..) => 0usize,
        Place::Mean(_) => 1,
        Place::Working | Place::Review(..) | Place::ReviewFledgling(..) | Place::Merging => 2,
        Place::Done { .. } => 3,
    });
    Effect::new(move |before: Option<usize>| {
        let now = step.get();
        if before.is_some_and(|before| before != now) {
            focus_soon(HEADING);
        }
        now
    });
    // With every file that comes; what was there before is told from it by its number.
    Effect::new(move |before: Option<usize>| {
        let waiting = actor.session.waiting.with(|files| files.len());
        if is_example.get() {
            return 0;
        }
        let before = before.unwrap_or(0);
        if waiting > before {
            wizard.see_what_came(before == 0);
        }
        waiting
    });
    view! {
        <section aria-labelledby="import-heading" class="stack loose">
            <h2 id=HEADING tabindex="-1">"Import a file"</h2>
            <Steps at=step.into()/>
            {move || wizard.error.get().map(|problem| view! {
                <Banner tone=Tone::Danger title="Nothing was imported" on_dismiss=move || wizard.error.set(None)>
                    <p>{problem}</p>
                </Banner>
            })}
            <QueueLine wizard held=is_example.into()/>
            {move || if is_example.get() { view! { <ExampleFirst/> }.into_any() } else { draw(wizard) }}
        </section>
    }
}

/// Asks for the example to go before anything real comes in.
#[component]
fn ExampleFirst() -> impl IntoView {
    view! {
        <Banner tone=Tone::Info title="Remove the example first">
            <p>"What is open is an invented example, and real data is never mixed with it. Remove it, then come back here to import."</p>
            <div class="banner-actions"><RemoveExample/></div>
        </Banner>
    }
}

/// Which of several files is looked at, and what waits.
#[component]
fn QueueLine(
    wizard: Wizard,
    /// Nothing can be taken yet.
    held: Signal<bool>,
) -> impl IntoView {
    let queue = Memo::new(move |_| wizard.queue());
    let go_on = move || {
        let free = wizard
            .place
            .with(|place| matches!(place, Place::Choose | Place::Done { .. }));
        let next = queue.with(|queue| queue.waiting.first().cloned());
        next.filter(|_| free && !held.get()).map(|name| {
            view! { <Button label=format!("Go on with {name}") kind=ButtonKind::Primary on_press=move || wizard.take_next()/> }
        })
    };
    move || {
        let words = queue.with(crate::exchange::queue::Queue::words)?;
        let waits = queue.with(|queue| !queue.waiting.is_empty());
        Some(view! {
            <div class="row">
                <p role="status">{words}</p>
                {go_on}
                {waits.then(|| view! { <Button label="Leave out what waits" small=true on_press=move || wizard.leave_out()/> })}
            </div>
        })
    }
}

#[component]
fn Steps(at: Signal<usize>) -> impl IntoView {
    let steps = [
        "Choose",
        "Say what it means",
        "Look at what would change",
        "Done",
    ];
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            let state = move || match at.get().cmp(&place) {
                std::cmp::Ordering::Greater => "done",
                std::cmp::Ordering::Equal => "here",
                std::cmp::Ordering::Less => "ahead",
            };
            view! { <li data-state=state aria-current=move || (at.get() == place).then_some("step")>{name}</li> }
        })
        .collect_view();
    view! { <ol class="steps" aria-label="Steps">{items}</ol> }
}

fn draw(wizard: Wizard) -> AnyView {
    match wizard.place.get() {
        Place::Choose => view! { <Choose wizard/> }.into_any(),
        Place::Reading => view! {
            <div class="row">
                <p role="status">"Reading the file…"</p>
                <Button label="Cancel" small=true on_press=move || wizard.restart()/>
            </div>
        }
        .into_any(),
        Place::Sealed(name, bytes) => view! {
            <Unseal
                name
                bytes
                on_open=move |(name, bytes)| wizard.take(Chosen { name, bytes })
                on_other=move || wizard.restart()
            />
        }
        .into_any(),
        Place::Mean(Source::Table(file, mapping)) => {
            view! { <MappingView wizard file mapping/> }.into_any()
        }
        Place::Mean(Source::Grants(file, options)) => {
            view! { <GrantsView wizard file options/> }.into_any()
        }
        Place::Mean(Source::Notices(file)) => view! { <NoticesView wizard file/> }.into_any(),
        Place::Working => view! {
            <Progress
                label=Signal::derive(move || wizard.progress.get().0.to_owned())
                done=Signal::derive(move || wizard.progress.get().1)
                total=Signal::derive(move || Some(wizard.progress.get().2).filter(|all| *all > 0))
                on_cancel=move || wizard.restart()
            />
        }
        .into_any(),
        Place::Review(source, plan) => view! { <PlanReview wizard source plan/> }.into_any(),
        Place::ReviewFledgling(file, plan) => {
            view! { <FledglingReview wizard file plan/> }.into_any()
        }
        Place::Merging => view! { <p role="status">"Bringing it in…"</p> }.into_any(),
        Place::Done { message, notices } => view! { <Finished wizard message notices/> }.into_any(),
    }
}

#[component]
fn Choose(wizard: Wizard) -> impl IntoView {
    let actor = use_actor();
    view! {
        <DropZone
            picture=Icon::Upload
            title="Drop a file here, or choose one"
            about="A spreadsheet saved as CSV (ventures, people, organisations or next steps), grants in the 360Giving standard, contract notices (OCDS) from Find a Tender, Contracts Finder and the like, a colleague’s changes, a founder’s answer, or a Fledgling export, sealed or not. Of several, each has its turn. Nothing is written before you have seen what would change."
            choose="Choose a file to import"
            accept=OF_ANY_KIND
            several=true
            on_files=move |files: Waiting| actor.session.waiting.update(|waiting| waiting.extend(files.take()))
        />
        <Paste wizard/>
    }
}

/// For a notice or a table that somebody copied rather than saved.
#[component]
fn Paste(wizard: Wizard) -> impl IntoView {
    let text = draft(PASTED, "");
    let error = RwSignal::new(None::<String>);
    let take = move || {
        let pasted = text.get_untracked();
        if pasted.trim().is_empty() {
            error.set(Some(
                "Paste the text of a notice or of a table first.".to_owned(),
            ));
        } else {
            wizard.take_text(pasted);
        }
    };
    view! {
        <details class="section" open=!text.with_untracked(String::is_empty)>
            <summary><h3>"Paste text instead"</h3></summary>
            <form class="section-body form" on:submit=move |event| { event.prevent_default(); take(); }>
                <TextArea
                    label="The text"
                    hint="A notice (JSON) as a website shows it, rows copied from a spreadsheet with their headings, or a founder’s message."
                    value=text
                    error=error
                    rows=6
                />
                <div class="form-actions row"><Button label="Read this text" submit=true on_press=|| ()/></div>
            </form>
        </details>
    }
}

#[component]
fn Finished(wizard: Wizard, message: String, notices: bool) -> impl IntoView {
    let (first, table) = if notices {
        (
            ("See the opportunities", "/opportunities"),
            "/opportunities?as=table",
        )
    } else {
        (("See the board", "/pipeline"), "/ventures")
    };
    view! {
        <Banner tone=Tone::Good title="Imported">
            <p>{message}</p>
            <p>"You can undo this import at any time: Undo stands beside it in the "<a href="/data?tab=history">"history"</a>". What has been changed by hand since stays."</p>
            <div class="banner-actions">
                <LinkButton label=first.0 href=first.1 kind=ButtonKind::Primary/>
                <LinkButton label="See the table" href=table/>
                <Button label="Import another file" on_press=move || wizard.restart()/>
            </div>
        </Banner>
    }
}
