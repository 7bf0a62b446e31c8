//! Writing down a conversation from wherever it comes to mind, with the step that was agreed.

use crate::ui::weave::prelude::*;

use crate::{
    domain::{dates::Day, vocabulary::ENTRY_KINDS},
    ledger::{RecordId, Value},
    ui::{
        actions::{Actor, use_actor},
        drafts::{draft, forget_drafts},
        form::done,
        in_place::{RecordPicker, read_day, resolve},
        on_demand::{arriving, part},
        parts::{
            Button, ButtonKind, CheckboxField, Choice, ChoiceField, ChoiceLook, DateField, Dialog,
            ErrorSummary, FieldError, TextArea, TextField,
        },
    },
    workspace::{
        Command, Put, Values,
        command::{AgreedStep, values},
    },
};

/// What a conversation was about, as far as the page knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    venture: Option<RecordId>,
    organisation: Option<RecordId>,
    contact: Option<RecordId>,
    opportunity: Option<RecordId>,
    contract: Option<RecordId>,
}

impl Talk {
    /// With a venture.
    pub fn with_venture(venture: RecordId) -> Self {
        Self {
            venture: Some(venture),
            ..Self::default()
        }
    }

    /// With an organisation.
    pub fn with_organisation(organisation: RecordId) -> Self {
        Self {
            organisation: Some(organisation),
            ..Self::default()
        }
    }

    /// About an opportunity.
    pub fn about_opportunity(opportunity: RecordId) -> Self {
        Self {
            opportunity: Some(opportunity),
            ..Self::default()
        }
    }

    /// With the buyer of a contract, about the contract.
    pub fn about_contract(contract: RecordId, buyer: Option<RecordId>) -> Self {
        Self {
            contract: Some(contract),
            organisation: buyer,
            ..Self::default()
        }
    }

    /// With a person, and so with their organisation.
    pub fn with_person(contact: RecordId, organisation: Option<RecordId>) -> Self {
        Self {
            contact: Some(contact),
            organisation,
            ..Self::default()
        }
    }

    fn key(self) -> String {
        let about = self
            .venture
            .or(self.contact)
            .or(self.contract)
            .or(self.organisation)
            .or(self.opportunity);
        about.map_or_else(|| "talk.anything".to_owned(), |id| format!("talk.{id}"))
    }
}

/// The form over the page; open while there is a conversation to write down.
#[component]
pub fn TalkDialog(
    /// What it is about; set to `None` when it is written down or left.
    talk: RwSignal<Option<Talk>>,
) -> impl IntoView {
    let session = use_actor().session;
    let title = move || {
        let talk = talk.get();
        let with = talk.and_then(|talk| talk.venture.or(talk.contact).or(talk.organisation));
        let over = talk.and_then(|talk| talk.opportunity.or(talk.contract));
        match with.or(over) {
            Some(id) if with.is_none() => format!(
                "A conversation about {}",
                session.read(|workspace| workspace.name_of(id))
            ),
            Some(id) => format!(
                "A conversation with {}",
                session.read(|workspace| workspace.name_of(id))
            ),
            None => "A conversation".to_owned(),
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || talk.with(Option::is_some))
            on_close=move || talk.set(None)
            title=Signal::derive(title)
        >
            {move || talk.get().map(|about| arriving(&FORM, move |draw| draw(talk, about)))}
        </Dialog>
    }
}

part! { pub(in crate::ui) FORM, daily: fn(RwSignal<Option<Talk>>, Talk) -> AnyView = |talk, about| view! { <TalkForm talk about/> }.into_any() }

/// What is typed; every text is a draft until it is written down.
#[derive(Clone, Copy)]
struct Texts {
    kind: RwSignal<String>,
    day: RwSignal<String>,
    venture: RwSignal<String>,
    who: RwSignal<String>,
    said: RwSignal<String>,
    agreed: RwSignal<String>,
    step: RwSignal<String>,
    step_who: RwSignal<String>,
    due: RwSignal<String>,
    staff_only: RwSignal<bool>,
}

/// A yes or no that is a draft like the texts beside it.
fn kept_flag(kept: RwSignal<String>) -> RwSignal<bool> {
    let flag = RwSignal::new(kept.with_untracked(|text| text == "yes"));
    Effect::new(move |before: Option<()>| {
        let on = flag.get();
        if before.is_some() {
            kept.set(if on { "yes".to_owned() } else { String::new() });
        }
    });
    flag
}

impl Texts {
    fn of(about: Talk, today: Day) -> Self {
        let key = about.key();
        let text = |name: &str, initial: String| draft(format!("{key}.{name}"), initial);
        Self {
            kind: text("kind", "call".to_owned()),
            day: text("day", today.to_string()),
            venture: text("venture", String::new()),
            who: text("who", String::new()),
            said: text("said", String::new()),
            agreed: text("agreed", String::new()),
            step: text("step", String::new()),
            step_who: text("step_who", String::new()),
            due: text("due", String::new()),
            staff_only: kept_flag(text("staff_only", String::new())),
        }
    }

