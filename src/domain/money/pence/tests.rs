use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Result<i64, String> {
    Pence::parse(text)
        .map(Pence::get)
        .map_err(|e| e.to_string())
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (text, pence) in [
        ("£1,200.50", 120_050),
        ("1200", 120_000),
        ("1.2k", 120_000),
        ("1.2m", 120_000_000),
        ("1.2 Million", 120_000_000),
        ("£2bn", 200_000_000_000),
        ("1,200", 120_000),
        ("£ 1 200", 120_000),
        ("£1\u{a0}200\u{202f}000", 120_000_000),
        ("-£5", -500),
        ("£-5", -500),
        ("−5", -500),
        ("(5.00)", -500),
        ("£(1,200.50)", -120_050),
        ("(£5)", -500),
        ("+5", 500),
        ("1200.5", 120_050),
        ("1200.", 120_000),
        (".50", 50),
        ("GBP 1200", 120_000),
        ("gbp1,200.50", 120_050),
        ("1200 GBP", 120_000),
        ("340 pounds", 34_000),
        ("£1.2345k", 123_450),
        (" £0 ", 0),
        ("0.01", 1),
        ("007", 700),
        ("92,233,720,368,547,758.07", i64::MAX),
        ("-92233720368547758.08", i64::MIN),
    ] {
        assert_eq!(read(text), Ok(pence), "{text}");
    }
}

#[test]
fn what_two_readers_would_read_differently_is_refused() {
    for text in [
        "1,20",
        "1.234,56",
        "1,2000",
        "0,500",
        "12,00",
        "1.234.567",
        "1 20",
        "1 200,50",
        ",500",
        "1200,",
        "1,,200",
        "5.00 1",
    ] {
        assert!(
            matches!(Pence::parse(text), Err(MoneyError::Ambiguous { .. })),
            "{text}: {:?}",
            Pence::parse(text)
        );
    }
    assert_eq!(
        read("1,20"),
        Err("“1,20” can be read in more than one way. Use a comma or space only between thousands and a point before pence, such as £1,200.50.".to_owned())
    );
}

#[test]
fn what_is_no_amount_is_refused_in_words() {
    for text in ["", "  ", "\u{a0}", "-", "–"] {
        assert_eq!(Pence::parse(text), Err(MoneyError::Empty), "{text:?}");
    }
    for text in [
        "n/a", "tbc", "£", "k", "--5", "-(5)", "((5))", "5-", "£5-£10", "1e3", "=1+1", "5 pa",
        "££5", ".", "1.2kk", "50p", "٣", "(5",
    ] {
        assert!(
            matches!(Pence::parse(text), Err(MoneyError::NotAnAmount { .. })),
            "{text}: {:?}",
            Pence::parse(text)
        );
    }
    assert_eq!(
        read("tbc"),
        Err("“tbc” is not an amount. Write one such as £1,200.50, 1200 or 1.2k.".to_owned())
    );
    for text in ["$5", "5 €", "USD 1,200", "-$5"] {
        assert!(
            matches!(Pence::parse(text), Err(MoneyError::OtherCurrency { .. })),
            "{text}"
        );
    }
}

#[test]
fn parts_of_a_penny_and_amounts_past_the_end_are_refused() {
    for text in ["1.234", "1200.000", "0.001", "1.234567k"] {
        assert!(
            matches!(Pence::parse(text), Err(MoneyError::TooPrecise { .. })),
            "{text}"
        );
    }
    for text in [
        "92233720368547758.08",
        "1000000000bn",
        "99999999999999999999999999",
    ] {
        assert!(
            matches!(Pence::parse(text), Err(MoneyError::TooLarge { .. })),
            "{text}"
        );
    }
}

#[test]
fn machine_decimals_are_exact() {
    for (text, pence) in [
        ("288314.2", 28_831_420),
        ("72114.20", 7_211_420),
        ("-0.01", -1),
        ("1e3", 100_000),
        ("1.5E-1", 15),
        ("1200.500", 120_050),
        ("0e-999999999", 0),
        ("0.0000000000", 0),
    ] {
        assert_eq!(Pence::from_decimal(text), Ok(Pence(pence)), "{text}");
    }
    for text in ["£5", "1,200", "1.", ".5", "NaN", "1e", "0x10", "- 5"] {
        assert!(
            matches!(
                Pence::from_decimal(text),
                Err(MoneyError::NotAnAmount { .. })
            ),
            "{text}"
        );
    }
    assert!(matches!(
        Pence::from_decimal("1e2147483647"),
        Err(MoneyError::TooLarge { .. })
    ));
    assert!(matches!(
        Pence::from_decimal("1e-2147483648"),
        Err(MoneyError::TooPrecise { .. })
    ));
}

#[test]
fn json_numbers_are_exact_and_free_of_binary_noise() -> Result<(), serde_json::Error> {
    for (json, pence) in [
        ("288314.2", 28_831_420),
        ("500", 50_000),
        ("0.30000000000000004", 30),
        ("100.10000000000001", 10_010),
        ("-4.999999999999999", -500),
        ("9007199254740993", 900_719_925_474_099_300),
        ("1e2", 10_000),
    ] {
        let number: serde_json::Number = serde_json::from_str(json)?;
        assert_eq!(Pence::from_json_number(&number), Ok(Pence(pence)), "{json}");
    }
    for json in ["0.125", "1.005", "0.3000001"] {
        let number: serde_json::Number = serde_json::from_str(json)?;
        assert!(
            matches!(
                Pence::from_json_number(&number),
                Err(MoneyError::TooPrecise { .. })
            ),
            "{json}"
        );
    }
    Ok(())
}

