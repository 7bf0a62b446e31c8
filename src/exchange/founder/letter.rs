//! Words to paste into an email: with a request, with an answer, and back to the founder after a review.

use std::fmt::Write as _;

use super::{LONGEST_LINK, answer_in_text};
use crate::{
    domain::{
        founder::{Answer, Named, Request},
        vocabulary::UPDATE_ASKS,
    },
    workspace::founders::Review,
};

/// An email, ready to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it is about.
    pub subject: String,
    /// The words.
    pub body: String,
    /// Whether the file has to go with it, because the link would be too long for some mail programs.
    pub needs_file: bool,
}

fn sentence_list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A sentence that ends with a name: a name like "Can Cook C.I.C." brings its own full stop.
fn stopped(words: &str) -> String {
    format!("{}.", words.trim_end_matches('.'))
}

/// Whether a personal line says hello itself.
fn greets(line: &str) -> bool {
    let first = line.split(|letter: char| !letter.is_alphabetic()).next();
    first.is_some_and(|first| {
        let greetings = ["hello", "hi", "dear", "hey", "good"];
        greetings
            .iter()
            .any(|word| first.eq_ignore_ascii_case(word))
    })
}

// Writing to a string cannot fail.
fn paragraph(body: &mut String, words: &str) {
    let words = words.trim();
    if !words.is_empty() {
        let _ = write!(body, "{words}\n\n");
    }
}

/// What is asked, and by when.
fn question(request: &Request) -> String {
    let venture = request.venture_name();
    let asks: Vec<String> = UPDATE_ASKS
        .iter()
        .filter(|ask| request.asks.iter().any(|asked| asked == ask.id))
        .map(|ask| ask.label.to_lowercase())
        .collect();
    let about = match asks.as_slice() {
        [] => String::new(),
        asks => format!(" We ask about {}.", sentence_list(asks)),
    };
    let due = request.due.map_or_else(String::new, |due| {
        format!(" It would help to hear from you by {due}.")
    });
    format!(
        "Would you look at what we hold about {venture}, and tell us what has changed?{about}{due}"
    )
}

/// Who signs: name, role and incubator, as far as they are known.
fn signature(request: &Request) -> String {
    let Named { name, role } = &request.asked_by;
    let mut from = vec![name.as_str(), role.as_str(), request.incubator.as_str()];
    from.retain(|part| !part.trim().is_empty());
    from.join("\n")
}

/// The email that goes with a request. `link` is the whole link that carries it.
pub fn request_letter(request: &Request, link: &str) -> Letter {
    let venture = request.venture_name();
    let needs_file = link.len() > LONGEST_LINK;
    let mut body = String::new();
    if !greets(request.message.trim()) {
        paragraph(&mut body, "Hello,");
    }
    paragraph(&mut body, &request.message);
    paragraph(&mut body, &question(request));
    if !request.questions.is_empty() {
        let questions = request.questions.iter();
        let questions: Vec<String> = questions.map(|it| format!("- {}", it.text)).collect();
        let questions = questions.join("\n");
        paragraph(
            &mut body,
            &format!("We would also like to know:\n{questions}"),
        );
    }
    let (open, carries) = if needs_file {
        let open =
            "Please save the attached file and open it in Fledgling, on a phone or a computer.";
        (open.to_owned(), "The file")
    } else {
        let open = format!("Please open this link on a phone or a computer:\n{link}");
        (open, "The link itself")
    };
    paragraph(&mut body, &open);
    let to = match request.reply_to.as_str() {
        "" => String::new(),
        address => format!(" to {address}"),
    };
    paragraph(
        &mut body,
        &format!(
            "You need no account. You will see what we hold and why we ask for each thing. Change what is out of date, say what happened, what you learned and what you need, and send one file back{to}. Nothing reaches us until you send it."
        ),
    );
    paragraph(
        &mut body,
        &format!(
            "{carries} holds what is shown about {venture}, so please pass it on only to people who may see that."
        ),
    );
    body.push_str(&signature(request));
    Letter {
        subject: format!("How is {venture} going?"),
        body: body.trim_end().to_owned() + "\n",
        needs_file,
    }
}

/// An answer as an email: what it is, and the lines that Fledgling reads.
pub fn answer_letter(answer: &Answer) -> Letter {
    let venture = &answer.venture_name;
    let mut body = String::from("Hello,\n\n");
    paragraph(
        &mut body,
        &stopped(&format!("Here is our update about {venture}")),
    );
    paragraph(
        &mut body,
        "To read it, copy this whole message and paste it into Fledgling, on the page Updates from founders, which Today leads to. Please leave the lines below as they are.",
    );
    body.push_str(&answer_in_text(answer));
    if !answer.author.name.trim().is_empty() {
        let _ = write!(body, "\n{}\n", answer.author.name.trim());
    }
    Letter {
        subject: format!("Update from {venture}"),
        body,
        needs_file: false,
    }
}

/// A word back to the founder: what was taken up, what was worded anew, what was declined and why.
pub fn review_letter(review: &Review, from: &str) -> Letter {
    let venture = &review.venture_name;
    let name = review.answer.author.name.trim();
    let mut body = if name.is_empty() {
        "Hello,\n\n".to_owned()
    } else {
        format!("Hello {name},\n\n")
    };
    paragraph(
        &mut body,
        &stopped(&format!("Thank you for your update about {venture}")),
    );
    let listed = |verdict: &str| -> Vec<String> {
        let those = review.items.iter().filter(|item| {
            item.decided
                .as_ref()
                .is_some_and(|decision| decision.verdict == verdict)
        });
        those
            .map(|item| {
                let word = item
                    .decided
                    .as_ref()
                    .map_or("", |decision| decision.word.trim());
                if word.is_empty() {
                    format!("- {}", item.label)
                } else {
                    format!("- {}: {word}", item.label)
                }
            })
            .collect()
    };
    for (verdict, words) in [
        ("accepted", "We have taken up, as you wrote it:"),
        ("edited", "We have taken up in other words:"),
        ("declined", "We have left as it was:"),
    ] {
        let lines = listed(verdict);
        if !lines.is_empty() {
            paragraph(&mut body, &format!("{words}\n{}", lines.join("\n")));
        }
    }
    let open = review.undecided();
    if open > 0 {
        paragraph(&mut body, "We are still looking at the rest.");
    }
    body.push_str(from);
    Letter {
        subject: format!("Your update about {venture}"),
        body: body.trim_end().to_owned() + "\n",
        needs_file: false,
    }
}
