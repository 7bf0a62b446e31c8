//! How grants become ventures: where on the journey their recipients start.

use std::sync::Arc;

use crate::domain::counting::counted;
use crate::ui::weave::prelude::*;

use super::wizard::{Source, Wizard};
use crate::{
    exchange::{import::GrantOptions, threesixty::GrantsFile},
    ui::{
        parts::{Button, ButtonKind, Choice, SelectField},
        session::use_session,
    },
};

/// The form.
#[component]
pub(super) fn GrantsView(
    wizard: Wizard,
    file: Arc<GrantsFile>,
    options: GrantOptions,
) -> impl IntoView {
    let session = use_session();
    let stages: Vec<Choice> = session.read(|workspace| {
        workspace
            .journey()
            .stages()
            .map(|stage| Choice::new(&stage.code, &stage.label))
            .collect()
    });
    let first = session.read(|workspace| workspace.journey().first().to_owned());
    let stage = RwSignal::new(options.stage.clone().unwrap_or(first));
    let mut or_same = vec![Choice::new("", "The same stage")];
    or_same.extend(stages.iter().cloned());
    let programmes: Vec<(String, RwSignal<String>)> = file
        .programmes()
        .into_iter()
        .map(|seen| {
            let chosen = options
                .programme_stages
                .get(&seen.title)
                .cloned()
                .unwrap_or_default();
            (seen.title, RwSignal::new(chosen))
        })
        .collect();
    let fields = file
        .programmes()
        .into_iter()
        .zip(&programmes)
        .map(|(seen, (_, value))| {
            let or_same = or_same.clone();
            let grants = counted(seen.grants, "grant", "grants");
            view! {
                <SelectField
                    label=format!("{} ({grants})", seen.title)
                    value=*value
                    options=Signal::derive(move || or_same.clone())
                />
            }
        })
        .collect_view();
    let publisher = if file.publisher().is_empty() {
        "an unnamed publisher".to_owned()
    } else {
        file.publisher().to_owned()
    };
    let grants = counted(file.len(), "grant", "grants");
    let programmes = StoredValue::new(programmes);
    let file = StoredValue::new(file);
    let look = move || {
        let programme_stages = programmes.with_value(|programmes| {
            programmes
                .iter()
                .map(|(title, value)| (title.clone(), value.get_untracked()))
                .filter(|(_, stage)| !stage.is_empty())
                .collect()
        });
        let options = GrantOptions {
            stage: Some(stage.get_untracked()),
            programme_stages,
        };
        wizard.plan(Source::Grants(file.get_value(), options));
    };
    view! {
        <p>{format!("{grants} from {publisher}. Each recipient becomes a venture with its organisation; each grant becomes money on its page. Grants to individuals and contact details are left out.")}</p>
        <div class="form">
            <SelectField
                label="New ventures start at"
                value=stage
                options=Signal::derive(move || stages.clone())
                hint="Ventures that are here already stay where they are."
            />
            <details class="section"><summary><h3>"Start by programme"</h3></summary><div class="section-body form">{fields}</div></details>
        </div>
        <div class="form-actions row">
            <Button label="Look at what would change" kind=ButtonKind::Primary on_press=look/>
            <Button label="Choose another file" on_press=move || wizard.restart()/>
        </div>
    }
}