    /// The command, or what is wrong by field.
    fn read(self, actor: Actor, about: Talk) -> Result<Command, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, message: String| {
            errors.push(FieldError {
                field: format!("talk-{field}"),
                message,
            });
        };
        let day = Day::parse_uk(&self.day.get_untracked())
            .map_err(|error| wrong("day", error.to_string()));
        let due = match self.due.get_untracked().trim() {
            "" => Ok(None),
            text => Day::parse_uk(text)
                .map(Some)
                .map_err(|error| wrong("due", error.to_string())),
        };
        let venture = match about.venture {
            Some(venture) => Ok(Some(venture)),
            None => resolve(actor.session, "venture", &self.venture.get_untracked())
                .map_err(|problem| wrong("venture", problem)),
        };
        let (said, agreed) = (self.said.get_untracked(), self.agreed.get_untracked());
        if said.trim().is_empty() && agreed.trim().is_empty() {
            wrong(
                "said",
                "Please write at least a line: what was said, or what was agreed.".to_owned(),
            );
        }
        let step = self.step.get_untracked();
        if step.trim().is_empty() && matches!(due, Ok(Some(_))) {
            wrong(
                "step",
                "Please say what is to be done by that day.".to_owned(),
            );
        }
        let (Ok(day), Ok(due), Ok(venture), true) = (day, due, venture, errors.is_empty()) else {
            return Err(errors);
        };
        let mut fields = values([
            ("kind", Put::text(self.kind.get_untracked())),
            ("happened_on", Put::day(day)),
            ("said", Put::text(said)),
            ("agreed", Put::text(agreed)),
            (
                "staff_only",
                Put::Value(Value::Bool(self.staff_only.get_untracked())),
            ),
        ]);
        self.name_who(about, venture, &mut fields);
        let steps = vec![AgreedStep {
            what: step,
            who: self.step_who.get_untracked(),
            due,
        }];
        Ok(Command::RecordEntry {
            values: fields,
            steps,
        })
    }

    fn name_who(self, about: Talk, venture: Option<RecordId>, fields: &mut Values) {
        for (name, record) in [
            ("venture", venture),
            ("organisation", about.organisation),
            ("opportunity", about.opportunity),
            ("contract", about.contract),
        ] {
            fields.extend(record.map(|record| (name.to_owned(), Put::reference(record))));
        }
        if let Some(contact) = about.contact {
            fields.insert(
                "contacts".to_owned(),
                Put::Add(vec![Value::String(contact.to_string())]),
            );
        }
        let who = self.who.get_untracked();
        let who: Vec<Value> = who
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(Value::from)
            .collect();
        if !who.is_empty() {
            fields.insert("who".to_owned(), Put::Add(who));
        }
    }
}

#[component]
fn TalkForm(talk: RwSignal<Option<Talk>>, about: Talk) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let texts = Texts::of(about, session.today.get_untracked());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let field = format!("talk-{field}");
            errors.with(|all| {
                all.iter()
                    .find(|error| error.field == field)
                    .map(|error| error.message.clone())
            })
        })
    };
    let save = move || {
        if done(actor, errors, texts.read(actor, about)) {
            forget_drafts(session, &format!("{}.", about.key()));
            talk.set(None);
        }
    };
    let kinds: Vec<Choice> = ENTRY_KINDS
        .iter()
        .map(|kind| Choice::new(kind.id, kind.label))
        .collect();
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <ErrorSummary errors=errors/>
            <ChoiceField label="What it was" value=texts.kind options=kinds look=ChoiceLook::Segments/>
            {about.venture.is_none().then(|| view! {
                <RecordPicker
                    kind="venture"
                    label="About which venture (optional)"
                    id="talk-venture"
                    value=texts.venture
                    on_pick=|_| ()
                    error=error_of("venture")
                />
            })}
            <div class="field-row">
                <DateField label="When" id="talk-day" value=texts.day error=error_of("day") read=read_day/>
                <TextField label="Who else took part" id="talk-who" value=texts.who optional=true hint="Names, with commas between"/>
            </div>
            <TextArea label="What was said" id="talk-said" value=texts.said error=error_of("said")/>
            <TextArea label="What was agreed" id="talk-agreed" value=texts.agreed optional=true/>
            <TextField label="Next step" id="talk-step" value=texts.step error=error_of("step") optional=true/>
            <div class="field-row">
                <TextField label="Who does it" id="talk-step-who" value=texts.step_who optional=true/>
                <DateField label="By when" id="talk-due" value=texts.due error=error_of("due") read=read_day optional=true/>
            </div>
            <CheckboxField label="Keep it among staff" checked=texts.staff_only/>
            <div class="dialog-actions">
                <Button label="Write it down" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || talk.set(None)/>
            </div>
        </form>
    }
}
