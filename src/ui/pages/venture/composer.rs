//! Where a conversation is written down while it happens: nothing typed here is lost by a reload.

use crate::ui::weave::prelude::*;
use leptos::ev::KeyboardEvent;

use super::Page;
use crate::{
    domain::{dates::Day, vocabulary::ENTRY_KINDS},
    ledger::Value,
    ui::{
        actions::{Actor, use_actor},
        drafts::draft,
        in_place::read_day,
        keyboard::keys_text,
        parts::{
            Button, ButtonKind, CheckboxField, Choice, ChoiceField, ChoiceLook, DateField, Icon,
            IconButton, TextArea, TextField, announce, focus_soon,
        },
    },
    workspace::{
        Command, Put, Values,
        command::{AgreedStep, values},
        venture_page::{people, split_people},
    },
};

/// The composer; drawn anew after each entry.
#[component]
pub(super) fn Composer(page: Page) -> impl IntoView {
    let turn = RwSignal::new(0u32);
    move || {
        turn.track();
        view! { <Form page turn/> }
    }
}

/// A next step that is being written with the entry.
#[derive(Clone, Copy)]
struct StepDraft {
    number: u32,
    what: RwSignal<String>,
    who: RwSignal<String>,
    due: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

#[derive(Clone, Copy)]
struct Drafts {
    page: Page,
    kind: RwSignal<String>,
    said: RwSignal<String>,
    agreed: RwSignal<String>,
    who: RwSignal<String>,
    day: RwSignal<String>,
    staff_only: RwSignal<String>,
    /// Numbers of the steps being written, such as `0 2`.
    numbers: RwSignal<String>,
    steps: RwSignal<Vec<StepDraft>>,
    said_error: RwSignal<Option<String>>,
    day_error: RwSignal<Option<String>>,
}

impl Drafts {
    fn recall(page: Page, today: RwSignal<Day>) -> Self {
        let of =
            |part: &str, initial: String| draft(format!("entry.{}.{part}", page.venture), initial);
        let numbers = of("steps", String::new());
        let steps = numbers.with_untracked(|numbers| {
            numbers
                .split_whitespace()
                .filter_map(|number| number.parse().ok())
                .map(|number| Self::step(page, number))
                .collect()
        });
        Self {
            page,
            kind: of("kind", "meeting".to_owned()),
            said: of("said", String::new()),
            agreed: of("agreed", String::new()),
            who: of("who", String::new()),
            day: day_following(today, of("day", String::new())),
            staff_only: of("staff_only", String::new()),
            numbers,
            steps: RwSignal::new(steps),
            said_error: RwSignal::new(None),
            day_error: RwSignal::new(None),
        }
    }

    fn step(page: Page, number: u32) -> StepDraft {
        let of = |part: &str| draft(format!("entry.{}.step.{number}.{part}", page.venture), "");
        StepDraft {
            number,
            what: of("what"),
            who: of("who"),
            due: of("due"),
            error: RwSignal::new(None),
        }
    }

