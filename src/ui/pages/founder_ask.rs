//! Asking founders for an update: what to ask, what exactly leaves, and the file, link and words to send.

mod handing;
mod preview;

pub(super) use preview::Leaves;

use crate::ui::weave::prelude::*;

use crate::{
    domain::{dates::Day, vocabulary::UPDATE_ASKS},
    ledger::RecordId,
    ui::{
        actions::{Actor, Overlay, use_actor},
        drafts::{draft, forget_drafts},
        in_place::read_day,
        on_demand::{arriving, part},
        parts::{
            Banner, Button, ButtonKind, CheckboxField, DateField, Dialog, ErrorSummary, FieldError,
            InputKind, TextArea, TextField, Tone, focus_soon,
        },
    },
    workspace::{Command, FounderDeed, founders::Asking},
};

/// Where this browser remembers the address that answers go to.
const REPLY_KEY: &str = "ask.reply_to";
/// Where drafts of the form are kept.
const DRAFTS: &str = "ask.";

/// What somebody wants to do about requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskWish {
    /// Ask these ventures.
    Ask(Vec<RecordId>),
    /// Send these requests, again or for the first time.
    Send(Vec<RecordId>),
}

part! {
    /// What stands in the dialog.
    pub(in crate::ui) ASK, founders: fn(AskWish, RwSignal<Option<AskWish>>) -> AnyView = |asked, wish| view! { <Ask asked wish/> }.into_any()
}

/// Asks ventures for an update; open while there is a wish.
#[component]
pub fn AskDialog(
    /// What is wished for.
    wish: RwSignal<Option<AskWish>>,
) -> impl IntoView {
    let session = use_actor().session;
    let title = move || match wish.get() {
        Some(AskWish::Ask(ventures)) => match ventures.as_slice() {
            [one] => format!(
                "Ask {} for an update",
                session.read(|workspace| workspace.name_of(*one))
            ),
            many => format!("Ask {} ventures for an update", many.len()),
        },
        Some(AskWish::Send(requests)) if requests.len() > 1 => "Send the requests".to_owned(),
        Some(AskWish::Send(_)) => "Send the request".to_owned(),
        None => String::new(),
    };
    view! {
        <Dialog
            open=Signal::derive(move || wish.with(Option::is_some))
            on_close=move || wish.set(None)
            title=Signal::derive(title)
        >
            {move || wish.get().map(|asked| arriving(&ASK, move |draw| draw(asked.clone(), wish)))}
        </Dialog>
    }
}

#[component]
fn Ask(asked: AskWish, wish: RwSignal<Option<AskWish>>) -> impl IntoView {
    match asked {
        AskWish::Ask(ventures) => view! { <Form ventures wish/> }.into_any(),
        AskWish::Send(requests) => view! { <handing::Handing requests wish/> }.into_any(),
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Texts {
    /// A tick for each of [`UPDATE_ASKS`].
    asks: StoredValue<Vec<RwSignal<bool>>>,
    questions: RwSignal<String>,
    due: RwSignal<String>,
    message: RwSignal<String>,
    reply_to: RwSignal<String>,
}

impl Texts {
    fn new(actor: Actor) -> Self {
        let reply = actor.session.host().recall(REPLY_KEY).unwrap_or_default();
        let in_two_weeks = actor.session.today.get_untracked().plus_days(14);
        Self {
            asks: StoredValue::new(UPDATE_ASKS.iter().map(|_| RwSignal::new(true)).collect()),
            questions: draft("ask.questions", ""),
            due: draft("ask.due", in_two_weeks.to_string()),
            message: draft("ask.message", ""),
            reply_to: draft("ask.reply_to", reply),
        }
    }

    /// What would be asked; a due day that cannot be read is left out.
    fn asking(self) -> Asking {
        let ticks = self.asks.get_value();
        let asked = UPDATE_ASKS.iter().zip(ticks).filter(|(_, tick)| tick.get());
        Asking {
            asks: asked.map(|(ask, _)| ask.id.to_owned()).collect(),
            questions: self.questions.get().lines().map(str::to_owned).collect(),
            due: Day::parse_uk(self.due.get().trim()).ok(),
            message: self.message.get(),
            reply_to: self.reply_to.get(),
        }
    }

    fn wrong(self, today: Day) -> Vec<FieldError> {
        let mut wrong = Vec::new();
        let mut say = |field: &str, message: String| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message,
            });
        };
        let due = self.due.get_untracked();
        if !due.trim().is_empty() {
            match Day::parse_uk(due.trim()) {
                Err(error) => say("ask-due", error.to_string()),
                Ok(day) if day < today => {
                    say(
                        "ask-due",
                        "This day is past. Choose today or later.".to_owned(),
                    );
                }
                Ok(_) => {}
            }
        }
        let reply = self.reply_to.get_untracked();
        if !reply.trim().is_empty() && !reply.contains('@') {
            say(
                "ask-reply",
                "This is no e-mail address: it has no @. Leave it empty if you give none."
                    .to_owned(),
            );
        }
        wrong
    }
}

