use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn words(text: &str) -> Result<String, String> {
    Day::parse(text)
        .map(|day| day.to_string())
        .map_err(|error| error.to_string())
}

#[test]
fn dates_are_read_in_british_order_as_people_write_them() {
    for text in [
        "7/6/2026",
        "07/06/2026",
        "07.06.26",
        "7-6-26",
        "7 6 2026",
        "7 / 6 / 2026",
        "7-Jun-2026",
        "7-jun-26",
        "7 June 2026",
        "7th June, 2026",
        "the 7th of June 2026",
        "Sunday 7 June 2026",
        "Sun, 7 Jun 2026",
        "June 7 2026",
        "June 7th, 2026",
        "2026-06-07",
        "2026/06/07",
        "2026 June 7",
        "\u{a0}2026-06-07 ",
        "2026-06-07T00:00:00+00:00",
        "2026-06-07T00:00:00.000Z",
        "2026-06-07 14:05",
        "7/6/2026 14:05:30",
        "7/6/2026, 2:05 pm",
        "7 June 2026 at 14:05",
    ] {
        assert_eq!(words(text), Ok("7 June 2026".to_owned()), "{text}");
    }
}

#[test]
fn two_figure_years_turn_at_seventy() {
    assert_eq!(day("1/4/69").iso(), "2069-04-01");
    assert_eq!(day("1/4/70").iso(), "1970-04-01");
}

#[test]
fn a_time_with_an_offset_gives_the_day_in_the_united_kingdom() {
    for (text, iso) in [
        ("2026-06-07T23:30:00Z", "2026-06-08"),
        ("2026-12-07T23:30:00Z", "2026-12-07"),
        ("2026-06-07T22:59:59Z", "2026-06-07"),
        ("2026-06-08T00:30:00+01:00", "2026-06-08"),
        ("2026-06-08T00:30:00+0200", "2026-06-07"),
        ("2026-06-07T20:00:00-05", "2026-06-08"),
        ("2026-06-07T23:30:00", "2026-06-07"),
        ("2026-06-07 23:30 UTC", "2026-06-08"),
        ("2026-06-07 23:30 BST", "2026-06-07"),
        // Summer time starts on 29 March 2026 and ends on 25 October 2026.
        ("2026-03-28T23:30:00Z", "2026-03-28"),
        ("2026-03-29T23:30:00Z", "2026-03-30"),
        ("2026-10-24T23:30:00Z", "2026-10-25"),
        ("2026-10-25T23:30:00Z", "2026-10-25"),
    ] {
        assert_eq!(day(text).iso(), iso, "{text}");
    }
}

#[test]
fn impossible_dates_are_refused_with_the_reason() {
    for (text, error) in [
        (
            "",
            "There is no date here. Write one such as 7 June 2026 or 7/6/2026.",
        ),
        (
            "31 June 2026",
            "“31 June 2026” is not a date: 31 June does not exist. Write one such as 7 June 2026.",
        ),
        (
            "2023-02-29",
            "“2023-02-29” is not a date: 2023 is not a leap year. Write one such as 7 June 2026.",
        ),
        (
            "30/2/2024",
            "“30/2/2024” is not a date: 30 February does not exist. Write one such as 7 June 2026.",
        ),
        (
            "2026-13-01",
            "“2026-13-01” is not a date: there is no month 13. Write one such as 7 June 2026.",
        ),
        (
            "32/1/2026",
            "“32/1/2026” is not a date: there is no day 32 in January. Write one such as 7 June 2026.",
        ),
        (
            "0/1/2026",
            "“0/1/2026” is not a date: there is no day 0 in January. Write one such as 7 June 2026.",
        ),
        (
            "0026-06-07",
            "“0026-06-07” is not a date: the year 26 is not between 1000 and 9999. Write one such as 7 June 2026.",
        ),
        (
            "7/30/2023",
            "“7/30/2023” is not a date: there is no month 30. The day comes first, such as 30/6/2026.",
        ),
        (
            "7 June",
            "“7 June” has no year. Write a whole date such as 7 June 2026.",
        ),
        (
            "June 2026",
            "“June 2026” has no day. Write a whole date such as 7 June 2026.",
        ),
        (
            "2026",
            "“2026” has no day. Write a whole date such as 7 June 2026.",
        ),
        (
            "6/2026",
            "“6/2026” has no day. Write a whole date such as 7 June 2026.",
        ),
        (
            "46180",
            "“46180” is a spreadsheet's number for a date. Show the column as dates in the spreadsheet, such as 7/6/2026, and export it again.",
        ),
        (
            "7/6/2026 25:00",
            "“7/6/2026 25:00” has a time that does not exist. Write one such as 7 June 2026, 14:05.",
        ),
        (
            "soon",
            "“soon” is not a date. Write one such as 7 June 2026 or 7/6/2026.",
        ),
    ] {
        assert_eq!(words(text), Err(error.to_owned()), "{text}");
    }
}

