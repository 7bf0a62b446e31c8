//! What the columns of a table mean: guessed, and corrected here.

use std::sync::Arc;

use crate::ui::weave::prelude::*;

use super::wizard::{Source, Wizard};
use crate::{
    domain::{counting::counted, text::capital},
    exchange::{
        csv_in::CsvFile,
        import::{Blank, Mapping, importable_kinds, targets_of},
    },
    ui::{
        parts::{
            Banner, Button, ButtonKind, CheckboxField, Choice, ChoiceField, SelectField, Tone,
        },
        session::use_session,
    },
};

/// The form.
#[component]
pub(super) fn MappingView(wizard: Wizard, file: Arc<CsvFile>, mapping: Mapping) -> impl IntoView {
    let session = use_session();
    let kind = RwSignal::new(mapping.kind.clone());
    let blank = RwSignal::new(
        if mapping.blank == Blank::Clear {
            "clear"
        } else {
            "leave"
        }
        .to_owned(),
    );
    let create = RwSignal::new(mapping.create_missing);
    let current = RwSignal::new(mapping);
    let kinds: Vec<Choice> = importable_kinds()
        .iter()
        .map(|spec| Choice::new(spec.id, capital(spec.many)))
        .collect();
    let guessing = Arc::clone(&file);
    Effect::new(move |_| {
        let chosen = kind.get();
        if current.with_untracked(|mapping| mapping.kind != chosen) {
            current.set(session.read(|workspace| guessing.guess(&chosen, workspace)));
        }
    });
    let planned = Arc::clone(&file);
    let look = move || {
        let mut mapping = current.get_untracked();
        mapping.blank = if blank.get_untracked() == "clear" {
            Blank::Clear
        } else {
            Blank::Leave
        };
        mapping.create_missing = create.get_untracked();
        wizard.plan(Source::Table(Arc::clone(&planned), mapping));
    };
    let problems = {
        let file = Arc::clone(&file);
        move || current.with(|mapping| mapping.problems(&file))
    };
    let shown_problems = problems.clone();
    let notes = file
        .notes()
        .into_iter()
        .map(|note| view! { <p class="quiet small">{note}</p> })
        .collect_view();
    let rows = file.len();
    let name = file.mark().name.clone();
    let columns = StoredValue::new(Arc::clone(&file));
    view! {
        <p>{format!("{name}: {}.", counted(rows, "row", "rows"))}</p>
        {notes}
        <SelectField label="Each row is one of these" value=kind options=Signal::derive(move || kinds.clone())/>
        <div class="table-scroll" tabindex="0" role="region" aria-label="Columns">
            <table class="table plain mapping">
                <thead><tr><th scope="col">"Column"</th><th scope="col">"For example"</th><th scope="col">"Goes to"</th></tr></thead>
                <tbody>
                    {move || {
                        let kind = kind.get();
                        columns.with_value(|file| column_rows(file, &kind, current))
                    }}
                </tbody>
            </table>
        </div>
        <ChoiceField
            label="An empty cell"
            value=blank
            options=vec![
                Choice::new("leave", "leaves what is here"),
                Choice::new("clear", "clears what is here"),
            ]
        />
        <CheckboxField label="Add people, organisations, programmes and places that are named but not here yet" checked=create/>
        {move || {
            let found = shown_problems();
            (!found.is_empty()).then(|| view! {
                <Banner tone=Tone::Warning title="Before going on">
                    {found.into_iter().map(|problem| view! { <p>{problem}</p> }).collect_view()}
                </Banner>
            })
        }}
        <div class="form-actions row">
            <Button
                label="Look at what would change"
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || !problems().is_empty())
                on_press=look
            />
            <Button label="Choose another file" on_press=move || wizard.restart()/>
        </div>
    }
}

fn column_rows(file: &Arc<CsvFile>, kind: &str, current: RwSignal<Mapping>) -> AnyView {
    let mut options = vec![Choice::new("", "Leave this column out")];
    options.extend(targets_of(kind).into_iter().map(|target| {
        let choice = Choice::new(target.key, target.label);
        if target.group.is_empty() {
            choice
        } else {
            choice.group(target.group)
        }
    }));
    let options = StoredValue::new(options);
    file.headings()
        .into_iter()
        .map(|heading| {
            let column = heading.column;
            let goes_to = RwSignal::new(current.with_untracked(|mapping| {
                mapping.columns.get(column).cloned().flatten().unwrap_or_default()
            }));
            Effect::new(move |_| {
                let now = current.with(|mapping| mapping.columns.get(column).cloned().flatten().unwrap_or_default());
                if goes_to.get_untracked() != now {
                    goes_to.set(now);
                }
            });
            let choose = move |value: String| {
                current.update(|mapping| {
                    if let Some(slot) = mapping.columns.get_mut(column) {
                        *slot = Some(value).filter(|key| !key.is_empty());
                    }
                });
            };
            let reading = {
                let file = Arc::clone(file);
                move || current.with(|mapping| mapping.date_reading(&file, column))
            };
            view! {
                <tr>
                    <th scope="row">{heading.text.clone()}</th>
                    <td class="quiet">{heading.samples.join(" · ")}{move || reading().map(|words| view! { <br/><span>{words}</span> })}</td>
                    <td>
                        <SelectField
                            label=format!("{} goes to", heading.text)
                            hide_label=true
                            value=goes_to
                            options=Signal::derive(move || options.get_value())
                            on_commit=choose
                        />
                    </td>
                </tr>
            }
        })
        .collect_view()
        .into_any()
}
