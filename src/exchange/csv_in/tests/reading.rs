//! How tables are read, and what is said about those that cannot be.

use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::*;
use crate::exchange::{cells::neutralised, fledgling::FledglingFile};

#[test]
fn every_way_of_cutting_and_writing_a_table_reads_the_same() {
    let plain = "Venture;Stage;Need\nCafé;idea;\"Warmth; and a \"\"chat\"\"\"\n";
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(plain.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let marked: Vec<u8> = b"\xef\xbb\xbf"
        .iter()
        .copied()
        .chain(plain.bytes())
        .collect();
    let windows: Vec<u8> = plain
        .chars()
        .map(|c| {
            if c == 'é' {
                0xe9
            } else {
                u8::try_from(c).unwrap()
            }
        })
        .collect();
    let tabs = plain
        .replace("idea;", "idea\t")
        .replace("Café;", "Café\t")
        .replace("Venture;Stage;Need", "Venture\tStage\tNeed");
    let commas = tabs.replace('\t', ",").replace('\n', "\r\n");
    let told = format!("sep=;\r\n{plain}");
    for (bytes, encoding, delimiter) in [
        (plain.as_bytes().to_vec(), Encoding::Utf8, "semicolon"),
        (marked, Encoding::Utf8WithMark, "semicolon"),
        (utf16, Encoding::Utf16, "semicolon"),
        (windows, Encoding::Windows1252, "semicolon"),
        (tabs.into_bytes(), Encoding::Utf8, "tab"),
        (commas.into_bytes(), Encoding::Utf8, "comma"),
        (told.into_bytes(), Encoding::Utf8, "semicolon"),
    ] {
        let file = table_of(bytes);
        assert_eq!((file.encoding(), file.delimiter()), (encoding, delimiter));
        assert_eq!(
            file.headings()
                .iter()
                .map(|h| h.text.as_str())
                .collect::<Vec<_>>(),
            ["Venture", "Stage", "Need"]
        );
        assert_eq!(
            file.cells(0).collect::<Vec<_>>(),
            ["Café", "idea", "Warmth; and a \"chat\""]
        );
    }
    assert_eq!(
        table_of(b"Venture,Note\nCaf\xe9 \x80,x\n".to_vec()).notes(),
        [
            "The file is not UTF-8 and was read as Windows-1252. Look whether accents and pound signs are right."
        ]
    );
}

#[test]
fn what_cannot_be_read_at_all_is_refused_in_plain_words() {
    assert_eq!(
        check_size(400_000_001).unwrap_err().to_string(),
        "This file has 401 MB; Fledgling reads files up to 400 MB. Nothing was changed."
    );
    assert_eq!(refusal(""), "This file is empty.");
    assert_eq!(refusal("  \n \n"), "This file is empty.");
    assert_eq!(
        refusal("PK\x03\x04rest"),
        "This is a spreadsheet or a compressed file. Open it in your spreadsheet program, save the sheet as CSV (CSV UTF-8 if offered), and import that file."
    );
    assert_eq!(
        refusal("%PDF-1.7"),
        "This is a PDF. Fledgling imports CSV tables, 360Giving grants, contract notices (OCDS) and its own JSON files."
    );
    assert_eq!(
        refusal("<!DOCTYPE html><html>"),
        "This is a web page. Fledgling imports CSV tables, 360Giving grants, contract notices (OCDS) and its own JSON files."
    );
    assert_eq!(
        refusal(b"a\0b".to_vec()),
        "This is something other than text. Fledgling imports CSV tables, 360Giving grants, contract notices (OCDS) and its own JSON files."
    );
    assert_eq!(
        refusal(r#"{"features": [{"type": "x"}], "uri": "x"}"#),
        "This file holds JSON, in a form that Fledgling does not read. It imports 360Giving grants, contract notices (OCDS) and its own JSON files."
    );
    assert_eq!(
        refusal("{\"grants\": [\n {\"id\": \"360G-x\", \"title\": \"Cut"),
        "The file stops in the middle, at line 2, column 32. It may not have been copied or downloaded completely; please fetch it again."
    );
    assert_eq!(
        refusal("{\"grants\": [\n {\"id\": 1,, \"title\": 2}]}"),
        "The JSON is broken at line 2, column 11: key must be a string."
    );
    assert_eq!(
        refusal("{\"grants\": {\"id\": 1}}"),
        "“grants” should be a list of grants."
    );
    assert_eq!(
        refusal("[".repeat(2_000_000)),
        "The file's lists lie more than 64 deep in each other, at line 1, column 65. No file of this kind is that deep."
    );
    assert_eq!(
        refusal("Venture,Stage\n"),
        "This table has headings and no rows."
    );
    assert_eq!(
        refusal("Venture,Need\nGreen Gym,\"A long story\nthat never\n"),
        "A quotation mark opens at line 2, column 11 and is never closed. The file may have been cut off there."
    );
    assert_eq!(
        refusal(b"Venture\nCaf\xc3\xa9\nCaf\xc3".to_vec()),
        "The file stops in the middle, at line 3, column 4. It may not have been copied or downloaded completely; please fetch it again."
    );
    assert_eq!(
        refusal(b"\xef\xbb\xbfVenture\nCaf\xe9!\n".to_vec()),
        "The file says it is UTF-8, but line 2, column 4 is not. Please save it again as CSV UTF-8."
    );
    assert!(matches!(
        open(b"{\"fledgling\": {\"format\": 1}}".to_vec(), "f"),
        Ok(Opened::Fledgling(_))
    ));
    assert_eq!(open(Vec::new(), "f").unwrap_err(), ImportError::Empty);
}

#[test]
fn rows_that_cannot_be_taken_say_where_and_why_and_come_back_as_a_file() {
    let text = "\
Venture,Stage,Joined,Email,Contact name
Green Gym,idea,30/2/2026,,
Tool Library,idea
Repair Café,idea,1/5/2026,,,\"more\"
,idea,1/5/2026,,

Food Hub,somewhere,13/5/2026,not an address,Jo
Food Hub Two,idea,13/5/2026,jo@example.org,Jo
";
    let desk = Desk::new();
    let plan = desk.plan(text);
    assert_eq!(
        faults(&plan),
        [
            "row 1, line 2: Joined: “30/2/2026” is not a date: 30 February does not exist. Write one such as 7 June 2026.",
            "row 2, line 3: This row has 2 cells under 5 headings. A separator may be missing, or the file may be cut off.",
            "row 3, line 4: This row has 6 cells under 5 headings. A cell with a separator in it may lack its quotation marks.",
            "row 4, line 5: Name: Please fill this in.",
            "row 5, line 7: Stage: “somewhere” is no stage here. The stages are Idea, Explore together, Test safely, \
             Make the case, Contract-ready, Contracted, Growing or spreading. Email: “not an address” has no @. \
             Write an email address such as name@example.org.",
        ]
    );
    assert_eq!(plan.counts.new, 1);
    let rejected = String::from_utf8(plan.rejected_csv().unwrap()).unwrap();
    let mut lines = rejected.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some("Venture,Stage,Joined,Email,Contact name,Why it was not imported")
    );
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("Green Gym,idea,30/2/2026,,,Joined: “30/2/2026” is not a date"),
        "{rejected}"
    );
    assert_eq!(rejected.lines().count(), 6);
}