#[test]
fn what_only_resembles_a_date_is_refused() {
    for text in [
        "7/6",
        "7/6-2026",
        "7//6/2026",
        "1,2,2026",
        "7/6/202",
        "7/6/2026/1",
        "7/6/20266",
        "12.5",
        "£7/6/2026",
        "07062026",
        "=7/6/2026",
        "7 Ju 2026",
        "2026-06-07T",
        "2026-06-07Tx",
        "7/6/2026 14",
        "7/6/2026 1:2:3:4",
        "7/6/2026 13:00 pm",
        "2026-06-07T10:00:00+15:00",
        "2026-06-07T10:00:00.Z",
        "7 June June 2026",
        "٧/٦/٢٠٢٦",
    ] {
        assert!(Day::parse(text).is_err(), "{text}: {:?}", Day::parse(text));
    }
}

#[test]
fn a_column_shows_whether_its_dates_can_be_read_in_two_orders() {
    for text in ["7/6/2026", "07.06.26", "5/5/2026", "1-2-2026 14:05"] {
        assert!(Day::is_ambiguous_order(text), "{text}");
        assert_eq!(DateOrder::proven_by(text), None);
    }
    for text in [
        "13/6/2026",
        "2026-06-07",
        "7 June 2026",
        "",
        "x",
        "0/6/2026",
    ] {
        assert!(!Day::is_ambiguous_order(text), "{text}");
    }
    assert_eq!(DateOrder::proven_by("30/7/2023"), Some(DateOrder::DayFirst));
    assert_eq!(
        DateOrder::proven_by("7/30/2023"),
        Some(DateOrder::MonthFirst)
    );
    let american = Day::parse_in_order("7/6/2026", DateOrder::MonthFirst);
    assert_eq!(
        american.map(|day| day.to_string()),
        Ok("6 July 2026".to_owned())
    );
    assert!(Day::parse_in_order("30/7/2023", DateOrder::MonthFirst).is_err());
}

#[test]
fn days_are_shown_in_words() {
    let day = day("7/6/2026");
    assert_eq!(day.to_string(), "7 June 2026");
    assert_eq!(day.short(), "7 Jun");
    assert_eq!(day.short_beside(day.plus_days(100)), "7 Jun");
    assert_eq!(day.short_beside(day.plus_days(300)), "7 Jun 2026");
    assert_eq!(day.iso(), "2026-06-07");
    assert_eq!(day.weekday_words(), "Sunday 7 June 2026");
    assert_eq!((day.year(), day.month(), day.day()), (2026, 6, 7));
}

#[test]
fn days_are_counted_and_moved() {
    let leap = day("29/2/2024");
    assert_eq!(leap.plus_months(12).iso(), "2025-02-28");
    assert_eq!(leap.plus_months(-12).iso(), "2023-02-28");
    assert_eq!(day("31/1/2026").plus_months(1).iso(), "2026-02-28");
    assert_eq!(day("31/1/2026").plus_months(-1).iso(), "2025-12-31");
    assert_eq!(day("30/11/2026").plus_months(3).iso(), "2027-02-28");
    assert_eq!(leap.plus_days(1).iso(), "2024-03-01");
    assert_eq!(leap.days_until(day("1/3/2025")), 366);
    assert_eq!(leap.days_until(day("28/2/2024")), -1);
    assert_eq!(leap.plus_days(i64::MAX).iso(), "9999-12-31");
    assert_eq!(leap.plus_days(i64::MIN).iso(), "1000-01-01");
    assert_eq!(leap.plus_months(i32::MAX).iso(), "9999-12-31");
    assert_eq!(leap.plus_months(i32::MIN).iso(), "1000-01-01");
}

