//! The take-away as a page to read and print: one HTML file without scripts, that needs nothing else.

use std::fmt::Write as _;

use super::{
    Profile,
    choosing::{Chosen, is_venture},
};
use crate::{
    domain::{
        dates::Day,
        founder::KnownRecord,
        schema::{self, KINDS, KindSpec, Shape},
        text::capital,
    },
    ledger::RecordId,
    workspace::{Workspace, founders::value_in_words},
};

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}h1{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid #ccc}article{margin:1.2rem 0;break-inside:avoid}h3{margin:0 0 .3rem}dl{margin:0}dt{font-weight:600;margin-top:.4rem}dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}footer{margin-top:3rem;color:#555}";

/// Kinds that are told apart from the venture's own pages: what surrounds it.
const AROUND: [&str; 5] = ["incubator", "organisation", "place", "programme", "lot"];

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// The heading of a record: what it is called, or the first words that it holds.
fn heading(record: &KnownRecord) -> Option<(&'static str, String)> {
    let kind = schema::kind(&record.kind)?;
    ["name", "title", "what", "promise"]
        .iter()
        .find_map(|name| {
            let spec = kind.field(name)?;
            let text = record.fields.get(spec.name)?.as_str()?;
            Some((spec.name, text.to_owned()))
        })
}

// Writing to a string cannot fail.
fn facts(workspace: &Workspace, record: &KnownRecord, without: Option<&str>, html: &mut String) {
    let Some(kind) = schema::kind(&record.kind) else {
        return;
    };
    html.push_str("<dl>");
    for spec in kind.fields.iter().filter(|spec| Some(spec.name) != without) {
        // Every record here belongs to the venture: saying so each time says nothing.
        if spec.name == "venture" && !is_venture(record) {
            continue;
        }
        let Some(value) = record.fields.get(spec.name) else {
            continue;
        };
        let words = match spec.shape {
            Shape::Json => in_lines(value),
            _ => value_in_words(workspace, spec, value),
        };
        let (label, words) = (escaped(spec.label), escaped(words.trim()));
        if !words.is_empty() {
            let _ = write!(html, "<dt>{label}</dt><dd>{words}</dd>");
        }
    }
    html.push_str("</dl>");
}

/// Lists of small objects, a line for each.
fn in_lines(value: &serde_json::Value) -> String {
    let line = |item: &serde_json::Value| match item.as_object() {
        Some(members) => members
            .values()
            .map(|member| {
                member
                    .as_str()
                    .map_or_else(|| member.to_string(), str::to_owned)
            })
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        None => item
            .as_str()
            .map_or_else(|| item.to_string(), str::to_owned),
    };
    match value.as_array() {
        Some(items) => items.iter().map(line).collect::<Vec<_>>().join("\n"),
        None => line(value),
    }
}

/// Days make an order that a reader expects: the newest first.
fn day_of(record: &KnownRecord) -> Option<&str> {
    [
        "happened_on",
        "moved_on",
        "told_on",
        "due",
        "decided_on",
        "starts",
        "signed_on",
    ]
    .iter()
    .find_map(|field| record.fields.get(*field)?.as_str())
}

/// The take-away of a venture as a page. `None` when the venture is not here.
pub fn take_away_page(workspace: &Workspace, venture: RecordId, today: Day) -> Option<String> {
    let chosen = Chosen::of(workspace, Profile::TakeAway(venture))?;
    let records: Vec<KnownRecord> = chosen.records(workspace).collect();
    let name = escaped(&workspace.name_of(venture));
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title><style>{STYLE}</style></head><body><h1>{name}</h1>"
    );
    let incubator = workspace.incubator().name;
    let whom = if incubator.is_empty() {
        "the incubator".to_owned()
    } else {
        escaped(&incubator)
    };
    let _ = write!(
        html,
        "<p>What {whom} holds about {name}, as at {today}. Left out: notes kept among staff, contact details of people, and other ventures.</p>"
    );
    if let Some(own) = records.iter().find(|record| record.id == venture) {
        facts(workspace, own, Some("name"), &mut html);
    }
    let kinds = KINDS.iter().filter(|kind| kind.id != "venture");
    let (around, own): (Vec<&KindSpec>, Vec<&KindSpec>) =
        kinds.partition(|kind| AROUND.contains(&kind.id));
    for kind in own.into_iter().chain(around) {
        let mut those: Vec<&KnownRecord> = records
            .iter()
            .filter(|record| record.kind == kind.id)
            .collect();
        if those.is_empty() {
            continue;
        }
        crate::ledger::ordering::sort_by_key(&mut those, |record| {
            std::cmp::Reverse(day_of(record).map(str::to_owned))
        });
        let _ = write!(html, "<h2>{}</h2>", escaped(&capital(kind.many)));
        for record in those {
            html.push_str("<article>");
            let heading = heading(record);
            if let Some((_, words)) = &heading {
                let _ = write!(html, "<h3>{}</h3>", escaped(words));
            }
            facts(
                workspace,
                record,
                heading.map(|(field, _)| field),
                &mut html,
            );
            html.push_str("</article>");
        }
    }
    let _ = writeln!(
        html,
        "<footer>Made with Fledgling on {today}.</footer></body></html>"
    );
    Some(html)
}