/// Those that may be asked, and the names of those kept for staff.
fn sorted(actor: Actor, ventures: &[RecordId]) -> (Vec<RecordId>, Vec<String>) {
    actor.session.read(|workspace| {
        let mut open = Vec::new();
        let mut private = Vec::new();
        for id in ventures {
            match workspace.facts().venture(*id) {
                Some(venture) if venture.share == "private" => private.push(venture.name.clone()),
                Some(_) => open.push(*id),
                None => {}
            }
        }
        (open, private)
    })
}

#[component]
fn Form(ventures: Vec<RecordId>, wish: RwSignal<Option<AskWish>>) -> impl IntoView {
    let actor = use_actor();
    let texts = Texts::new(actor);
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let (open, private) = sorted(actor, &ventures);
    if open.is_empty() {
        return view! {
            <p>"What is chosen here is kept for staff only, so nothing of it is sent. Change “Who may see this” on the venture’s page first."</p>
            <div class="dialog-actions"><Button label="Close" on_press=move || wish.set(None)/></div>
        }
        .into_any();
    }
    let open = StoredValue::new(open);
    let ask = move || {
        let wrong = texts.wrong(actor.session.today.get_untracked());
        let is_right = wrong.is_empty();
        errors.set(wrong);
        if is_right {
            send(actor, open.get_value(), &untrack(|| texts.asking()), wish);
        }
    };
    let many = open.with_value(Vec::len);
    let label = if many == 1 {
        "Ask".to_owned()
    } else {
        format!("Ask all {many}")
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); ask(); }>
            <ErrorSummary errors=errors/>
            {(!private.is_empty()).then(|| view! {
                <Banner tone=Tone::Info title="Kept for staff only">
                    <p>{format!("{} will not be asked. Change “Who may see this” on the page first.", private.join(", "))}</p>
                </Banner>
            })}
            <Nameless/>
            <Fields texts errors/>
            <preview::Preview ventures=open asking=Signal::derive(move || texts.asking())/>
            <div class="dialog-actions">
                <Button label=label kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || wish.set(None)/>
                <span class="quiet small">"Nothing is sent yet: you get a file and a link to send yourself."</span>
            </div>
        </form>
    }
    .into_any()
}

fn send(actor: Actor, ventures: Vec<RecordId>, asking: &Asking, wish: RwSignal<Option<AskWish>>) {
    let pairs: Vec<(RecordId, RecordId)> = ventures
        .into_iter()
        .map(|venture| (venture, actor.session.new_id()))
        .collect();
    let requests: Vec<RecordId> = pairs.iter().map(|(_, request)| *request).collect();
    let reply = asking.reply_to.trim().to_owned();
    if actor.act(Command::founders(FounderDeed::Ask {
        ventures: pairs,
        asking: asking.clone(),
    })) {
        forget_drafts(actor.session, DRAFTS);
        actor.session.host().remember(REPLY_KEY, &reply);
        wish.set(Some(AskWish::Send(requests)));
        // The form with its button goes away.
        focus_soon(handing::WORDS);
    }
}

/// A founder should see who asks.
#[component]
fn Nameless() -> impl IntoView {
    let actor = use_actor();
    move || {
        actor.session.author.with(|author| author.name.is_empty()).then(|| view! {
            <Banner tone=Tone::Info title="The founder will not see who asks">
                <p>"You have not said who you are in this browser."</p>
                <div class="banner-actions">
                    <Button label="Say who you are" small=true on_press=move || actor.overlay.set(Some(Overlay::WhoAmI))/>
                </div>
            </Banner>
        })
    }
}

#[component]
fn Fields(texts: Texts, errors: RwSignal<Vec<FieldError>>) -> impl IntoView {
    let error_of = move |field| crate::ui::form::error_of(errors, field);
    let ticks = texts.asks.get_value();
    let asks = UPDATE_ASKS.iter().zip(ticks).map(|(ask, checked)| {
        let hint = match ask.id {
            "story" => "The latest telling, and to whom it may be told",
            "steps" => "What is open, and by when",
            _ => "Turnover and capital",
        };
        view! { <CheckboxField label=ask.label hint=hint checked/> }
    });
    view! {
        <fieldset class="field">
            <legend>"What to ask, beside how it is going"</legend>
            <div class="ask-ticks">{asks.collect_view()}</div>
        </fieldset>
        <TextArea label="Questions of your own" hint="One on each line" value=texts.questions rows=2 optional=true/>
        <TextArea label="A personal line" hint="It stands first in the e-mail, and above the questions." value=texts.message rows=2 optional=true/>
        <div class="field-row">
            <DateField label="An answer would help by" id="ask-due" value=texts.due read=read_day error=error_of("ask-due") optional=true/>
            <TextField label="Answers go to" id="ask-reply" hint="Your e-mail address; it travels with the request." kind=InputKind::Email value=texts.reply_to error=error_of("ask-reply") optional=true/>
        </div>
    }
}
