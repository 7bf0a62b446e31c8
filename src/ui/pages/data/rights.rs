//! People's rights: whose details are due to be looked at, everything about a person, and erasing them for good.

mod due;
mod erase;
mod found;
mod maybe;

use std::sync::Arc;

use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::whole_log::{all_saved, each_entry};
use crate::{
    ledger::RecordId,
    ui::{
        in_place::{Picked, RecordPicker},
        parts::{Banner, Button, ButtonKind, CheckboxField, TextField, Tone, announce, focus_soon},
        session::{Session, use_session},
        weave::prelude::*,
    },
    workspace::{
        about_person::{AboutPerson, words_of},
        erasing::ErasePerson,
    },
};

/// A name or address that may be looked for.
#[derive(Clone)]
struct Word {
    text: String,
    is_own_word: bool,
    wanted: RwSignal<bool>,
}

/// Whom somebody looks for, and what was found.
#[derive(Clone, Copy)]
struct Search {
    session: Session,
    person: RwSignal<Option<RecordId>>,
    words: RwSignal<Vec<Word>>,
    /// Records in which the same words mean somebody else.
    spare: RwSignal<Vec<RecordId>>,
    found: RwSignal<Option<Arc<AboutPerson>>>,
    damaged: RwSignal<usize>,
    looking: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

impl Search {
    fn new(session: Session) -> Self {
        Self {
            session,
            person: RwSignal::new(None),
            words: RwSignal::new(Vec::new()),
            spare: RwSignal::new(Vec::new()),
            found: RwSignal::new(None),
            damaged: RwSignal::new(0),
            looking: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    fn choose(self, person: RecordId) {
        let words = self
            .session
            .read(|workspace| words_of(workspace, person))
            .into_iter()
            .map(|word| Word {
                wanted: RwSignal::new(word.is_sure && !word.is_own_word),
                is_own_word: word.is_own_word,
                text: word.text,
            })
            .collect();
        self.begin(Some(person), words);
    }

    fn begin(self, person: Option<RecordId>, words: Vec<Word>) {
        self.person.set(person);
        self.words.set(words);
        self.spare.set(Vec::new());
        self.found.set(None);
        self.error.set(None);
    }

    fn add(self, text: &str) {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return;
        }
        self.words.update(|words| {
            words.retain(|word| word.text != text);
            words.push(Word {
                is_own_word: false,
                wanted: RwSignal::new(true),
                text,
            });
        });
    }

    fn asked(self) -> ErasePerson {
        let words = self.words.get_untracked();
        let wanted = words.iter().filter(|word| word.wanted.get_untracked());
        ErasePerson {
            person: self.person.get_untracked(),
            words: wanted.map(|word| word.text.clone()).collect(),
            spare: self.spare.get_untracked(),
        }
    }

    fn look(self) {
        if self.looking.get_untracked() {
            return;
        }
        let asked = self.asked();
        if asked.person.is_none() && asked.words.is_empty() {
            self.error.set(Some(
                "Choose a person, or type a name to look for.".to_owned(),
            ));
            return;
        }
        self.looking.set(true);
        self.error.set(None);
        spawn_local(async move {
            let outcome = self.gather(asked).await;
            // The page may have been left meanwhile.
            if self.looking.try_get_untracked().is_none() {
                return;
            }
            self.looking.set(false);
            match outcome {
                Ok((about, damaged)) => {
                    announce(&format!(
                        "{} places found",
                        about.naming.len() + about.past.len()
                    ));
                    self.damaged.set(damaged);
                    self.found.set(Some(Arc::new(about)));
                    focus_soon("found-heading");
                }
                Err(problem) => self.error.set(Some(problem)),
            }
        });
    }

    async fn gather(self, asked: ErasePerson) -> Result<(AboutPerson, usize), String> {
        all_saved(self.session).await?;
        let mut about = self
            .session
            .read(|workspace| AboutPerson::begin(workspace, asked));
        let mut damaged = 0;
        each_entry(self.session, |batch| {
            if about.note_batch(batch).is_err() {
                damaged += 1;
            }
        })
        .await
        .map_err(|error| error.to_string())?;
        Ok((about, damaged))
    }
}

/// The part of the page.
#[component]
pub(super) fn RightsPart() -> impl IntoView {
    let session = use_session();
    let search = Search::new(session);
    let query = use_query_map().get_untracked();
    let named = query
        .get("person")
        .and_then(|id| RecordId::parse(&id).ok())
        .filter(|id| {
            session.read(|workspace| {
                workspace.records().get(*id).is_some() && !workspace.ledger().erasures().is_of(*id)
            })
        });
    if let Some(person) = named {
        search.choose(person);
        search.look();
    }
    view! {
        <div class="data-page">
            <due::DuePart/>
            <section class="data-section">
                <div>
                    <h2>"Everything about a person"</h2>
                    <p class="quiet small">"People may ask what is held about them, have a copy of it, and have it removed. Records and the whole history are searched."</p>
                </div>
                <div class="stack">
                    <Choose search/>
                    <found::Found search/>
                </div>
            </section>
        </div>
    }
}

#[component]
fn Choose(search: Search) -> impl IntoView {
    let name = search
        .person
        .get_untracked()
        .map(|id| search.session.read(|workspace| workspace.name_of(id)));
    let typed = RwSignal::new(name.unwrap_or_default());
    let further = RwSignal::new(String::new());
    let pick = move |picked: Picked| match picked {
        Picked::Known(id) => search.choose(id),
        Picked::New(name) => {
            search.begin(None, Vec::new());
            search.add(&name);
        }
    };
    let add = move || {
        search.add(&further.get_untracked());
        further.set(String::new());
    };
    let ticks = move || {
        let words = search.words.get().into_iter();
        words
            .map(|word| {
                let hint = match word.is_own_word {
                    true => "Fledgling uses this word itself, so it cannot be looked for.",
                    false => "",
                };
                view! { <CheckboxField label=format!("“{}”", word.text) hint checked=word.wanted disabled=word.is_own_word/> }
            })
            .collect_view()
    };
    let any = move || search.person.get().is_some() || !search.words.with(Vec::is_empty);
    view! {
        <RecordPicker kind="contact" label="Person" value=typed on_pick=pick allow_new=true hint="Type a part of the name. Somebody without a record of their own can be looked for by name."/>
        {move || any().then(|| view! {
            <fieldset class="plain-set">
                <legend>"Look for these names and addresses in all texts"</legend>
                <div class="stack tight">{ticks}</div>
                <p class="quiet small">"Untick a single word that may mean somebody else."</p>
                <form class="add-line" on:submit=move |event| { event.prevent_default(); add(); }>
                    <TextField label="Another name or address of theirs" value=further optional=true/>
                    <Button label="Add" describe="Add this name or address" submit=true on_press=|| ()/>
                </form>
            </fieldset>
            <div class="row">
                <Button label="Look for everything" kind=ButtonKind::Primary disabled=search.looking on_press=move || search.look()/>
                {move || search.looking.get().then(|| view! { <span role="status">"Looking through the whole history…"</span> })}
            </div>
        })}
        {move || search.error.get().map(|problem| view! { <Banner tone=Tone::Danger title="Not found out"><p>{problem}</p></Banner> })}
    }
}