#[test]
fn dates_are_read_in_british_order_and_asked_about_when_all_could_be_either() {
    let desk = Desk::new();
    let file = table("Venture,Joined\nA,7/6/2026\nB,1/2/2026\n");
    let mut mapping = desk.guess(&file, "venture");
    assert_eq!(
        mapping.date_reading(&file, 1).as_deref(),
        Some("“7/6/2026” is read as 7 June 2026")
    );
    let plan = desk.plan_mapped(&file, mapping.clone());
    assert_eq!(
        outcomes(&plan),
        (2, 0, 0, 0, 0),
        "until answered, the day comes first"
    );
    assert_eq!(
        plan.questions,
        [Question::DateOrder {
            column: 1,
            heading: "Joined".into(),
            example: "7/6/2026".into(),
            day_first: "7 June 2026".into(),
            month_first: "6 July 2026".into(),
        }]
    );
    mapping.month_first.insert(1, true);
    let plan = desk.plan_mapped(&file, mapping.clone());
    assert!(plan.questions.is_empty());
    assert_eq!(
        plan.notes,
        ["Dates under “Joined” have the month first: “7/6/2026” is read as 6 July 2026."]
    );
    // One date shows the order of the others.
    let file = table("Venture,Joined\nA,7/6/2026\nB,7/30/2026\n");
    let plan = desk.plan_mapped(&file, desk.guess(&file, "venture"));
    assert_eq!(
        plan.notes,
        ["Dates under “Joined” have the month first: “7/6/2026” is read as 6 July 2026."]
    );
    let file = table("Venture,Joined\nA,7/6/2026\nB,30/7/2026\nC,7/30/2026\n");
    let plan = desk.plan_mapped(&file, desk.guess(&file, "venture"));
    assert_eq!(
        faults(&plan),
        [
            "row 3, line 4: Joined: “7/30/2026” is not a date: there is no month 30. The day comes first, such as 30/6/2026."
        ]
    );
}

