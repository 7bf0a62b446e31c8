//! From a grant to the records it speaks of.

use serde_json::Value;

use super::{
    GrantOptions,
    grant::{Grant, Party, Sum},
};
use crate::{
    domain::{
        dates::Day,
        identifier::OrganisationId,
        legal_form::LegalForm,
        names::match_key,
        records::{Capital, Organisation, Place, Venture},
        schema,
        vocabulary::PLACE_CODE_TYPES,
    },
    exchange::{
        matching::{code_key, grant_key, id_key},
        plan::{Find, Row, Rule, SetRule, Wish, WishValue, World},
    },
};

/// Numbers of the wishes of a row.
const GRANT: usize = 0;
const RECIPIENT: usize = 1;
const VENTURE: usize = 2;

/// What one grant asks for. With it comes what the whole file says: when the recipient joined, and the code of the one
/// area that the recipient's town stands for.
pub(super) fn wishes(
    grant: &Grant,
    options: &GrantOptions,
    (joined, area): (Option<Day>, Option<&str>),
    world: &World<'_>,
) -> Row {
    let mut notes = grant.notes.clone();
    let mut wishes = vec![
        capital(grant, &mut notes),
        organisation(&grant.recipient, "recipient", &mut notes),
        venture(grant, options, joined, world, &mut notes),
    ];
    // The grant knows its venture better than the recipient's name does, once somebody has renamed or merged it.
    follow(&mut wishes, RECIPIENT, &["venture", "organisation"]);
    follow(&mut wishes, VENTURE, &["venture"]);
    if let Some(funder) = &grant.funder {
        let number = wishes.len();
        wishes.push(organisation(funder, "funder", &mut notes));
        put(
            &mut wishes,
            GRANT,
            "from",
            WishValue::Of(number),
            Rule::KeepEdits,
        );
    }
    let mut places = Vec::new();
    for location in &grant.locations {
        places.push(WishValue::Of(wishes.len()));
        let town = &grant.recipient.town;
        let mut place = place(&location.name, &location.code, town);
        let is_alone = area == Some(location.code.as_str()) && !town.is_empty();
        place.plainly = (location.name.is_empty() && is_alone).then(|| town.clone());
        wishes.push(place);
    }
    if let Some(venture) = wishes.get_mut(VENTURE) {
        venture.put_items("places", places, SetRule::AddWithNewRow);
    }
    put(
        &mut wishes,
        GRANT,
        "venture",
        WishValue::Of(VENTURE),
        Rule::KeepEdits,
    );
    let name = if grant.title.is_empty() {
        grant.recipient.name.clone()
    } else {
        grant.title.clone()
    };
    Row {
        name,
        wishes,
        own: GRANT,
        notes,
    }
}

fn follow(wishes: &mut [Wish], number: usize, fields: &'static [&'static str]) {
    if let Some(wish) = wishes.get_mut(number) {
        wish.find.follow = Some((GRANT, fields));
    }
}

fn put(wishes: &mut [Wish], number: usize, field: &str, value: WishValue, rule: Rule) {
    if let Some(wish) = wishes.get_mut(number) {
        wish.put(field, value, rule);
    }
}

