//! The venture's telling of itself, told once and used everywhere, and the need it answers.

use crate::ui::weave::prelude::*;

use super::{Page, add_form::AddForm, section::Section};
use crate::{
    ui::{
        actions::use_actor,
        in_place::{Fact, InPlace},
        parts::{Button, Icon, focus_soon},
    },
    workspace::venture_page::{StoryTold, stories},
};

/// What is asked of a new telling.
const ASKED: &[&str] = &["text", "voice", "told_on"];

#[component]
pub(super) fn StorySection(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let told = session.view_record(page.venture, move |workspace| {
        stories(workspace, page.venture)
    });
    let current = Memo::new(move |_| told.with(|told| told.first().map(|story| story.id)));
    let telling = RwSignal::new(false);
    let close = Callback::new(move |()| {
        telling.set(false);
        focus_soon("tell-story");
    });
    let venture = page.venture;
    view! {
        <Section name="story" title="Story">
            {move || match current.get() {
                None => view! {
                    <p class="quiet">"No story is told yet. Write it once, in the words of the people whose it is; every report can use it."</p>
                }
                .into_any(),
                Some(record) => view! {
                    <div class="story" id=record.to_string() tabindex="-1">
                        <InPlace record kind="story" field="text" label="The story"/>
                        <dl class="facts">
                            <Fact record kind="story" field="voice"/>
                            <Fact record kind="story" field="consent"/>
                            <Fact record kind="story" field="told_on"/>
                        </dl>
                        {move || told.with(|told| told.first().is_some_and(|story| story.consent.is_empty())).then(|| view! {
                            <p class="story-voice">"Nobody has agreed yet that it may be told: keep it among staff."</p>
                        })}
                    </div>
                }
                .into_any(),
            }}
            {move || if telling.get() {
                let start = vec![("told_on", session.today.get_untracked().to_string())];
                view! { <AddForm kind="story" fields=ASKED venture start close/> }.into_any()
            } else {
                let label = if current.get().is_some() { "Tell it anew" } else { "Tell the story" };
                view! {
                    <div class="row no-print">
                        <Button
                            label=label
                            id="tell-story"
                            icon=Icon::Pencil
                            small=true
                            on_press=move || telling.set(true)
                        />
                    </div>
                }
                .into_any()
            }}
            {move || earlier(told.with(|told| told.iter().skip(1).cloned().collect()))}
        </Section>
        <Section name="need" title="The need">
            <InPlace
                record=venture
                kind="venture"
                field="need"
                prompt="Say what is needed, in the words of those who live it"
            />
        </Section>
    }
}

/// Earlier tellings, kept as they were.
fn earlier(told: Vec<StoryTold>) -> Option<impl IntoView> {
    if told.is_empty() {
        return None;
    }
    let title = format!("Earlier tellings ({})", told.len());
    let all = told
        .into_iter()
        .map(|story| {
            let when = story.told_on.map_or_else(|| "Day not known".to_owned(), |day| day.to_string());
            let voice = if story.voice.is_empty() { when } else { format!("{when}, {}", story.voice) };
            view! { <li class="story"><div class="prose">{story.text}</div><p class="story-voice">{voice}</p></li> }
        })
        .collect_view();
    Some(
        view! { <details class="no-print"><summary>{title}</summary><ol class="stack">{all}</ol></details> },
    )
}
