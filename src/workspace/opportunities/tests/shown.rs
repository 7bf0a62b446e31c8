//! What board, table and page show.

use super::*;

#[test]
fn columns_name_count_sum_and_weighted_sum_and_every_opportunity_counts_once() {
    let mut desk = Desk::new();
    let ventures = [desk.named("venture", "A"), desk.named("venture", "B")];
    desk.note(
        "One",
        "X",
        &ventures,
        [("value", pounds(1_001)), ("status", Put::text("open"))],
    );
    desk.note(
        "Two",
        "X",
        &[],
        [
            ("status", Put::text("open")),
            ("deadline", Put::text("2026-07-01")),
        ],
    );
    desk.note(
        "Three",
        "Y",
        &[],
        [
            ("value_low", pounds(100)),
            ("value_high", pounds(900)),
            ("status", Put::text("bidding")),
            ("probability", Put::Value(json!(50))),
        ],
    );
    let all = rows(&desk.workspace);
    let board = board(
        &all,
        &OpportunitySet::default(),
        &desk.workspace,
        Desk::today(),
    );
    let open = board
        .iter()
        .find(|column| column.status == "open")
        .expect("open");
    assert_eq!(open.sums.count, 2);
    assert_eq!(open.next_deadline, Some(day("2026-07-01")));
    assert_eq!(
        open.sums.words(),
        "2 opportunities, £1k in all, £150 weighted; 1 without a value"
    );
    // £1,001 times 15%, and £100 (the lower end) times 50%.
    let together = sums(&all);
    assert_eq!(
        (together.sum, together.weighted),
        (Pence(110_100), Pence(20_015))
    );
    assert_eq!(
        together.secured.0 + together.evidenced.0 + together.hoped.0,
        together.sum.0
    );
    assert!(
        board
            .iter()
            .any(|column| column.status == "engaging" && column.cards.is_empty())
    );
    assert!(
        board.iter().all(|column| column.status != "lost"),
        "nothing is lost yet"
    );
}

#[test]
fn a_notice_nobody_goes_for_is_counted_and_weighs_nothing() {
    let mut desk = Desk::new();
    desk.note(
        "Notice",
        "X",
        &[],
        [
            ("value", pounds(1_000)),
            ("status", Put::text("open")),
            ("ocid", Put::text("ocds-1")),
        ],
    );
    assert_eq!(
        sums(&rows(&desk.workspace)).words(),
        "1 opportunity, £1k in all, £0 weighted"
    );
}

#[test]
fn filters_choose_and_their_text_reads_back() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let near = desk.note(
        "Near",
        "Leeds",
        &[gym],
        [
            ("status", Put::text("open")),
            ("deadline", Put::text("2026-06-20")),
            ("value", pounds(50_000)),
            ("codes", Put::Add(vec![json!("85312000 Social work")])),
            ("reserved_for", Put::Add(vec![json!("smeVcse")])),
            ("suitable_vcse", Put::Value(json!(true))),
        ],
    );
    let far = desk.note("Far", "York", &[], [("deadline", Put::text("2027-06-20"))]);
    let gone = desk.note(
        "Gone",
        "",
        &[],
        [
            ("deadline", Put::text("2026-01-01")),
            ("status", Put::text("lost")),
        ],
    );
    let all = rows(&desk.workspace);
    let leeds = desk.row(near).buyer.expect("a buyer");
    let found = |query: &str| -> Vec<RecordId> {
        let set = OpportunitySet::parse(query);
        assert_eq!(OpportunitySet::parse(&set.to_text()), set, "{query}");
        let rows = set.select(&all, &desk.workspace, Desk::today());
        rows.iter().map(|row| row.id).collect()
    };
    assert_eq!(found(""), [near, far, gone], "the nearest ahead first");
    assert_eq!(found("sort=-deadline"), [gone, far, near]);
    assert_eq!(found("live=1"), [near, far]);
    assert_eq!(found("due=30"), [near]);
    assert_eq!(found("due=passed"), [gone]);
    assert_eq!(found("code=85"), [near]);
    assert_eq!(found("code=none"), [far, gone]);
    assert_eq!(found("suits=vcse"), [near]);
    assert_eq!(found("reserved=smeVcse,none"), [near, far, gone]);
    assert_eq!(found(&format!("buyer={leeds}")), [near]);
    assert_eq!(found(&format!("venture={gym}")), [near]);
    assert_eq!(found("least=1000000&most=6000000"), [near]);
    assert_eq!(found("q=green+leeds"), [near]);
    assert_eq!(
        found("status=lost,open&sort=value"),
        [near, gone],
        "without a value comes last"
    );
    let choices = filter_choices(&all, "status", &desk.workspace);
    let labels: Vec<(&str, usize)> = choices
        .iter()
        .map(|(_, label, count)| (label.as_str(), *count))
        .collect();
    assert_eq!(
        labels,
        [("Conversation", 1), ("Open to bids", 1), ("Lost", 1)]
    );
}