#[test]
fn a_day_is_told_from_today() {
    let today = day("7 June 2026");
    for (ahead, words) in [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (5, "in 5 days"),
        (-13, "13 days ago"),
        (14, "in 2 weeks"),
        (-20, "3 weeks ago"),
        (83, "in 12 weeks"),
        (84, "in 3 months"),
        (-183, "6 months ago"),
        (365, "in 12 months"),
        (699, "in 23 months"),
        (-731, "2 years ago"),
        (3653, "in 10 years"),
    ] {
        assert_eq!(today.plus_days(ahead).relative(today), words, "{ahead}");
    }
}

#[test]
fn days_are_iso_text_in_files_and_read_leniently() {
    assert_eq!(
        serde_json::to_string(&day("7/6/2026")).unwrap(),
        "\"2026-06-07\""
    );
    assert_eq!(
        serde_json::from_str::<Day>("\"7/6/2026\"").unwrap(),
        day("7/6/2026")
    );
    assert!(serde_json::from_str::<Day>("\"31 June 2026\"").is_err());
    assert!(serde_json::from_str::<Day>("46180").is_err());
}

#[test]
fn financial_years_run_from_april_to_march() {
    let year = FinancialYear::containing(day("31/3/2027"));
    assert_eq!(year.to_string(), "2026/27");
    assert_eq!(year, FinancialYear::containing(day("1/4/2026")));
    assert_eq!(year.start().iso(), "2026-04-01");
    assert_eq!(year.end().iso(), "2027-03-31");
    assert_eq!(year.next().to_string(), "2027/28");
    assert!(year.contains(day("7/6/2026")) && !year.contains(day("1/4/2027")));
    assert_eq!(FinancialYear::starting_in(1999).to_string(), "1999/00");
    for text in [
        "2026/27",
        "2026-27",
        "2026–27",
        "2026/2027",
        "26/27",
        "FY2026/27",
        "fy 26/27",
    ] {
        assert_eq!(FinancialYear::parse(text), Ok(year), "{text}");
    }
    assert_eq!(
        FinancialYear::parse("2026/28").map_err(|e| e.to_string()),
        Err("“2026/28” is not one financial year: the second year must follow the first, such as 2026/27.".to_owned())
    );
    for text in [
        "",
        "2026",
        "2026/7",
        "next",
        "2026/27/28",
        "0001/02",
        "9999/00",
    ] {
        assert!(FinancialYear::parse(text).is_err(), "{text}");
    }
    assert_eq!(serde_json::to_string(&year).unwrap(), "\"2026/27\"");
}

#[test]
fn quarters_start_in_april_july_october_and_january() {
    let spans: Vec<String> = FinancialYear::starting_in(2026)
        .quarters()
        .iter()
        .map(|quarter| format!("{quarter}: {} to {}", quarter.start(), quarter.end()))
        .collect();
    assert_eq!(
        spans,
        [
            "Q1 2026/27: 1 April 2026 to 30 June 2026",
            "Q2 2026/27: 1 July 2026 to 30 September 2026",
            "Q3 2026/27: 1 October 2026 to 31 December 2026",
            "Q4 2026/27: 1 January 2027 to 31 March 2027",
        ]
    );
    assert_eq!(
        Quarter::parse("q4 2026/27"),
        Ok(Quarter::containing(day("31/3/2027")))
    );
    assert_eq!(Quarter::containing(day("7/6/2026")).number(), 1);
    for text in ["", "Q5 2026/27", "Q1", "2026/27", "Qé"] {
        assert!(Quarter::parse(text).is_err(), "{text}");
    }
}

#[test]
fn moments_are_shown_on_uk_clocks() {
    for (utc, shown) in [
        ("2026-06-07T13:05:00Z", "7 June 2026, 14:05"),
        ("2026-12-07T13:05:00Z", "7 December 2026, 13:05"),
        ("2026-03-29T00:59:59Z", "29 March 2026, 00:59"),
        ("2026-03-29T01:00:00Z", "29 March 2026, 02:00"),
        ("2026-10-25T00:59:59Z", "25 October 2026, 01:59"),
        ("2026-10-25T01:00:00Z", "25 October 2026, 01:00"),
        ("2027-03-28T01:00:00Z", "28 March 2027, 02:00"),
    ] {
        assert_eq!(
            Moment::parse(utc).map(|m| m.to_string()),
            Ok(shown.to_owned())
        );
    }
    assert_eq!(Moment(0).to_rfc3339(), "1970-01-01T00:00:00.000Z");
    assert_eq!(Moment(-1).to_rfc3339(), "1969-12-31T23:59:59.999Z");
    let summer = Moment::at_uk_time(day("7/6/2026"), 14, 5);
    assert_eq!(summer, Moment::parse("7/6/2026 14:05").unwrap());
    assert_eq!(summer.to_rfc3339(), "2026-06-07T13:05:00.000Z");
    assert_eq!(
        Moment::at_uk_time(day("25/10/2026"), 1, 30).to_rfc3339(),
        "2026-10-25T00:30:00.000Z"
    );
    assert_eq!(Moment::at_uk_time(day("29/3/2026"), 1, 30).time(), "02:30");
    assert_eq!(serde_json::to_string(&Moment(5)).unwrap(), "5");
}

