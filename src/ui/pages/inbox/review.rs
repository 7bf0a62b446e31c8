//! One answer: each change beside what stands here, to accept, to put in other words, or to decline.

use crate::ui::weave::prelude::*;

use super::{
    super::ways_out::{self, copy_and_say},
    deciding::decide,
    item::{Item, part_id},
};
use crate::{
    domain::{counting::grouped, dates::Moment},
    exchange::founder::review_letter,
    ledger::RecordId,
    ui::{
        actions::{Actor, use_actor},
        addressed::use_record_at_address,
        frame::PageTitle,
        parts::{
            Banner, Button, ButtonKind, Dialog, DialogSize, LinkButton, TextArea, Tone, focus_soon,
        },
    },
    workspace::founders::Review,
};

/// Parts, and remarks, that are drawn at once.
const AT_ONCE: usize = 50;

/// One answer.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let asked = use_record_at_address();
    let is_here = Memo::new(move |_| {
        let id = asked.get()?;
        session.track_record(id);
        session
            .read(|workspace| workspace.review(id).is_some())
            .then_some(id)
    });
    move || {
        match is_here.get() {
        Some(id) => view! { <Whole actor id/> }.into_any(),
        None => view! {
            <header class="page-head"><div>
                <PageTitle title="This answer is not here"/>
                <p class="lede">"It may have been taken back with Undo, or it is kept in another browser. Open the founder’s file again to review it here."</p>
            </div></header>
            <div class="row"><LinkButton label="See all updates" href="/inbox" kind=ButtonKind::Primary/></div>
        }
        .into_any(),
    }
    }
}

/// The answer beside what stands here now; followed.
fn followed(actor: Actor, id: RecordId) -> Memo<Option<Review>> {
    Memo::new(move |_| {
        // What stands here may be in any record of the venture.
        actor.session.revision.track();
        actor.session.track_record(id);
        actor.session.read(|workspace| workspace.review(id))
    })
}

#[component]
fn Whole(actor: Actor, id: RecordId) -> impl IntoView {
    let review = followed(actor, id);
    let first = review.get_untracked();
    let title = first.as_ref().map_or_else(String::new, |review| {
        format!("What {} sends", name_of(review))
    });
    let most = RwSignal::new(AT_ONCE);
    let keys = Memo::new(move |_| {
        let keys = |review: &Review| {
            let keys = review.items.iter().map(|item| item.key.clone());
            keys.take(most.get()).collect::<Vec<_>>()
        };
        review.with(|review| review.as_ref().map(keys).unwrap_or_default())
    });
    let item_of = move |key: String| {
        Memo::new(move |_| {
            review.with(|review| {
                let items = &review.as_ref()?.items;
                items.iter().find(|item| item.key == key).cloned()
            })
        })
    };
    view! {
        <div class="review">
            <p class="crumbs"><a href="/inbox">"Updates from founders"</a></p>
            <header class="page-head"><div>
                <PageTitle title/>
                <p class="lede">{move || review.with(|review| review.as_ref().map(lede))}</p>
            </div></header>
            {move || review.with(|review| review.as_ref().map(notices))}
            <Tools actor id review/>
            <ol class="review-items">
                <For each=move || keys.get() key=Clone::clone let:key>
                    <Item actor answer=id item=item_of(key)/>
                </For>
            </ol>
            <More review most/>
            <WordBack actor review/>
        </div>
    }
}

/// A way to the parts that are not drawn yet.
#[component]
fn More(review: Memo<Option<Review>>, most: RwSignal<usize>) -> impl IntoView {
    let left = Memo::new(move |_| {
        let parts = review.with(|review| review.as_ref().map_or(0, |review| review.items.len()));
        parts.saturating_sub(most.get())
    });
    move || {
        let left = left.get();
        (left > 0).then(|| {
            let more = move || {
                // The first of those that come takes the focus that the button may lose.
                let shown = most.get_untracked();
                most.set(shown + AT_ONCE);
                let key = review.with_untracked(|review| {
                    let items = &review.as_ref()?.items;
                    items.get(shown).map(|item| part_id(&item.key))
                });
                focus_soon(key.unwrap_or_default());
            };
            let label = format!("Show more parts ({} not shown yet)", grouped(left as u64));
            view! { <div class="row"><Button label on_press=more/></div> }
        })
    }
}

fn name_of(review: &Review) -> String {
    match review.answer.author.name.trim() {
        "" => "a founder".to_owned(),
        name => name.to_owned(),
    }
}