#[test]
fn our_dates_stand_apart_from_the_buyers() {
    let mut desk = Desk::new();
    let id = desk.note(
        "Work",
        "",
        &[],
        [
            ("deadline", Put::text("2026-07-10")),
            ("deadline_time", Put::text("12:00")),
            ("questions_by", Put::text("2026-06-30")),
            ("submit_by", Put::text("2026-07-08")),
            ("decide_by", Put::text("2026-06-12")),
            (
                "buyer_dates",
                Put::Value(
                    json!([{"title": "Supplier day", "day": "2026-06-20", "kind": "engagement"}]),
                ),
            ),
        ],
    );
    let page = desk.workspace.opportunity_page(id).expect("a page");
    let theirs: Vec<&str> = page
        .buyer_dates
        .iter()
        .map(|date| date.label.as_str())
        .collect();
    assert_eq!(theirs, ["Supplier day", "Questions until", "Deadline"]);
    assert_eq!(page.buyer_dates[2].time, "12:00");
    let ours: Vec<&str> = page
        .our_dates
        .iter()
        .map(|date| date.label.as_str())
        .collect();
    assert_eq!(ours, ["We decide by", "We submit by"]);
    assert_eq!(desk.row(id).our_next, Some((day("2026-06-12"), "decide")));
}

#[test]
fn a_region_of_opportunities_is_read_and_shown_in_a_moment() {
    let mut desk = Desk::new();
    let mut ops = Vec::new();
    for n in 0..30_000_u32 {
        let status =
            ["open", "bidding", "lost"][usize::from(n % 3 == 1) + 2 * usize::from(n % 3 == 2)];
        let fields = json!({
            "title": format!("Opportunity {n}"), "status": status,
            "value": 100 * i64::from(n), "deadline": "2026-07-01", "summary": "Some words about it ".repeat(10),
        });
        ops.push(crate::ledger::DraftOp::Set {
            record: RecordId(1_000_000 + u128::from(n)),
            kind: Opportunity::KIND.to_owned(),
            fields: fields.as_object().cloned().expect("an object"),
        });
    }
    desk.run(Command::Apply(crate::ledger::Draft {
        ops,
        ..crate::ledger::Draft::by_hand("Many".to_owned())
    }));
    let start = std::time::Instant::now();
    let all = rows(&desk.workspace);
    let read = start.elapsed();
    let start = std::time::Instant::now();
    let set = OpportunitySet::parse("q=opportunity&live=1&sort=-value");
    let columns = board(&all, &set, &desk.workspace, Desk::today());
    let shown = start.elapsed();
    println!("30,000 opportunities: read in {read:?}, shown in {shown:?}");
    assert_eq!(
        columns
            .iter()
            .map(|column| column.cards.len())
            .sum::<usize>(),
        20_000
    );
}