    fn remember_numbers(self) {
        let numbers = self.steps.with_untracked(|steps| {
            steps
                .iter()
                .map(|step| step.number.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        });
        self.numbers.set(numbers);
    }

    fn add_step(self, owner: &Owner) {
        let next = self
            .steps
            .with_untracked(|steps| steps.iter().map(|step| step.number + 1).max().unwrap_or(0));
        // The signals live as long as the composer, not only as long as the press of the button.
        let step = owner.with(|| Self::step(self.page, next));
        self.steps.update(|steps| steps.push(step));
        self.remember_numbers();
        focus_soon(format!("composer-step-{next}"));
    }

    fn take_off(self, number: u32) {
        let gone = self
            .steps
            .with_untracked(|steps| steps.iter().find(|step| step.number == number).copied());
        if let Some(gone) = gone {
            for text in [gone.what, gone.who, gone.due] {
                text.set(String::new());
            }
        }
        self.steps
            .update(|steps| steps.retain(|step| step.number != number));
        self.remember_numbers();
        focus_soon("composer-add-step");
    }

    /// Whether anything is written.
    fn has_text(self) -> bool {
        let written = |text: RwSignal<String>| text.with(|text| !text.trim().is_empty());
        [self.said, self.agreed, self.who].into_iter().any(written)
            || self.steps.with(|steps| !steps.is_empty())
    }

    fn forget(self, actor: Actor) {
        let host = actor.session.host();
        for key in host.remembered(&format!("draft.entry.{}.", self.page.venture)) {
            host.forget(&key);
        }
    }

    /// The entry's fields and the steps, or `None` when something is wrong and said so beside it.
    fn read(self, actor: Actor) -> Option<(Values, Vec<AgreedStep>)> {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let (said, agreed) = (text(self.said), text(self.agreed));
        let nothing = said.is_empty() && agreed.is_empty();
        self.said_error
            .set(nothing.then(|| "Write what was said, or what was agreed.".to_owned()));
        let day = Day::parse_uk(&text(self.day));
        self.day_error
            .set(day.as_ref().err().map(ToString::to_string));
        let steps = self.read_steps();
        if nothing {
            focus_soon("composer-said");
            return None;
        }
        let Ok(day) = day else {
            focus_soon("composer-day");
            return None;
        };
        let steps = steps?;
        let venture = self.page.venture;
        let known = actor.session.read(|workspace| people(workspace, venture));
        let (contacts, others) = split_people(&text(self.who), &known);
        let list = |texts: Vec<String>| Put::Items(texts.into_iter().map(Value::String).collect());
        let mut fields = values([
            ("venture", Put::reference(venture)),
            ("kind", Put::text(self.kind.get_untracked())),
            ("happened_on", Put::day(day)),
        ]);
        for (name, text) in [("said", said), ("agreed", agreed)] {
            if !text.is_empty() {
                fields.insert(name.to_owned(), Put::text(text));
            }
        }
        if !contacts.is_empty() {
            fields.insert(
                "contacts".to_owned(),
                list(contacts.iter().map(ToString::to_string).collect()),
            );
        }
        if !others.is_empty() {
            fields.insert("who".to_owned(), list(others));
        }
        if self.staff_only.with_untracked(|text| text == "yes") {
            fields.insert("staff_only".to_owned(), Put::Value(Value::Bool(true)));
        }
        Some((fields, steps))
    }

    fn read_steps(self) -> Option<Vec<AgreedStep>> {
        let mut read = Vec::new();
        let mut wrong = None;
        for step in self.steps.get_untracked() {
            let (what, due) = (step.what.get_untracked(), step.due.get_untracked());
            if what.trim().is_empty() && due.trim().is_empty() {
                continue;
            }
            let day = if due.trim().is_empty() {
                Ok(None)
            } else {
                Day::parse_uk(due.trim()).map(Some)
            };
            match day {
                Ok(due) => {
                    step.error.set(None);
                    read.push(AgreedStep {
                        what,
                        who: step.who.get_untracked(),
                        due,
                    });
                }
                Err(error) => {
                    step.error.set(Some(error.to_string()));
                    wrong = wrong.or(Some(step.number));
                }
            }
        }
        match wrong {
            Some(number) => {
                focus_soon(format!("composer-step-{number}-due"));
                None
            }
            None => Some(read),
        }
    }
}

/// A day as typed that is today, on every day, until somebody chooses another; `chosen` is empty until then.
fn day_following(today: RwSignal<Day>, chosen: RwSignal<String>) -> RwSignal<String> {
    let words = move || today.get_untracked().to_string();
    let day = RwSignal::new(match chosen.get_untracked() {
        none if none.is_empty() => words(),
        chosen => chosen,
    });
    Effect::new(move |_| {
        today.track();
        if chosen.with_untracked(String::is_empty) {
            day.set(words());
        }
    });
    // Today as such is not kept: a page that is opened again tomorrow would show it as yesterday.
    Effect::new(move |before: Option<()>| {
        let typed = day.get();
        if before.is_some() {
            chosen.set(if typed == words() {
                String::new()
            } else {
                typed
            });
        }
    });
    day
}

#[component]
fn Form(page: Page, turn: RwSignal<u32>) -> impl IntoView {
    let actor = use_actor();
    let drafts = Drafts::recall(page, actor.session.today);
    let again = move || {
        drafts.forget(actor);
        turn.update(|turn| *turn += 1);
        focus_soon("composer-said");
    };
    let save = move || {
        if let Some((values, steps)) = drafts.read(actor)
            && actor.act(Command::RecordEntry { values, steps })
        {
            again();
        }
    };
    let throw_away = move || {
        again();
        announce("Thrown away. Nothing was written down.");
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save();
        }
    };
    let has_text = Memo::new(move |_| drafts.has_text());
    // Until somebody writes, what happened so far has the room.
    let opened = RwSignal::new(has_text.get_untracked());
    let kinds: Vec<Choice> = ENTRY_KINDS
        .iter()
        .map(|kind| Choice::new(kind.id, kind.label))
        .collect();
    let hint = format!("{} writes it down", keys_text("Mod+Enter"));
    view! {
        <form
            class="composer"
            aria-label="Write down a conversation"
            on:submit=move |event| { event.prevent_default(); save(); }
            on:keydown=on_key
            on:focusin=move |_| opened.set(true)
        >
            <ChoiceField label="Kind" value=drafts.kind options=kinds look=ChoiceLook::Segments hide_label=true/>
            <TextArea
                id="composer-said"
                label="What was said"
                hint=hint
                value=drafts.said
                rows=2
                error=drafts.said_error
            />
            <Show when=move || opened.get()>
                <TextArea label="What was agreed" value=drafts.agreed rows=2 optional=true/>
                <More drafts/>
                <Steps drafts/>
            </Show>
            <div class="row">
                <Button label="Write down" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                {move || has_text.get().then(|| view! {
                    <Button label="Throw away what I wrote" kind=ButtonKind::Quiet on_press=throw_away/>
                    <span class="quiet small">"Kept in this browser until you write it down."</span>
                })}
            </div>
        </form>
    }
}

#[component]
fn More(drafts: Drafts) -> impl IntoView {
    let session = use_actor().session;
    let venture = drafts.page.venture;
    let names = session.view_record(venture, move |workspace| {
        people(workspace, venture)
            .into_iter()
            .map(|person| person.name)
            .collect::<Vec<_>>()
    });
    let staff_only = RwSignal::new(drafts.staff_only.with_untracked(|text| text == "yes"));
    let keep = move |now: bool| {
        drafts
            .staff_only
            .set(if now { "yes".to_owned() } else { String::new() })
    };
    view! {
        <div class="composer-more">
            <TextField
                label="Who took part"
                hint="Names, with commas between"
                value=drafts.who
                suggestions=names
                optional=true
            />
            <DateField id="composer-day" label="When" value=drafts.day read=read_day error=drafts.day_error/>
            <CheckboxField label="Staff only" hint="Founders do not see it" checked=staff_only on_change=keep/>
        </div>
    }
}

#[component]
fn Steps(drafts: Drafts) -> impl IntoView {
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let add = move || drafts.add_step(&owner.get_value());
    view! {
        <For each=move || drafts.steps.get() key=|step| step.number let:step>
            <fieldset class="composer-more" aria-label="A next step that was agreed">
                <TextField id=format!("composer-step-{}", step.number) label="Next step" value=step.what/>
                <TextField label="Who" value=step.who optional=true/>
                <DateField
                    id=format!("composer-step-{}-due", step.number)
                    label="Due"
                    value=step.due
                    read=read_day
                    error=step.error
                    optional=true
                />
                <IconButton
                    icon=Icon::Close
                    label="Take off this step"
                    on_press=move || drafts.take_off(step.number)
                />
            </fieldset>
        </For>
        <div class="row">
            <Button label="Add a next step to this" id="composer-add-step" icon=Icon::Plus kind=ButtonKind::Quiet small=true on_press=add/>
        </div>
    }
}
