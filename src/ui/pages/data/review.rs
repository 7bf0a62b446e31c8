//! The dry run on paper: counts, rows, reasons, questions; then *Import*.

use std::sync::Arc;

use crate::ui::weave::prelude::*;

use super::wizard::{Source, Wizard, carry_out};
use crate::{
    domain::{counting::grouped, schema, text::capital},
    exchange::{
        fledgling::{DOUBT, FledglingFile, FledglingPlan},
        import::{Answer, ImportPlan, Outcome, Question, RowPlan},
    },
    ledger::RecordId,
    ui::{
        parts::{Banner, Button, ButtonKind, Choice, ChoiceField, LinkButton, Tone},
        session::use_session,
    },
};

/// Rows of each outcome that are shown before *Show all*.
const SHOWN_AT_FIRST: usize = 50;

/// The dry run of a table or of grants.
#[component]
pub(super) fn PlanReview(wizard: Wizard, source: Source, plan: Arc<ImportPlan>) -> impl IntoView {
    let counts = plan.counts;
    let host = use_session().host();
    let host = StoredValue::new(host);
    let rejected = plan.rejected_csv();
    let file_name = plan.file.name.clone();
    let download = move || {
        if let Some(bytes) = rejected.clone() {
            let stem = file_name
                .rsplit_once('.')
                .map_or(file_name.as_str(), |(stem, _)| stem);
            host.with_value(|host| {
                host.download(
                    &format!("{stem} - not imported.csv"),
                    "text/csv",
                    vec![bytes],
                )
            });
        }
    };
    let left_out = counts.rejected + counts.questions;
    let (for_import, for_back) = (source.clone(), source.clone());
    let importing = Arc::clone(&plan);
    let records = plan
        .records
        .iter()
        .map(|many| view! { <li>{many.words()}</li> })
        .collect_view();
    let notes = plan
        .notes
        .iter()
        .map(|note| view! { <p>{note.clone()}</p> })
        .collect_view();
    let questions = plan
        .questions
        .iter()
        .map(|question| ask(wizard, question, &source))
        .collect_view();
    let nothing = !plan.changes_anything();
    view! {
        <p>{format!("The file holds {}:", plan.rows_in_words())}</p>
        <dl class="counts">
            <div class="good"><dt>"New"</dt><dd>{grouped(counts.new as u64)}</dd></div>
            <div><dt>"Changed"</dt><dd>{grouped(counts.changed as u64)}</dd></div>
            <div><dt>"Unchanged"</dt><dd>{grouped(counts.unchanged as u64)}</dd></div>
            <div class="danger"><dt>"Rejected"</dt><dd>{grouped(counts.rejected as u64)}</dd></div>
            <div class="warning"><dt>"To decide"</dt><dd>{grouped(counts.questions as u64)}</dd></div>
        </dl>
        {(!nothing).then(|| view! { <p>"That makes here:"</p><ul>{records}</ul> })}
        {notes}
        {questions}
        {nothing.then(|| view! { <p>"Everything in this file is here already. There is nothing to import."</p> })}
        <div class="form-actions row">
            <Button
                label="Import"
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || nothing)
                on_press=move || carry_out(wizard, Arc::clone(&importing), for_import.clone())
            />
            <Button label="Back" on_press=move || wizard.back(for_back.clone())/>
            <Button label="Cancel" kind=ButtonKind::Quiet on_press=move || wizard.restart()/>
            {(left_out > 0).then(|| view! { <Button label="Download the rows that are left out" on_press=download.clone()/> })}
        </div>
        <Rows title="Rejected" open=true rows=some(&plan, |outcome| matches!(outcome, Outcome::Rejected(_)))/>
        <Rows title="To decide" open=true rows=some(&plan, |outcome| matches!(outcome, Outcome::Question(_)))/>
        <Rows title="Changed" open=true rows=some(&plan, |outcome| matches!(outcome, Outcome::Changed(_)))/>
        <Rows title="New" open=false rows=some(&plan, |outcome| matches!(outcome, Outcome::New))/>
        <Rows title="Unchanged" open=false rows=some(&plan, |outcome| matches!(outcome, Outcome::Unchanged))/>
    }
}

fn some(plan: &ImportPlan, wanted: impl Fn(&Outcome) -> bool) -> Vec<RowPlan> {
    plan.rows
        .iter()
        .filter(|row| wanted(&row.outcome))
        .cloned()
        .collect()
}

#[component]
fn Rows(title: &'static str, open: bool, rows: Vec<RowPlan>) -> impl IntoView {
    let count = rows.len();
    let all = RwSignal::new(false);
    let rows = StoredValue::new(rows);
    let drawn = move || {
        let most = if all.get() {
            usize::MAX
        } else {
            SHOWN_AT_FIRST
        };
        rows.with_value(|rows| rows.iter().take(most).map(draw_row).collect_view())
    };
    (count > 0).then(|| {
        view! {
            <details class="section" open=open>
                <summary><h3>{title}</h3><span class="count">{grouped(count as u64)}</span></summary>
                <div class="section-body">
                    <div class="table-scroll" tabindex="0" role="region" aria-label=title>
                        <table class="table plain">
                            <thead><tr><th scope="col">"Where"</th><th scope="col">"What"</th><th scope="col">"Details"</th></tr></thead>
                            <tbody>{drawn}</tbody>
                        </table>
                    </div>
                    {move || (count > SHOWN_AT_FIRST && !all.get()).then(|| view! {
                        <Button label=format!("Show all {}", grouped(count as u64)) on_press=move || all.set(true)/>
                    })}
                </div>
            </details>
        }
    })
}

