//! A workspace with a coach who asks, and a founder who answers.

use std::cell::Cell;

use fledgling::{
    domain::{
        dates::Day,
        founder::{Answer, Request},
    },
    exchange::{
        founder::{FounderFile, read, request_file},
        founder_space::{Space, Typed},
    },
    ledger::{Author, Change, DeviceId, RecordId},
    workspace::{
        Command, CommandError, Context, FounderDeed, Put, Workspace,
        command::{Done, values},
        founders::{Asking, Verdict},
    },
};

pub(crate) const NOW: u64 = 1_795_000_000_000;
pub(crate) const LATER: u64 = NOW + 86_400_000;

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

pub(crate) struct Staff {
    pub(crate) workspace: Workspace,
    pub(crate) today: Day,
    pub(crate) now: u64,
    pub(crate) ids: Cell<u128>,
}

impl Staff {
    pub(crate) fn new() -> Self {
        let mut workspace = Workspace::empty(DeviceId(1));
        workspace.set_author(Author::new("Ana Silva", "Coach"));
        let mut staff = Self {
            workspace,
            today: day("2026-11-21"),
            now: NOW,
            ids: Cell::new(1_000),
        };
        staff.run(Command::Settle {
            kind: "incubator".to_owned(),
            id: Workspace::incubator_record(),
            values: values([("name", Put::text("Harbour Incubator"))]),
        });
        staff
    }

    pub(crate) fn id(&self) -> RecordId {
        self.ids.set(self.ids.get() + 1);
        RecordId(self.ids.get())
    }

    pub(crate) fn attempt(&mut self, command: Command) -> Result<Done, CommandError> {
        self.now += 1_000;
        let ids = self.ids.get() + 100;
        let fresh = Cell::new(ids);
        let done = self.workspace.execute(
            command,
            &Context {
                now_ms: self.now,
                today: self.today,
                random: &|| {
                    fresh.set(fresh.get() + 1);
                    fresh.get()
                },
            },
        );
        self.ids.set(fresh.get());
        done
    }

    pub(crate) fn run(&mut self, command: Command) -> Done {
        self.attempt(command).expect("it can be done")
    }

    pub(crate) fn create<'a>(
        &mut self,
        kind: &str,
        pairs: impl IntoIterator<Item = (&'a str, Put)>,
    ) -> RecordId {
        let id = self.id();
        self.run(Command::Create {
            kind: kind.to_owned(),
            id,
            values: values(pairs),
        });
        id
    }

    pub(crate) fn edit(&mut self, record: RecordId, field: &str, put: Put) -> Change {
        let done = self.run(Command::Edit {
            record,
            values: values([(field, put)]),
        });
        done.change.expect("a change")
    }

    pub(crate) fn gym(&mut self) -> RecordId {
        let gym = self.create(
            "venture",
            [
                ("name", Put::text("Green Gym")),
                ("one_line", Put::text("Gardening that gets people moving")),
                ("website", Put::text("https://greengym.example")),
                (
                    "themes",
                    Put::Items(vec!["Health".into(), "Gardens".into()]),
                ),
                ("turnover", Put::Value(1_200_000.into())),
                ("legal_form", Put::text("cic_clg")),
            ],
        );
        self.create(
            "story",
            [
                ("venture", Put::reference(gym)),
                ("text", Put::text("It began with a spade.")),
                ("told_on", Put::text("2026-01-05")),
            ],
        );
        self.create(
            "step",
            [
                ("venture", Put::reference(gym)),
                ("what", Put::text("Send the insurance papers")),
                ("due", Put::text("2026-11-30")),
            ],
        );
        gym
    }

    pub(crate) fn ask(&mut self, venture: RecordId) -> Request {
        let request = self.id();
        self.run(Command::founders(FounderDeed::Ask {
            ventures: vec![(venture, request)],
            asking: Asking {
                asks: vec!["story".to_owned(), "steps".to_owned(), "figures".to_owned()],
                questions: vec!["Who joined you?".to_owned(), " ".to_owned()],
                due: Some(day("2026-12-05")),
                message: "The new hall looks grand.".to_owned(),
                reply_to: "ana@harbour.example".to_owned(),
            },
        }));
        self.workspace.founder_request(request).expect("a request")
    }

    pub(crate) fn receive(&mut self, bytes: &[u8]) -> (Done, RecordId) {
        let read = read(bytes).expect("an answer");
        let (answer, content) = match read {
            FounderFile::Answer { answer, content } => Some((answer, content)),
            FounderFile::Request(_) => None,
        }
        .expect("an answer");
        let id = fledgling::workspace::founders::answer_record(&content);
        let done = self.run(Command::founders(FounderDeed::Receive { answer, content }));
        (done, id)
    }

    pub(crate) fn review(&mut self, answer: RecordId, decisions: Vec<(String, Verdict)>) -> Done {
        self.run(Command::founders(FounderDeed::Review { answer, decisions }))
    }

    pub(crate) fn text(&self, record: RecordId, field: &str) -> String {
        let value = self.workspace.records().value(record, field);
        value.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn tags(&self, record: RecordId, field: &str) -> Vec<String> {
        let record = self.workspace.record(record).expect("a record");
        let items = record.items(field);
        items
            .iter()
            .filter_map(|item| item.text().map(str::to_owned))
            .collect()
    }
}

pub(crate) fn opened(request: &Request) -> Space {
    let read = match read(&request_file(request)).expect("a request") {
        FounderFile::Request(read) => Some(read),
        FounderFile::Answer { .. } => None,
    }
    .expect("a request");
    assert_eq!(&*read, request, "the file says what was asked");
    let mut space = Space::opened(*read, DeviceId(0xf00d));
    space.author.name = "Maya Okafor".to_owned();
    space
}

/// What the browser does after each letter: keep, close, open again.
pub(crate) fn reloaded(space: &Space) -> Space {
    let again = Space::from_json(&space.to_json()).expect("what was kept");
    assert_eq!(&again, space);
    again
}

pub(crate) fn text(typed: &str) -> Typed {
    Typed::Text(typed.to_owned())
}

pub(crate) fn full_answer(space: &mut Space, gym: RecordId) -> Answer {
    space.write(
        gym,
        "one_line",
        text("Gardens that get people moving, and talking"),
        LATER,
    );
    space.clear(gym, "website", LATER + 1);
    space.write(
        gym,
        "themes",
        Typed::Items(vec!["Health".into(), "Loneliness".into()]),
        LATER + 2,
    );
    let step = RecordId(0x57e9);
    space.add("step", step);
    space.write(
        step,
        "what",
        text("Find a second session leader"),
        LATER + 3,
    );
    space.write(step, "due", text("14/1/2027"), LATER + 4);
    space.update.happened = "We moved into the hall.".to_owned();
    space.update.happened_on = "20 November 2026".to_owned();
    space.update.learned.believed = "Mornings suit everybody.".to_owned();
    space.update.learned.learned = "Afternoons suit carers.".to_owned();
    space.update.needs = "A treasurer.".to_owned();
    space
        .update
        .answers
        .insert("q1".to_owned(), "Two neighbours.".to_owned());
    *space = reloaded(space);
    space.answer(RecordId(77), LATER + 10).expect("an answer")
}