#[test]
fn amounts_are_shown_with_pence_only_when_there_are_any() {
    for (pence, shown) in [
        (0, "£0"),
        (5, "£0.05"),
        (120_000, "£1,200"),
        (120_050, "£1,200.50"),
        (-500, "-£5"),
        (12_345_678_900, "£123,456,789"),
        (i64::MIN, "-£92,233,720,368,547,758.08"),
    ] {
        assert_eq!(Pence(pence).to_string(), shown);
    }
    assert_eq!(Pence(120_050).to_pounds_text(), "1200.50");
    assert_eq!(Pence(-5).to_pounds_text(), "-0.05");
}

#[test]
fn headings_show_amounts_shortly() {
    for (pounds, shown) in [
        ("0", "£0"),
        ("0.49", "£0"),
        ("-0.49", "£0"),
        ("950.50", "£951"),
        ("999.49", "£999"),
        ("999.50", "£1k"),
        ("1200", "£1.2k"),
        ("-1200", "-£1.2k"),
        ("9949", "£9.9k"),
        ("9950", "£10k"),
        ("340499", "£340k"),
        ("999500", "£1m"),
        ("1234567", "£1.2m"),
        ("12345678", "£12.3m"),
        ("123456789", "£123m"),
        ("1234567890", "£1.2bn"),
    ] {
        assert_eq!(
            Pence::from_decimal(pounds).unwrap().short(),
            shown,
            "{pounds}"
        );
    }
}

#[test]
fn weighting_rounds_half_to_even() {
    for (pence, percent, weighted) in [
        (50, 1, 0),
        (150, 1, 2),
        (250, 1, 2),
        (-50, 1, 0),
        (-150, 1, -2),
        (151, 1, 2),
        (10_000, 15, 1_500),
        (333, 100, 333),
        (333, 0, 0),
        (333, 250, 333),
        (i64::MIN, 100, i64::MIN),
    ] {
        assert_eq!(
            Pence(pence).weighted(percent),
            Pence(weighted),
            "{pence} × {percent}%"
        );
    }
}

#[test]
fn sums_never_wrap() {
    assert_eq!(Pence::sum([]), Some(Pence::ZERO));
    assert_eq!(Pence::sum([Pence(1), Pence(-3)]), Some(Pence(-2)));
    assert_eq!(
        Pence::sum([Pence(i64::MAX), Pence(1), Pence(-1)]),
        Some(Pence(i64::MAX))
    );
    assert_eq!(Pence::sum([Pence(i64::MAX), Pence(1)]), None);
    assert_eq!(Pence(i64::MAX).checked_add(Pence(1)), None);
    assert_eq!(Pence(i64::MIN).checked_sub(Pence(1)), None);
    assert_eq!(Pence(5).checked_sub(Pence(7)), Some(Pence(-2)));
}

#[test]
fn files_hold_a_whole_number_of_pence() {
    assert_eq!(serde_json::to_string(&Pence(120_050)).unwrap(), "120050");
    assert_eq!(serde_json::from_str::<Pence>("-5").unwrap(), Pence(-5));
    assert!(serde_json::from_str::<Pence>("\"£5\"").is_err());
    assert!(serde_json::from_str::<Pence>("1.5").is_err());
}

proptest! {
    #[test]
    fn any_amount_shown_is_read_back(pence: i64) {
        let amount = Pence(pence);
        prop_assert_eq!(Pence::parse(&amount.to_string()), Ok(amount));
        prop_assert_eq!(Pence::parse(&amount.to_pounds_text()), Ok(amount));
        prop_assert_eq!(Pence::from_decimal(&amount.to_pounds_text()), Ok(amount));
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,60}", money in "[-(£GBP0-9., kmbne+)]{0,24}") {
        for text in [text, money] {
            let _ = Pence::parse(&text).map_err(|e| e.to_string());
            let _ = Pence::from_decimal(&text);
        }
    }

    #[test]
    fn a_share_lies_between_nothing_and_the_whole(pence: i64, percent in 0_u8..=100) {
        let (whole, part) = (Pence(pence), Pence(pence).weighted(percent));
        prop_assert!(part.0.unsigned_abs() <= whole.0.unsigned_abs());
        prop_assert_eq!(Pence(pence.saturating_neg()).weighted(percent).0.abs_diff(-part.0) <= 1, true);
    }

    #[test]
    fn short_amounts_stay_short(pence in -99_900_000_000_000_i64..99_900_000_000_000) {
        prop_assert!(Pence(pence).short().chars().count() <= 9, "{}", Pence(pence).short());
    }
}

#[test]
fn big_sums_leave_their_pence_out() {
    for (pence, words) in [
        (531_648_820, "£5,316,488"),
        (531_648_850, "£5,316,489"),
        (-531_648_850, "-£5,316,489"),
        (100_000, "£1,000"),
        (99_950, "£999.50"),
        (0, "£0"),
    ] {
        assert_eq!(Pence(pence).whole(), words);
    }
}