fn draw_row(row: &RowPlan) -> AnyView {
    let details: Vec<String> = match &row.outcome {
        Outcome::Rejected(faults) => faults.iter().map(ToString::to_string).collect(),
        Outcome::Changed(fields) => fields
            .iter()
            .map(|change| {
                let before = if change.before.is_empty() {
                    "nothing"
                } else {
                    &change.before
                };
                format!(
                    "{}: {before} → {}",
                    change.field,
                    if change.after.is_empty() {
                        "nothing"
                    } else {
                        &change.after
                    }
                )
            })
            .collect(),
        Outcome::Question(_) => vec!["Waits for your answer above".to_owned()],
        Outcome::New | Outcome::Unchanged => Vec::new(),
    };
    let lines = details
        .into_iter()
        .chain(row.notes.clone())
        .map(|line| view! { <div>{line}</div> })
        .collect_view();
    view! { <tr><td>{row.place.to_string()}</td><th scope="row">{row.name.clone()}</th><td>{lines}</td></tr> }.into_any()
}

fn ask(wizard: Wizard, question: &Question, source: &Source) -> AnyView {
    match question {
        Question::DateOrder {
            column,
            heading,
            example,
            day_first,
            month_first,
        } => {
            let value = RwSignal::new("day".to_owned());
            let (column, source) = (*column, source.clone());
            let choose = move |answer: String| {
                if let Source::Table(file, mapping) = source.clone() {
                    let mut mapping = mapping;
                    mapping.month_first.insert(column, answer == "month");
                    wizard.plan(Source::Table(file, mapping));
                }
            };
            view! {
                <ChoiceField
                    label=format!("How are the dates in “{heading}” written? For example {example}")
                    value
                    options=vec![Choice::new("day", day_first.clone()), Choice::new("month", month_first.clone())]
                    on_commit=choose
                />
            }
            .into_any()
        }
        Question::WhichOne {
            key,
            row,
            rows,
            one,
            text,
            why,
            candidates,
        } => {
            let value = RwSignal::new(String::new());
            let mut options: Vec<Choice> = candidates
                .iter()
                .map(|candidate| {
                    Choice::new(candidate.record.to_string(), candidate.name.clone())
                        .hint(candidate.detail.clone())
                })
                .collect();
            options.push(Choice::new(
                "create",
                format!("None of these: add a new {one}"),
            ));
            options.push(Choice::new("skip", "Leave these rows out"));
            let (key, source) = (key.clone(), source.clone());
            let choose = move |answer: String| {
                let answer = match answer.as_str() {
                    "create" => Some(Answer::Create),
                    "skip" => Some(Answer::Skip),
                    id => RecordId::parse(id).ok().map(Answer::Choose),
                };
                if let Some(answer) = answer {
                    wizard.answers.update(|answers| {
                        answers.insert(key.clone(), answer);
                    });
                    wizard.plan(source.clone());
                }
            };
            let more = if *rows > 1 {
                format!(" ({rows} rows ask this, the first is {row})")
            } else {
                format!(" ({row})")
            };
            view! {
                <div class="question">
                    <ChoiceField
                        label=format!("Which {one} is “{text}”?{more}")
                        hint=why.clone()
                        value
                        options=options
                        on_commit=choose
                    />
                </div>
            }
            .into_any()
        }
    }
}

/// The dry run of a Fledgling export.
#[component]
pub(super) fn FledglingReview(
    wizard: Wizard,
    file: Arc<FledglingFile>,
    plan: FledglingPlan,
) -> impl IntoView {
    let session = use_session();
    let new: usize = plan.new_records.values().sum();
    let changed: usize = plan.changed_records.values().sum();
    let by_kind = plan
        .new_records
        .iter()
        .map(|(kind, count)| {
            let many = schema::kind(kind).map_or(kind.as_str(), |spec| spec.many);
            view! { <li>{format!("{}: {} new", capital(many), grouped(*count as u64))}</li> }
        })
        .collect_view();
    if let Err(why) = session.read(|workspace| file.may_merge(workspace)) {
        return view! {
            <Banner tone=Tone::Warning title="This export cannot be merged">
                <p>{why.to_string()}</p>
                <div class="banner-actions">
                    <LinkButton label="Restore it over what is here" href="/data?tab=backups" kind=ButtonKind::Primary/>
                    <Button label="Choose another file" on_press=move || wizard.restart()/>
                </div>
            </Banner>
        }
        .into_any();
    }
    let nothing = plan.new_changes == 0;
    let done = plan.done_in_words();
    let import = move || wizard.merge(Arc::clone(&file), done.clone());
    view! {
        <p>"A Fledgling export. Merging it keeps everything that is here: where two people changed the same thing, both versions are kept and shown."</p>
        <dl class="counts">
            <div class="good"><dt>"New"</dt><dd>{grouped(new as u64)}</dd></div>
            <div><dt>"Changed"</dt><dd>{grouped(changed as u64)}</dd></div>
            <div><dt>"Unchanged"</dt><dd>{grouped(plan.unchanged_records as u64)}</dd></div>
            <div class="danger"><dt>"Rejected"</dt><dd>"0"</dd></div>
        </dl>
        <ul>{by_kind}</ul>
        {plan.doubtful.then(|| view! { <Banner tone=Tone::Warning title="Please look closely"><p>{DOUBT}</p></Banner> })}
        {nothing.then(|| view! { <Banner tone=Tone::Info title="Nothing to import"><p>"Every change in this file is here already."</p></Banner> })}
        <div class="form-actions row">
            <Button label="Import" kind=ButtonKind::Primary disabled=Signal::derive(move || nothing) on_press=import/>
            <Button label="Cancel" kind=ButtonKind::Quiet on_press=move || wizard.restart()/>
        </div>
    }
    .into_any()
}