fn lede(review: &Review) -> AnyView {
    let written = i64::try_from(review.answer.written_at).unwrap_or_default();
    let about = review.venture_name.clone();
    let is_new = review.is_new_venture;
    let venture = if is_new {
        view! { <strong>{about}</strong>" (a venture that is new here)" }.into_any()
    } else {
        let href = format!("/ventures/{}", review.answer.venture);
        view! { <a href=href>{about}</a> }.into_any()
    };
    let unasked = if review.answer.request.is_none() {
        ", unasked"
    } else {
        ""
    };
    view! { "About "{venture}", written on "{Moment(written).day().to_string()}{unasked}"." }
        .into_any()
}

fn notices(review: &Review) -> AnyView {
    let lines = review
        .notices
        .iter()
        .take(AT_ONCE)
        .map(|words| view! { <p>{words.clone()}</p> })
        .collect_view();
    let left = review.notices.len().saturating_sub(AT_ONCE);
    let more = (left > 0)
        .then(|| view! { <p>{format!("and {} more like these", grouped(left as u64))}</p> });
    if review.notices.is_empty() {
        return ().into_any();
    }
    view! { <Banner tone=Tone::Warning title="Please look closely">{lines}{more}</Banner> }
        .into_any()
}

/// All at once.
#[component]
fn Tools(actor: Actor, id: RecordId, review: Memo<Option<Review>>) -> impl IntoView {
    let declining = RwSignal::new(false);
    let open = Memo::new(move |_| {
        review.with(|review| {
            review.as_ref().map_or((0, 0), |review| {
                (review.accept_all().len(), review.undecided())
            })
        })
    });
    let accept = move || {
        let all = review.with_untracked(|review| review.as_ref().map(Review::accept_all));
        if decide(actor, id, all.unwrap_or_default()) {
            focus_soon("page-title");
        }
    };
    view! {
        <div class="review-tools">
            {move || match open.get() {
                (_, 0) => view! { <p class="review-done">"Everything is decided. What was accepted stands in the founder’s name, accepted by you; Undo takes it back."</p> }.into_any(),
                (acceptable, undecided) => {
                    let rest = if acceptable == undecided { "Accept all".to_owned() } else { "Accept the rest".to_owned() };
                    let many = format!("{rest} ({acceptable})");
                    view! {
                        {(acceptable > 0).then(|| view! { <Button label=many kind=ButtonKind::Primary on_press=accept/> })}
                        <Button label="Decline the rest…" on_press=move || declining.set(true)/>
                    }
                    .into_any()
                }
            }}
        </div>
        <Dialog open=declining on_close=move || declining.set(false) title="Decline what is not decided yet" size=DialogSize::Small>
            <DeclineAll actor id review declining/>
        </Dialog>
    }
}

#[component]
fn DeclineAll(
    actor: Actor,
    id: RecordId,
    review: Memo<Option<Review>>,
    declining: RwSignal<bool>,
) -> impl IntoView {
    let word = RwSignal::new(String::new());
    let decline = move || {
        let all = review.with_untracked(|review| {
            let word = word.get_untracked();
            review.as_ref().map(|review| review.decline_all(&word))
        });
        if decide(actor, id, all.unwrap_or_default()) {
            declining.set(false);
            focus_soon("page-title");
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); decline(); }>
            <TextArea label="A word back" hint="Kept with the answer, and put into the letter to the founder." value=word optional=true/>
            <div class="dialog-actions">
                <Button label="Decline" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Not yet" on_press=move || declining.set(false)/>
            </div>
        </form>
    }
}

/// The letter back, once something is decided.
#[component]
fn WordBack(actor: Actor, review: Memo<Option<Review>>) -> impl IntoView {
    let letter = Memo::new(move |_| {
        let from = actor.session.author.with(|author| author.name.clone());
        review
            .with(|review| {
                let review = review.as_ref()?;
                let decided = review.undecided() < review.items.len();
                decided.then(|| review_letter(review, &from))
            })
            .map(|letter| (letter.subject, letter.body))
    });
    move || {
        letter.get().map(|(subject, body)| {
            let mail = ways_out::mail_address("", &subject, &body);
            let copied = body.clone();
            let copy = move || copy_and_say(actor.toasts, copied.clone(), "The words are copied. Paste them into an e-mail.");
            view! {
                <section class="word-back" aria-labelledby="word-back">
                    <h2 id="word-back">"A word back"</h2>
                    <p class="quiet small">"People answer again when they hear what became of their words."</p>
                    <pre class="letter" tabindex="0">{body}</pre>
                    <div class="row">
                        <Button label="Copy these words" on_press=copy/>
                        <LinkButton label="Write the e-mail" href=mail/>
                    </div>
                </section>
            }
        })
    }
}