#[test]
fn headings_that_are_doubled_or_missing_are_named() {
    let desk = Desk::new();
    let file = table("My list of ventures,,,\n\nVenture,Name,name,\nGreen Gym,a,b,left over\n");
    assert_eq!(
        file.notes(),
        [
            "One row above the headings was left out.",
            "2 columns are headed “Name” (columns 2 and 3). Only the first is used unless you choose otherwise.",
            "Column 4 has no heading. It is left out unless you say what it holds.",
        ]
    );
    assert_eq!(file.headings()[3].text, "Column 4");
    let mut mapping = desk.guess(&file, "venture");
    mapping.columns = vec![Some("name".into()), Some("name".into()), None, None];
    assert_eq!(
        mapping.problems(&file),
        ["“Venture” and “Name” are both taken for the same field. Leave one of them out."]
    );
    mapping.columns = vec![None; 4];
    assert_eq!(
        mapping.problems(&file),
        ["No column holds the venture's name. Choose one."]
    );
    let remembered: Mapping =
        serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert!(file.accepts(&remembered));
    assert!(!table("Venture,Name\nA,b\n").accepts(&remembered));
}

#[test]
fn formulas_stay_text_and_neutralised_cells_come_back_equal() {
    let mut desk = Desk::new();
    desk.import("Venture,One line\n=cmd()|' /C calc'!A0,\"'=SUM(1,2)\"\n");
    let venture = desk
        .workspace
        .records()
        .of_kind(Venture::KIND)
        .next()
        .map(Venture::read)
        .unwrap();
    assert_eq!(
        (venture.name.as_str(), venture.one_line.as_str()),
        ("=cmd()|' /C calc'!A0", "=SUM(1,2)")
    );
}

#[test]
fn cells_are_taken_as_the_words_they_hold() {
    let mut desk = Desk::new();
    let text = "Venture,Facts,Legal form,Stage\n\
        Green Gym,\"Voluntary, community or social enterprise\",CIC,test\n\
        Tool Library,\"sme, asset_lock\",Co-operative Society,\n";
    let plan = desk.import(text);
    assert_eq!(faults(&plan), Vec::<String>::new());
    assert_eq!(
        plan.rows[0].notes,
        ["Legal form “CIC” is taken as Community interest company limited by guarantee."]
    );
    let gym = desk.venture("Green Gym");
    assert_eq!(
        (gym.flags, gym.legal_form.as_str()),
        (vec!["vcse".to_owned()], "cic_clg")
    );
    assert_eq!(desk.venture("Tool Library").flags, ["asset_lock", "sme"]);
    // A venture is always somewhere on its journey, whatever a blank means.
    let file = table("Venture,Facts,Legal form,Stage\nGreen Gym,,,\n");
    let mut mapping = desk.guess(&file, "venture");
    mapping.blank = Blank::Clear;
    desk.run(desk.plan_mapped(&file, mapping).command());
    let gym = desk.venture("Green Gym");
    assert_eq!(
        (gym.flags, gym.legal_form.as_str(), gym.stage.as_str()),
        (Vec::new(), "", "test")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cells_come_back_equal_through_a_file(
        rows in proptest::collection::vec(proptest::array::uniform3("[a-zé£=+@'\",;\t\r\n -]{0,8}"), 1..5),
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["No", "One", "Two", "Three"]).unwrap();
        for (number, row) in rows.iter().enumerate() {
            let cells = row.iter().map(|cell| neutralised(cell).into_owned());
            writer.write_record(std::iter::once(format!("row {number}")).chain(cells)).unwrap();
        }
        let file = table_of(writer.into_inner().unwrap());
        prop_assert_eq!(file.len(), rows.len());
        for (number, row) in rows.iter().enumerate() {
            let read: Vec<&str> = file.cells(number).skip(1).collect();
            prop_assert_eq!(&read, row);
        }
    }
}

#[test]
fn an_export_of_our_own_may_be_larger_than_a_table() {
    let filling = "x".repeat(50_000_000);
    let own = format!(
        r#"{{"fledgling": {{"format": "workspace", "version": 1}}, "records": ["{filling}"], "history": []}}"#
    );
    let Ok(Opened::Fledgling(bytes)) = open(own.into_bytes(), "workspace.json") else {
        panic!("not taken")
    };
    assert!(FledglingFile::read(&bytes).unwrap().changes.is_empty());
    let too_large = "This file has 51 MB; Fledgling reads tables and grants up to 50 MB. Split it into smaller files and import them one after the other.";
    assert_eq!(
        refusal(format!(r#"{{"grants": ["{filling}"]}}"#)),
        too_large
    );
    assert_eq!(refusal(format!("Venture\n{filling}\n")), too_large);
}