/// Puts a text into a field if the field takes it; otherwise notes what was left out.
fn put_text(wish: &mut Wish, field: &str, text: &str, rule: Rule, notes: &mut Vec<String>) {
    let Some(spec) = wish.kind.field(field).filter(|_| !text.is_empty()) else {
        return;
    };
    match schema::check(spec, &Value::String(text.to_owned())) {
        Ok(Value::Null) => {}
        Ok(value) => wish.put(field, WishValue::Plain(value), rule),
        Err(error) => {
            let note = format!(
                "Left out {} of {}: {}",
                spec.label.to_lowercase(),
                wish.find.text,
                error.problem
            );
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
}

fn put_pence(wish: &mut Wish, field: &str, pence: i64) {
    wish.put(field, WishValue::Plain(Value::from(pence)), Rule::KeepEdits);
}

fn put_day(wish: &mut Wish, field: &str, day: Option<Day>, rule: Rule) {
    if let Some(day) = day {
        wish.put(field, WishValue::Plain(Value::String(day.iso())), rule);
    }
}

fn find_by_ids(ids: &[OrganisationId], name: &str) -> Find {
    Find {
        sure: ids
            .iter()
            .flat_map(OrganisationId::match_keys)
            .map(|key| id_key(&key))
            .collect(),
        name: match_key(name),
        ids: ids.to_vec(),
        text: name.to_owned(),
        ..Find::default()
    }
}

fn identifiers(ids: &[OrganisationId]) -> Vec<WishValue> {
    ids.iter()
        .map(|id| WishValue::Plain(Value::String(id.to_string())))
        .collect()
}

fn legal_form(party: &Party, notes: &mut Vec<String>) -> String {
    let reading = LegalForm::from_360giving_type(&party.kind).narrowed_by(&party.ids);
    let likely = reading.likely();
    // A registered society's number says more than what somebody chose from a list: Jubilee Pool is no company.
    let is_society = party.ids.iter().any(OrganisationId::is_society);
    let likely = if is_society && likely != Some(LegalForm::Coop) {
        Some(LegalForm::Cbs)
    } else {
        likely
    };
    match likely {
        Some(form) => form.id().to_owned(),
        None if party.kind.is_empty() => String::new(),
        None => {
            notes.push(format!(
                "Left out the legal form of {}: “{}” is none that Fledgling knows.",
                party.name, party.kind
            ));
            String::new()
        }
    }
}

fn capital(grant: &Grant, notes: &mut Vec<String>) -> Wish {
    let find = Find {
        sure: vec![grant_key(&grant.id)],
        text: grant.title.clone(),
        ..Find::default()
    };
    let mut wish = Wish::new(&Capital::SPEC, find);
    let keep = Rule::KeepEdits;
    put_text(&mut wish, "grant_id", &grant.id, keep, notes);
    put_text(&mut wish, "kind", "grant", keep, notes);
    put_text(&mut wish, "title", &grant.title, keep, notes);
    put_text(&mut wish, "description", &grant.description, keep, notes);
    put_text(&mut wish, "programme", &grant.programme, keep, notes);
    put_text(&mut wish, "link", &grant.link, keep, notes);
    put_day(&mut wish, "decided_on", grant.awarded_on, keep);
    put_day(&mut wish, "starts", grant.starts, keep);
    put_day(&mut wish, "ends", grant.ends, keep);
    if let Some(months) = grant.months {
        wish.put("months", WishValue::Plain(Value::from(months)), keep);
    }
    let mut received = false;
    match grant.awarded {
        Sum::Pounds(awarded) => {
            put_pence(&mut wish, "amount", awarded.get());
            // Nobody asks for nothing: a zero here stands for “not known”.
            if let Some(Sum::Pounds(asked)) = grant
                .applied_for
                .filter(|sum| *sum != Sum::Pounds(Default::default()))
            {
                put_pence(&mut wish, "amount_applied_for", asked.get());
            }
            if let Some(Sum::Pounds(paid)) = grant.disbursed {
                put_pence(&mut wish, "amount_disbursed", paid.get());
                received = !paid.is_zero() && paid >= awarded;
            }
        }
        Sum::Other(amount) => {
            let parts = 10_i64.pow(amount.currency.decimals());
            let (quantity, unit) = match amount.minor % parts {
                0 => (amount.minor / parts, amount.currency.to_string()),
                _ => (amount.minor, format!("{} cents", amount.currency)),
            };
            wish.put("quantity", WishValue::Plain(Value::from(quantity)), keep);
            put_text(&mut wish, "unit", &unit, keep, notes);
            received = grant.disbursed.is_some_and(|paid| matches!(paid, Sum::Other(paid) if paid.minor >= amount.minor && paid.minor > 0));
        }
    }
    put_text(
        &mut wish,
        "status",
        if received { "received" } else { "secured" },
        keep,
        notes,
    );
    wish
}

fn organisation(party: &Party, role: &str, notes: &mut Vec<String>) -> Wish {
    let mut wish = Wish::new(&Organisation::SPEC, find_by_ids(&party.ids, &party.name));
    let keep = Rule::KeepEdits;
    put_text(&mut wish, "name", &party.name, keep, notes);
    put_text(
        &mut wish,
        "legal_form",
        &legal_form(party, notes),
        keep,
        notes,
    );
    put_text(&mut wish, "town", &party.town, keep, notes);
    put_text(&mut wish, "region", &party.region, keep, notes);
    put_text(&mut wish, "postcode", &party.postcode, keep, notes);
    put_text(&mut wish, "website", &party.website, keep, notes);
    wish.put_items(
        "identifiers",
        identifiers(&party.ids),
        SetRule::AddWithNewRow,
    );
    wish.put_items(
        "roles",
        vec![WishValue::Plain(Value::String(role.to_owned()))],
        SetRule::AddWithNewRow,
    );
    wish
}

fn venture(
    grant: &Grant,
    options: &GrantOptions,
    joined: Option<Day>,
    world: &World<'_>,
    notes: &mut Vec<String>,
) -> Wish {
    let party = &grant.recipient;
    let mut find = find_by_ids(&party.ids, &party.name);
    find.through = Some(RECIPIENT);
    let mut wish = Wish::new(&Venture::SPEC, find);
    wish.is_essential = true;
    put_text(&mut wish, "name", &party.name, Rule::KeepEdits, notes);
    let chosen = options
        .programme_stages
        .get(&grant.programme)
        .or(options.stage.as_ref());
    let known = chosen
        .map(String::as_str)
        .filter(|stage| world.journey.stage(stage).is_some());
    put_text(
        &mut wish,
        "stage",
        known.unwrap_or_else(|| world.journey.first()),
        Rule::WhenNew,
        notes,
    );
    put_text(&mut wish, "disposition", "active", Rule::WhenNew, notes);
    put_day(&mut wish, "joined", joined, Rule::WhenEmpty);
    let mut said_already = Vec::new();
    put_text(
        &mut wish,
        "legal_form",
        &legal_form(party, &mut said_already),
        Rule::KeepEdits,
        notes,
    );
    put_text(
        &mut wish,
        "website",
        &party.website,
        Rule::KeepEdits,
        &mut said_already,
    );
    wish.put("organisation", WishValue::Of(RECIPIENT), Rule::WhenEmpty);
    wish.put_items(
        "identifiers",
        identifiers(&party.ids),
        SetRule::AddWithNewRow,
    );
    wish
}

fn place(name: &str, code: &str, town: &str) -> Wish {
    let name = match (name, code, town) {
        ("", code, "") => code.to_owned(),
        // The file gives the code alone; the recipient's town tells people roughly where that is. The code beside it
        // tells several areas of one town apart.
        ("", code, town) => format!("{town} ({code})"),
        (name, ..) => name.to_owned(),
    };
    let find = if code.is_empty() {
        Find {
            name: match_key(&name),
            text: name.clone(),
            ..Find::default()
        }
    } else {
        Find {
            sure: vec![code_key(code)],
            text: name.clone(),
            ..Find::default()
        }
    };
    let mut wish = Wish::new(&Place::SPEC, find);
    let mut left_out = Vec::new();
    put_text(&mut wish, "name", &name, Rule::WhenNew, &mut left_out);
    put_text(&mut wish, "code", code, Rule::WhenNew, &mut left_out);
    let prefix = code
        .get(..if code.starts_with("UK") { 2 } else { 3 })
        .unwrap_or_default();
    if PLACE_CODE_TYPES.iter().any(|known| known.id == prefix) {
        put_text(&mut wish, "code_type", prefix, Rule::WhenNew, &mut left_out);
    }
    wish
}
