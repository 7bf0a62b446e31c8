//! One person: who they are to us, which ventures, every conversation, and why we may hold their details.

use crate::ui::weave::prelude::*;

use super::people::{
    entries::Entries,
    merge::MergeInto,
    parts::{Head, Home, LookAlikes, Section, Ventures, page_of},
    talk::{Talk, TalkDialog},
};
use crate::{
    domain::dates::Day,
    ledger::RecordId,
    ui::{
        actions::{Action, offer_page_actions, use_actor},
        in_place::Fact,
        parts::{Banner, Button, LinkButton, Tone},
        session::use_session,
    },
    workspace::{Command, Put, command::values, directory::entries_with},
};

const HOME: Home = Home {
    kind: "contact",
    one: "person",
    list: "/people?tab=people",
    list_name: "People and organisations",
};

/// The page of the person that the address names.
#[component]
pub fn PersonPage() -> impl IntoView {
    page_of(HOME, |id| view! { <Person id/> }.into_any())
}

#[component]
fn Person(id: RecordId) -> impl IntoView {
    let session = use_session();
    let talk = RwSignal::new(None::<Talk>);
    let merging = RwSignal::new(false);
    let write = move || {
        let organisation = session.read(|workspace| {
            let record = workspace.record(id)?;
            RecordId::parse(record.value("organisation").text()?).ok()
        });
        talk.set(Some(Talk::with_person(id, organisation)));
    };
    offer_page_actions(vec![
        Action::new("person.talk", "Write down a conversation", "C", move |_| {
            write()
        })
        .in_group("This page"),
        Action::new(
            "person.merge",
            "Merge a duplicate into this person",
            "",
            move |_| merging.set(true),
        )
        .in_group("This page"),
    ]);
    let entries = Memo::new(move |_| {
        for kind in ["entry", "venture", "organisation"] {
            session.track_kind(kind);
        }
        session.read(|workspace| entries_with(workspace, &[id]))
    });
    let conversations = move || {
        if entries.with(Vec::is_empty) {
            view! {
                <p class="quiet">"Nothing yet. Write down the next conversation here, and everybody can prepare the one after."</p>
            }
            .into_any()
        } else {
            view! { <Entries entries/> }.into_any()
        }
    };
    view! {
        <p class="crumbs"><a href=HOME.list>{HOME.list_name}</a></p>
        <article class="record">
            <Head id home=HOME under="role" merging write/>
            <div class="record-main">
                <LookAlikes id kind="contact" merging/>
                <ReviewDue id/>
                <Section title="Conversations" count=Signal::derive(move || entries.with(Vec::len))>{conversations}</Section>
                <Ventures id none="No venture names this person yet. Add them as a founder on the venture’s page, or under Ventures beside this."/>
            </div>
            <aside class="record-side" aria-label="About this person">
                <Section title="Details">
                    <dl class="facts">
                        <Fact record=id kind="contact" field="organisation"/>
                        <Fact record=id kind="contact" field="email"/>
                        <Fact record=id kind="contact" field="phone"/>
                        <Fact record=id kind="contact" field="ventures"/>
                        <Fact record=id kind="contact" field="note"/>
                    </dl>
                </Section>
                <Section title="Why we may hold this">
                    <p class="quiet small">"People have a right to know why we hold their details, and to have them removed. Keep only what is needed."</p>
                    <dl class="facts">
                        <Fact record=id kind="contact" field="basis" label="Reason"/>
                        <Fact record=id kind="contact" field="source"/>
                        <Fact record=id kind="contact" field="review_on"/>
                    </dl>
                    <div class="row"><LinkButton label="Everything held about them" href=format!("/data?tab=people&person={id}") small=true/></div>
                </Section>
            </aside>
        </article>
        <TalkDialog talk/>
        <MergeInto into=id kind="contact" open=merging/>
    }
}

/// Asks again whether we may keep a person's details, from the day that was set.
#[component]
fn ReviewDue(id: RecordId) -> impl IntoView {
    let session = use_session();
    let actor = use_actor();
    let due = Memo::new(move |_| {
        session.track_record(id);
        let today = session.today.get();
        session.read(|workspace| {
            let day = Day::parse(workspace.record(id)?.value("review_on").text()?).ok()?;
            (day <= today).then(|| day.to_string())
        })
    });
    let keep = move || {
        let next = session.today.get_untracked().plus_months(12);
        actor.act(Command::Edit {
            record: id,
            values: values([("review_on", Put::day(next))]),
        });
    };
    move || {
        due.get().map(|day| view! {
        <Banner tone=Tone::Warning title="Ask whether we may keep these details">
            <p>{format!("Somebody set {day} as the day to ask again.")}</p>
            <div class="banner-actions"><Button label="They agreed: ask in a year" on_press=keep/></div>
        </Banner>
    })
    }
}
