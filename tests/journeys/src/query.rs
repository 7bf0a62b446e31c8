//! What to look for in a page, told as a person would: the button *Save*, the field *Name*, the text *Saved*.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// How a name or text is compared, after white space is tidied.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Words {
    /// Exactly these.
    Is(String),
    /// These at the beginning.
    Starts(String),
    /// These somewhere.
    Has(String),
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::Is(text.to_owned())
    }
}

impl From<&String> for Words {
    fn from(text: &String) -> Self {
        Self::Is(text.clone())
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self::Is(text)
    }
}

/// Words somewhere in a name or text.
#[must_use]
pub fn has(text: impl Into<String>) -> Words {
    Words::Has(text.into())
}

/// Words that a name or text begins with.
#[must_use]
pub fn starts(text: impl Into<String>) -> Words {
    Words::Starts(text.into())
}

/// A description of one thing, or several, in a page. Only what is shown is ever found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Query {
    role: Option<String>,
    field: bool,
    name: Option<Words>,
    text: Option<Words>,
    attributes: Vec<(String, Option<String>)>,
    states: BTreeMap<&'static str, String>,
    holding: Option<Box<Query>>,
    within: Option<Box<Query>>,
    nth: Option<i32>,
}

/// Anything of an ARIA role, given or native.
#[must_use]
pub fn role(role: &str) -> Query {
    Query {
        role: Some(role.to_owned()),
        ..Query::default()
    }
}

/// A field of a form by its label, of whatever kind.
#[must_use]
pub fn field(label: impl Into<Words>) -> Query {
    Query {
        field: true,
        name: Some(label.into()),
        ..Query::default()
    }
}

/// The innermost thing that shows a text.
#[must_use]
pub fn text(text: impl Into<Words>) -> Query {
    Query {
        text: Some(text.into()),
        ..Query::default()
    }
}

/// Anything that carries an attribute with a value, such as `data-venture`.
#[must_use]
pub fn marked(attribute: &str, value: &str) -> Query {
    Query::default().with(attribute, value)
}

macro_rules! named_roles {
    ($($(#[$doc:meta])* $function:ident: $role:literal;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $function(name: impl Into<Words>) -> Query {
                role($role).named(name)
            }
        )*
    };
}

named_roles! {
    /// A button by its name.
    button: "button";
    /// A link by its name.
    link: "link";
    /// A heading by its name.
    heading: "heading";
    /// An open dialog by its name.
    dialog: "dialog";
    /// A named region.
    region: "region";
    /// A navigation by its name.
    navigation: "navigation";
    /// An item of a menu.
    menu_item: "menuitem";
    /// An option of a list.
    option: "option";
    /// A tab of a list of tabs.
    tab: "tab";
    /// A list by its name.
    list: "list";
    /// An item of a list by what it says.
    list_item: "listitem";
    /// A table by its name.
    table: "table";
    /// A row by what it says.
    row: "row";
    /// A cell by what it says.
    cell: "cell";
    /// A heading of a column.
    column_header: "columnheader";
    /// A tick box.
    checkbox: "checkbox";
    /// One of several choices.
    radio: "radio";
    /// A group of fields by its legend.
    group: "group";
}

impl Query {
    /// With this accessible name.
    #[must_use]
    pub fn named(mut self, name: impl Into<Words>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Showing this text.
    #[must_use]
    pub fn saying(mut self, text: impl Into<Words>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// With an attribute of this value.
    #[must_use]
    pub fn with(mut self, attribute: &str, value: &str) -> Self {
        self.attributes
            .push((attribute.to_owned(), Some(value.to_owned())));
        self
    }

    /// With an attribute of any value.
    #[must_use]
    pub fn with_any(mut self, attribute: &str) -> Self {
        self.attributes.push((attribute.to_owned(), None));
        self
    }

    /// Inside something else.
    #[must_use]
    pub fn inside(mut self, outer: &Query) -> Self {
        self.within = Some(Box::new(match self.within {
            None => outer.clone(),
            Some(inner) => inner.inside(outer),
        }));
        self
    }

    /// With something else inside it.
    #[must_use]
    pub fn holding(mut self, inner: Query) -> Self {
        self.holding = Some(Box::new(inner));
        self
    }

    /// The one at a place, counted from 0; −1 is the last.
    #[must_use]
    pub fn nth(mut self, at: i32) -> Self {
        self.nth = Some(at);
        self
    }

    fn state(mut self, state: &'static str, value: &str) -> Self {
        self.states.insert(state, value.to_owned());
        self
    }

    /// Ticked or not, natively or by `aria-checked`.
    #[must_use]
    pub fn checked(self, yes: bool) -> Self {
        self.state("checked", truth(yes))
    }

    /// Disabled or not.
    #[must_use]
    pub fn disabled(self, yes: bool) -> Self {
        self.state("disabled", truth(yes))
    }

    /// Unfolded or not.
    #[must_use]
    pub fn expanded(self, yes: bool) -> Self {
        self.state("expanded", truth(yes))
    }

    /// Having the keyboard's focus.
    #[must_use]
    pub fn focused(self) -> Self {
        self.state("focused", "true")
    }

    /// Marked as holding something wrong.
    #[must_use]
    pub fn invalid(self) -> Self {
        self.state("invalid", "true")
    }

    /// Pressed in or not.
    #[must_use]
    pub fn pressed(self, yes: bool) -> Self {
        self.state("pressed", truth(yes))
    }

    /// Selected or not.
    #[must_use]
    pub fn selected(self, yes: bool) -> Self {
        self.state("selected", truth(yes))
    }

    /// The current one of its kind, such as `page` in a navigation.
    #[must_use]
    pub fn current(self, kind: &str) -> Self {
        self.state("current", kind)
    }

    /// A heading of this level.
    #[must_use]
    pub fn level(self, level: u8) -> Self {
        self.state("level", &level.to_string())
    }

    /// A field that holds this.
    #[must_use]
    pub fn value(self, value: &str) -> Self {
        self.state("value", value)
    }
}

fn truth(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(text) => write!(f, "“{text}”"),
            Self::Starts(text) => write!(f, "“{text}…”"),
            Self::Has(text) => write!(f, "“…{text}…”"),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match (&self.role, self.field) {
            (Some(role), _) => role,
            (None, true) => "field",
            (None, false) => "anything",
        };
        if let Some(nth) = self.nth {
            write!(f, "number {nth} of ")?;
        }
        f.write_str(kind)?;
        if let Some(name) = &self.name {
            write!(f, " {name}")?;
        }
        if let Some(text) = &self.text {
            write!(f, " saying {text}")?;
        }
        for (attribute, value) in &self.attributes {
            match value {
                Some(value) => write!(f, " [{attribute}={value}]")?,
                None => write!(f, " [{attribute}]")?,
            }
        }
        for (state, value) in &self.states {
            write!(f, " [{state}: {value}]")?;
        }
        if let Some(inner) = &self.holding {
            write!(f, " with {inner}")?;
        }
        if let Some(outer) = &self.within {
            write!(f, " in {outer}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_reads_as_it_was_meant() {
        let board = region("Pipeline");
        let query = button(starts("Move"))
            .expanded(false)
            .inside(&list_item(has("Green Gym")))
            .inside(&board)
            .nth(0);
        assert_eq!(
            query.to_string(),
            "number 0 of button “Move…” [expanded: false] in listitem “…Green Gym…” in region “Pipeline”"
        );
    }
}