proptest! {
    #[test]
    fn any_day_shown_is_read_back(year in 1000_i16..=9999, month in 1_i8..=12, day in 1_i8..=31) {
        if let Ok(day) = Day::new(year, month, day) {
            prop_assert_eq!(Day::parse(&day.iso()), Ok(day));
            prop_assert_eq!(Day::parse(&day.to_string()), Ok(day));
            prop_assert_eq!(Day::parse(&day.weekday_words()), Ok(day));
            prop_assert_eq!(Day::parse(&format!("{}/{}/{:04}", day.day(), day.month(), year)), Ok(day));
            let financial = FinancialYear::containing(day);
            if financial.start_year() > 1000 && financial.start_year() < 9998 {
                prop_assert!(financial.start() <= day && day <= financial.end());
                prop_assert_eq!(FinancialYear::parse(&financial.to_string()), Ok(financial));
                let quarter = Quarter::containing(day);
                prop_assert!(quarter.start() <= day && day <= quarter.end());
                prop_assert_eq!(Quarter::parse(&quarter.to_string()), Ok(quarter));
            }
        } else {
            prop_assert!(day > 28);
        }
    }

    #[test]
    fn a_stored_day_is_read_as_any_other_text_is(text in "[0-9]{4}[-/][0-9]{2}-[0-9]{2}") {
        prop_assert_eq!(Day::parse(&text), Day::parse_uk(&text));
    }

    #[test]
    fn counting_days_undoes_moving_by_days(start in -300_000_i64..2_000_000, step in -50_000_i64..50_000) {
        let from = day("1970-01-01").plus_days(start);
        prop_assert_eq!(from.days_until(from.plus_days(step)), step);
        prop_assert!((from < from.plus_days(step)) == (step > 0));
    }

    #[test]
    fn a_moment_written_for_other_programs_is_read_back(ms in -20_000_000_000_000_i64..200_000_000_000_000) {
        prop_assert_eq!(Moment::parse(&Moment(ms).to_rfc3339()), Ok(Moment(ms)));
        prop_assert_eq!(Day::parse(&Moment(ms).to_rfc3339()), Ok(Moment(ms).day()));
    }

    #[test]
    fn no_moment_makes_the_clock_panic(ms: i64) {
        let _ = (Moment(ms).to_string(), Moment(ms).to_rfc3339(), uk_offset_minutes(ms));
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,40}", date in "[0-9/.:TZ+, -]{0,30}( ?(June|of|at|pm|BST))?") {
        for text in [text, date] {
            let _ = Day::parse(&text).map_err(|e| e.to_string());
            let _ = (Moment::parse(&text), DateOrder::proven_by(&text));
            let _ = (FinancialYear::parse(&text), Quarter::parse(&text));
        }
    }

    #[test]
    fn days_are_counted_as_the_calendar_library_counts_them(
        year in 1000_i16..=9999, month in 1_i8..=12, day in 1_i8..=31, days in -800_000_i64..800_000,
    ) {
        let origin = Day::new(1970, 1, 1).unwrap_or_else(|error| panic!("{error}"));
        if let Ok(day) = Day::new(year, month, day) {
            let hours = day.date().duration_since(origin.date()).as_hours();
            prop_assert_eq!(origin.days_until(day), hours / 24);
            prop_assert_eq!(origin.plus_days(hours / 24), day);
            let there = day.plus_days(days);
            if there.year() > 1000 && there.year() < 9999 {
                prop_assert_eq!(day.days_until(there), days);
                prop_assert_eq!(there.plus_days(-days), day);
            }
        }
    }
}
