//! What surrounds a venture in one row of a table: its organisation, a person, a next step, a note.

use super::{RowDraft, id_values, is_nothing, normal, plain};
use crate::{
    domain::{
        email::Email,
        identifier::OrganisationId,
        records::{Contact, Entry, Organisation, Step},
    },
    exchange::{
        csv_in::targets::Part,
        matching::{email_key, id_key},
        plan::{Absent, Find, Rule, SetRule, Wish, WishValue, Within},
    },
};

impl RowDraft<'_> {
    pub(super) fn build_around_venture(&mut self, name: &str) {
        self.build_organisation(name);
        self.build_contact();
        self.build_step();
        self.build_entry();
    }

    fn has_any(&self, part: Part) -> bool {
        self.columns
            .list
            .iter()
            .any(|column| column.part == part && !is_nothing(self.cell(column)))
    }

    fn put_part(&mut self, part: Part, wish: usize, except: &[&str]) {
        let columns = self.columns;
        for column in columns
            .list
            .iter()
            .filter(|column| column.part == part && !except.contains(&column.field.name))
        {
            self.put_cell(column, wish);
        }
    }

    fn build_organisation(&mut self, venture_name: &str) {
        let said = self.text(Part::Own, "organisation");
        let said = if is_nothing(said) { "" } else { said };
        if said.is_empty() && !self.has_any(Part::Organisation) {
            return;
        }
        let name = if said.is_empty() { venture_name } else { said };
        let ids = self
            .wishes
            .get(self.own)
            .map(|own| own.find.ids.clone())
            .unwrap_or_default();
        let Some(at) = self.refer_to(Organisation::KIND, name) else {
            return;
        };
        if let Some(wish) = self.wishes.get_mut(at) {
            wish.find.sure = ids
                .iter()
                .flat_map(OrganisationId::match_keys)
                .map(|key| id_key(&key))
                .collect();
            wish.find.ids.clone_from(&ids);
            if said.is_empty() {
                wish.find.follow = Some((self.own, &["organisation"]));
                wish.absent = Absent::Create;
            }
        }
        self.put_part(Part::Organisation, at, &[]);
        self.put_items(at, "identifiers", id_values(&ids), SetRule::Add);
        self.put_items(at, "roles", vec![plain("recipient")], SetRule::Add);
        self.put(
            self.own,
            "organisation",
            WishValue::Of(at),
            if said.is_empty() {
                Rule::WhenEmpty
            } else {
                Rule::Write
            },
        );
    }

    fn build_contact(&mut self) {
        let name = self.text(Part::Contact, "name");
        if is_nothing(name) {
            if self.has_any(Part::Contact) {
                self.notes.push(
                    "A person's details were left out, because the row does not name the person."
                        .to_owned(),
                );
            }
            return;
        }
        let Some(at) = self.refer_to(Contact::KIND, name) else {
            return;
        };
        if let Some(wish) = self.wishes.get_mut(at) {
            wish.absent = Absent::Create;
        }
        if let Ok(email) = Email::parse(self.text(Part::Contact, "email"))
            && let Some(wish) = self.wishes.get_mut(at)
        {
            wish.find.sure.push(email_key(&email.to_string()));
            wish.find.email = email.to_string();
        }
        self.put_part(Part::Contact, at, &["name"]);
        self.put_items(self.own, "founders", vec![WishValue::Of(at)], SetRule::Add);
    }

    fn build_step(&mut self) {
        let what = self.text(Part::Step, "what");
        if is_nothing(what) {
            if self.has_any(Part::Step) {
                self.notes.push("A date or name of a next step was left out, because the row does not say what to do.".to_owned());
            }
            return;
        }
        let what = normal(&Step::SPEC, "what", what);
        let within = Within {
            of: Some(self.own),
            text: what.clone(),
            day: self.day_text(Part::Step, "due"),
        };
        let at = self.wishes.len();
        self.wishes.push(Wish::new(
            &Step::SPEC,
            Find {
                within: Some(within),
                text: what,
                ..Find::default()
            },
        ));
        self.put(at, "venture", WishValue::Of(self.own), Rule::Write);
        self.put_part(Part::Step, at, &[]);
    }

    fn build_entry(&mut self) {
        let said = self.text(Part::Entry, "said");
        let day = self.day_text(Part::Entry, "happened_on");
        if is_nothing(said) && !self.has_any(Part::Entry) {
            return;
        }
        let said = normal(&Entry::SPEC, "said", said);
        let text = if said.is_empty() {
            "A note".to_owned()
        } else {
            said.clone()
        };
        let within = Within {
            of: Some(self.own),
            text: said,
            day: day.clone(),
        };
        let at = self.wishes.len();
        self.wishes.push(Wish::new(
            &Entry::SPEC,
            Find {
                within: Some(within),
                text,
                ..Find::default()
            },
        ));
        self.put(at, "venture", WishValue::Of(self.own), Rule::Write);
        self.put(at, "kind", plain("note"), Rule::WhenNew);
        self.put_part(Part::Entry, at, &[]);
        if day.is_empty() {
            self.put(
                at,
                "happened_on",
                plain(&self.world.today.iso()),
                Rule::WhenNew,
            );
        }
    }
}
