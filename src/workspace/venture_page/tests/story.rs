//! The tellings of the story.

use pretty_assertions::assert_eq;

use super::*;

#[test]
fn the_latest_telling_of_the_story_comes_first() {
    let mut desk = Desk::with_venture();
    desk.about("story", 50, &[("text", "First"), ("told_on", "2025-01-01")]);
    desk.about("story", 51, &[("text", "Now"), ("told_on", "2026-01-01")]);
    let told: Vec<_> = stories(&desk.workspace, desk.venture)
        .into_iter()
        .map(|story| story.text)
        .collect();
    assert_eq!(told, ["Now", "First"]);
}

#[test]
fn a_story_is_called_by_its_venture() {
    let mut desk = Desk::with_venture();
    desk.about(
        "story",
        50,
        &[("text", "We began as a lunch club of five neighbours")],
    );
    let mut said = |command| {
        let context = Context {
            now_ms: 1_780_000_000_000,
            today: day(TODAY),
            random: &|| 9_000,
        };
        let done = desk.workspace.execute(command, &context);
        done.expect("it can be done").message
    };
    let edit = |field: &'static str, put| Command::Edit {
        record: RecordId(50),
        values: values([(field, put)]),
    };
    assert_eq!(
        said(edit("text", Put::text("We began with soup"))),
        "Changed the story of Green Gym"
    );
    assert_eq!(
        said(edit("voice", Put::text("Maya"))),
        "Changed the story of Green Gym: in whose voice"
    );
}
