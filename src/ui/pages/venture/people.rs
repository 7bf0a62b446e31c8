//! The people of a venture.

use crate::ui::weave::prelude::*;

use super::{Page, section::Section};
use crate::{
    ledger::{RecordId, Value},
    ui::{
        actions::{Actor, use_actor},
        drafts::draft,
        in_place::{Picked, RecordPicker, resolve},
        parts::{Button, ButtonKind, Icon, Menu, MenuItem, focus_soon, icon},
    },
    workspace::{
        Command, Put,
        command::values,
        venture_page::{PersonLine, people},
        words::new_name,
    },
};

#[component]
pub(super) fn PeopleSection(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let all = Memo::new(move |_| {
        session.track_record(page.venture);
        session.track_kind("contact");
        session.track_kind("organisation");
        session.read(|workspace| people(workspace, page.venture))
    });
    let adding = RwSignal::new(false);
    let count = move || match all.with(Vec::len) {
        0 => String::new(),
        many => many.to_string(),
    };
    let close = Callback::new(move |()| {
        adding.set(false);
        focus_soon("add-person");
    });
    view! {
        <Section name="people" title="People" count=Signal::derive(count)>
            {move || all.with(Vec::is_empty).then(|| view! {
                <p class="quiet">"Nobody is noted yet. Who founded it, and who answers the telephone?"</p>
            })}
            <ul class="lines">
                {move || all.get().into_iter().map(|person| view! { <Line page person/> }).collect_view()}
            </ul>
            {move || if adding.get() {
                view! { <Add page close/> }.into_any()
            } else {
                view! {
                    <div class="row no-print">
                        <Button
                            label="Add a person"
                            id="add-person"
                            icon=Icon::Plus
                            small=true
                            on_press=move || adding.set(true)
                        />
                    </div>
                }
                .into_any()
            }}
        </Section>
    }
}

#[component]
fn Line(page: Page, person: PersonLine) -> impl IntoView {
    let actor = use_actor();
    let PersonLine {
        id,
        name,
        role,
        organisation,
        email,
        phone,
        founder,
    } = person;
    let mail = crate::domain::email::Email::parse(&email)
        .ok()
        .map(|email| {
            view! { <a href=format!("mailto:{email}")>{email.to_string()}</a> }
        });
    // A role may say it already.
    let founder_too = founder && !role.to_lowercase().contains("founder");
    let part = |text: String| (!text.is_empty()).then(|| view! { <span>{text}</span> });
    let items = move || {
        let word = if founder {
            "No longer mark as founder"
        } else {
            "Mark as founder"
        };
        vec![
            MenuItem::new(word, move || {
                mark_founder(actor, page.venture, id, !founder)
            })
            .icon(Icon::Founder),
            MenuItem::new("Take off this venture", move || {
                take_off(actor, page.venture, id, founder)
            })
            .icon(Icon::Close)
            .after_line(),
        ]
    };
    view! {
        <li class="line" id=id.to_string() tabindex="-1">
            {icon(Icon::Person)}
            <div class="line-main">
                <p><a href=format!("/people/{id}")>{name.clone()}</a></p>
                <p class="line-more">
                    {founder_too.then(|| view! { <span>"Founder"</span> })}
                    {part(role)} {part(organisation)} {mail} {part(phone)}
                </p>
            </div>
            <span class="line-end no-print">
                <Menu
                    label="About this person"
                    describe=format!("What to do with {name}")
                    items=Signal::derive(items)
                    icon_only=true
                    small=true
                />
            </span>
        </li>
    }
}

fn mark_founder(actor: Actor, venture: RecordId, person: RecordId, founder: bool) {
    let item = vec![Value::String(person.to_string())];
    let put = if founder {
        Put::Add(item)
    } else {
        Put::Remove(item)
    };
    actor.act(Command::Edit {
        record: venture,
        values: values([("founders", put)]),
    });
}

fn take_off(actor: Actor, venture: RecordId, person: RecordId, founder: bool) {
    let own = Value::String(venture.to_string());
    let names_it = actor.session.read(|workspace| {
        let items = workspace
            .record(person)
            .map(|record| record.items("ventures"))
            .unwrap_or_default();
        items.iter().any(|item| item.text() == own.as_str())
    });
    if founder {
        mark_founder(actor, venture, person, false);
    }
    if names_it {
        actor.act(Command::Edit {
            record: person,
            values: values([("ventures", Put::Remove(vec![own]))]),
        });
    }
    focus_soon("add-person");
}

#[component]
fn Add(page: Page, close: Callback<()>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let key = format!("add.contact.{}.name", page.venture);
    let value = draft(key.clone(), "");
    let error = RwSignal::new(None::<String>);
    focus_soon("add-contact-name");
    let own = move || Put::Add(vec![Value::String(page.venture.to_string())]);
    let finish = move || {
        session.host().forget(&format!("draft.{key}"));
        close.run(());
    };
    let finish = StoredValue::new(finish);
    let pick = move |picked: Picked| {
        let command = match picked {
            Picked::Known(record) => Ok(Command::Edit {
                record,
                values: values([("ventures", own())]),
            }),
            Picked::New(name) => new_name("contact", &name).map(|name| Command::Create {
                kind: "contact".to_owned(),
                id: session.new_id(),
                values: values([("name", Put::Value(name)), ("ventures", own())]),
            }),
        };
        match command {
            Err(problem) => error.set(Some(problem)),
            Ok(command) => {
                if actor.act(command) {
                    finish.with_value(|finish| finish());
                }
            }
        }
    };
    let save = move || match resolve(session, "contact", &value.get_untracked()) {
        Ok(Some(id)) => pick(Picked::Known(id)),
        Ok(None) => error.set(Some(
            "Give a name, or choose somebody from the list.".to_owned(),
        )),
        Err(problem) => error.set(Some(problem)),
    };
    view! {
        <form
            class="form"
            aria-label="Add a person"
            on:submit=move |event| { event.prevent_default(); save(); }
            on:keydown=move |event| if event.key() == "Escape" && !event.default_prevented() { close.run(()) }
        >
            <RecordPicker
                kind="contact"
                label="Name"
                id="add-contact-name"
                hint="Somebody you know already, or a new name"
                value
                error
                on_pick=pick
                allow_new=true
            />
            <div class="form-actions">
                <Button label="Add" describe="Add the person" kind=ButtonKind::Primary small=true submit=true on_press=|| ()/>
                <Button label="Cancel" small=true on_press=close/>
            </div>
        </form>
    }
}
