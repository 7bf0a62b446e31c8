use proptest::prelude::*;

use super::*;

fn read(text: &str) -> String {
    OrganisationId::parse(text).map_or_else(|error| error.to_string(), |id| id.to_string())
}

fn in_column(scheme: &str, text: &str) -> String {
    OrganisationId::in_scheme(scheme, text)
        .map_or_else(|error| error.to_string(), |id| id.to_string())
}

fn share_a_key(left: &str, right: &str) -> bool {
    let keys = |text| OrganisationId::parse(text).unwrap().match_keys();
    keys(left).iter().any(|key| keys(right).contains(key))
}

#[test]
fn identifiers_are_written_as_their_register_writes_them() {
    for (text, canonical) in [
        ("GB-COH-07296070", "GB-COH-07296070"),
        ("gb-coh-7296070", "GB-COH-07296070"),
        ("GB-COH-4142000", "GB-COH-04142000"),
        ("GB-COH:07296070", "GB-COH-07296070"),
        ("GB-COH 07296070", "GB-COH-07296070"),
        ("GB-COH-'07296070", "GB-COH-07296070"),
        ("GB-COH-007296070", "GB-COH-07296070"),
        ("GB-COH-7296070.0", "GB-COH-07296070"),
        ("GB-COH-oc301540", "GB-COH-OC301540"),
        ("GB-COH-SC 268016", "GB-COH-SC268016"),
        ("GB-COH-IP28755R", "GB-COH-IP28755R"),
        ("GB-COH-IP32202", "GB-COH-IP032202"),
        ("GB-COH-RS007500", "GB-COH-RS007500"),
        ("GB-COH-SP2656RS", "GB-COH-SP2656RS"),
        ("GB-COH-CE008134", "GB-COH-CE008134"),
        ("GB-CHC-1164859-0", "GB-CHC-1164859"),
        ("GB-CHC-0801064", "GB-CHC-801064"),
        ("GB-CHC-1 139 228", "GB-CHC-1139228"),
        ("GB-CHC-SC038123", "GB-SC-SC038123"),
        ("GB-CHC-NIC100019", "GB-NIC-100019"),
        ("GB-SC-42386", "GB-SC-SC042386"),
        ("GB-SC-sc042386", "GB-SC-SC042386"),
        ("GB-NIC-NIC100019", "GB-NIC-100019"),
        ("GB-MPR-235c", "GB-MPR-235C"),
        ("GB-MPR-IP031455", "GB-MPR-IP031455"),
        ("GB-NHS-rax", "GB-NHS-RAX"),
        ("GB-UKPRN-10000346", "GB-UKPRN-10000346"),
        ("GB-PPON-pabc1234defg", "GB-PPON-PABC-1234-DEFG"),
        ("PABC-1234-DEFG", "GB-PPON-PABC-1234-DEFG"),
        ("GB-LAE-shf", "GB-LAE-SHF"),
        ("GB-LANI-BFS", "GB-LANI-BFS"),
        ("GB-GOR-D1198", "GB-GOR-D1198"),
        (
            "GB-SRS-sid4gov.cabinetoffice.gov.uk/tBq37PN7",
            "GB-SRS-sid4gov.cabinetoffice.gov.uk/tBq37PN7",
        ),
        ("GB-CFS-12345", "GB-CFS-12345"),
        (
            "360G-ptc-ORG:caraboo-projects",
            "360G-ptc-ORG:caraboo-projects",
        ),
        ("360g-EFF-001b000003VLxCp", "360G-EFF-001b000003VLxCp"),
        ("US-EIN-12-3456789", "US-EIN-12-3456789"),
        ("GB-SCOTEDU-8212627", "GB-SCOTEDU-8212627"),
        ("company number 7296070", "GB-COH-07296070"),
    ] {
        assert_eq!(read(text), canonical, "{text}");
        assert!(
            OrganisationId::parse(text).unwrap().is_well_formed(),
            "{text}"
        );
    }
}

#[test]
fn a_number_that_the_register_cannot_have_issued_is_kept_and_flagged() {
    for text in [
        "GB-COH-458577871",
        "GB-COH-0",
        "GB-CHC-Exempt",
        "GB-CHC-12",
        "GB-SC-SC1234567",
        "GB-MPR-none",
        "GB-UKPRN-20000346",
        "GB-PPON-AB12",
        "GB-LAE-Sheffield",
    ] {
        let id = OrganisationId::parse(text).unwrap();
        assert_eq!(id.to_string(), text);
        assert!(!id.is_well_formed() && !id.is_identity(), "{text}");
        assert_eq!((id.match_keys(), id.url()), (Vec::new(), None), "{text}");
    }
    assert_eq!(
        OrganisationId::parse("GB-COH-458577871").unwrap().problem(),
        Some("“458577871” is not a number of Companies House, such as 07296070. It is kept as it is and matches nothing.".to_owned())
    );
    assert_eq!(
        OrganisationId::parse("GB-COH-07296070").unwrap().problem(),
        None
    );
}

#[test]
fn a_society_is_the_same_in_both_of_its_registers() {
    for (left, right) in [
        ("GB-COH-IP28755R", "GB-MPR-28755R"),
        ("GB-COH-IP28755R", "GB-MPR-IP28755R"),
        ("GB-COH-IP032202", "GB-MPR-32202"),
        ("GB-COH-IP032202", "GB-MPR-IP032202"),
        ("GB-COH-RS007500", "GB-MPR-7500"),
        ("GB-COH-RS007500", "GB-MPR-RS007500"),
    ] {
        assert!(share_a_key(left, right), "{left} / {right}");
        assert!(OrganisationId::parse(left).unwrap().is_society());
    }
    for (left, right) in [
        ("GB-COH-IP07500R", "GB-COH-RS007500"),
        ("GB-COH-07296070", "GB-CHC-7296070"),
        ("GB-COH-SC042386", "GB-SC-SC042386"),
        ("GB-CFS-12345", "GB-CFS-12345"),
        ("GB-SRS-12345", "GB-SRS-12345"),
        ("GB-CHC-Exempt", "GB-CHC-Exempt"),
        ("360G-EFF-a", "360G-EFF-A"),
    ] {
        assert!(!share_a_key(left, right), "{left} / {right}");
    }
    assert!(share_a_key("360G-ptc-ORG:x", "360G-ptc-ORG:x"));
    assert!(
        !OrganisationId::parse("GB-COH-SC042386")
            .unwrap()
            .is_society()
    );
}

#[test]
fn a_register_has_a_name_and_pages() {
    let id = OrganisationId::parse("GB-COH-07296070").unwrap();
    assert_eq!(
        (id.scheme(), id.number(), id.scheme_name()),
        ("GB-COH", "07296070", "Companies House")
    );
    assert_eq!(
        id.url().as_deref(),
        Some("https://find-and-update.company-information.service.gov.uk/company/07296070")
    );
    let name = |text| {
        OrganisationId::parse(text)
            .unwrap()
            .scheme_name()
            .to_owned()
    };
    assert_eq!(name("360G-ptc-x"), "Identifier made by a grant's publisher");
    assert_eq!(name("US-EIN-1"), "US-EIN");
    assert_eq!(
        OrganisationId::parse("GB-UKPRN-10000346").unwrap().url(),
        None
    );
}

#[test]
fn a_column_of_one_register_needs_no_code() {
    for (scheme, text, canonical) in [
        ("GB-COH", "7296070", "GB-COH-07296070"),
        ("gb-coh", " 07296070 ", "GB-COH-07296070"),
        ("GB-COH", "Company no. 7296070", "GB-COH-07296070"),
        ("GB-COH", "GB-CHC-1139228", "GB-CHC-1139228"),
        ("GB-COH", "Charity 1139228", "GB-CHC-1139228"),
        ("GB-CHC", "1139228 (England)", "GB-CHC-1139228"),
        ("GB-CHC", "SC038123", "GB-SC-SC038123"),
        ("GB-CHC", "see website", "GB-CHC-see website"),
        ("US-EIN", "12-3456789", "US-EIN-12-3456789"),
        ("360G", "ptc-x", "360G-ptc-x"),
    ] {
        assert_eq!(in_column(scheme, text), canonical, "{scheme} {text}");
    }
    assert_eq!(
        in_column("GB-CHC", "N/A"),
        "“N/A” has no number. Write one such as GB-COH-07296070."
    );
    assert_eq!(
        in_column("GB-CHC", "Exempt"),
        "“Exempt” has no number. Write one such as GB-COH-07296070."
    );
    assert_eq!(
        in_column("GB-CHC", " "),
        "There is no identifier here. Write one such as GB-COH-07296070."
    );
    assert!(OrganisationId::in_scheme("Companies House", "7296070").is_err());
}

#[test]
fn identifiers_are_found_among_words() {
    let guess = |text| OrganisationId::guess(text).map(|id| id.to_string());
    for (text, canonical) in [
        ("Company number 7296070", "GB-COH-07296070"),
        ("Companies House: 07296070", "GB-COH-07296070"),
        ("charity no. 1139228", "GB-CHC-1139228"),
        ("Registered charity No.1139228.", "GB-CHC-1139228"),
        ("1139228 (charity)", "GB-CHC-1139228"),
        ("Scottish charity SC042386", "GB-SC-SC042386"),
        ("Charity number SC042386", "GB-SC-SC042386"),
        ("Scottish company SC268016", "GB-COH-SC268016"),
        ("Northern Ireland charity 100019", "GB-NIC-100019"),
        ("FCA mutual IP28755R", "GB-MPR-IP28755R"),
        ("UKPRN 10000346", "GB-UKPRN-10000346"),
        ("07296070", "GB-COH-07296070"),
        ("OC301540", "GB-COH-OC301540"),
        ("NIC100019", "GB-NIC-100019"),
        ("our id is GB-COH-07296070, thanks", "GB-COH-07296070"),
    ] {
        assert_eq!(guess(text).as_deref(), Some(canonical), "{text}");
    }
    for text in [
        "",
        "1139228",
        "SC042386",
        "12 High Street",
        "Company 1",
        "020 7946 0000",
        "no number",
        "7 June 2026",
    ] {
        assert_eq!(guess(text), None, "{text}");
    }
    let all: Vec<String> =
        OrganisationId::find_all("Company no 7296070; charity no 1139228; charity no 1139228")
            .iter()
            .map(OrganisationId::to_string)
            .collect();
    assert_eq!(all, ["GB-COH-07296070", "GB-CHC-1139228"]);
}

#[test]
fn what_is_no_identifier_is_refused_in_words() {
    assert_eq!(
        read(" "),
        "There is no identifier here. Write one such as GB-COH-07296070."
    );
    assert_eq!(
        read("7296070"),
        "“7296070” does not say which register it is from. Write one such as GB-COH-07296070, or “company number 7296070”."
    );
    assert_eq!(
        read("GB-COH-"),
        "“GB-COH-” has no number. Write one such as GB-COH-07296070."
    );
    assert_eq!(
        read("GB-COH- - "),
        "“GB-COH- -” has no number. Write one such as GB-COH-07296070."
    );
    for text in [
        "GB-COH",
        "Mr-Smith-Jones",
        "CO-OP-2000",
        "GB-COH-07\u{202e}296070",
    ] {
        assert!(
            OrganisationId::parse(text).is_err(),
            "{text}: {}",
            read(text)
        );
    }
    let long = format!("US-EIN-{}", "1".repeat(101));
    assert!(matches!(
        OrganisationId::parse(&long),
        Err(IdentifierError::Unreadable { .. })
    ));
}

#[test]
fn an_identifier_is_plain_text_in_files() {
    let id = OrganisationId::parse("GB-COH-07296070").unwrap();
    assert_eq!(serde_json::to_string(&id).unwrap(), "\"GB-COH-07296070\"");
    assert_eq!(
        serde_json::from_str::<OrganisationId>("\"gb-coh-7296070\"").unwrap(),
        id
    );
    assert!(serde_json::from_str::<OrganisationId>("\"\"").is_err());
}

proptest! {
    #[test]
    fn whatever_is_read_is_read_back(
        scheme in "(GB-(COH|CHC|SC|NIC|MPR|NHS|PPON|UKPRN|LAE|SRS|XYZ)|360G|US-EIN)",
        number in "[-_ '.]{0,2}[A-Za-z]{0,4}[0-9]{0,9}[-./ ]?[A-Z0-9a]{0,4}",
        separator in "[-: ]",
    ) {
        let column = OrganisationId::in_scheme(&scheme, &number);
        let whole = OrganisationId::parse(&format!("{scheme}{separator}{number}"));
        for id in [column, whole].into_iter().flatten() {
            prop_assert_eq!(OrganisationId::parse(&id.to_string()), Ok(id.clone()));
            prop_assert!(id.is_identity() != id.match_keys().is_empty());
            prop_assert!(id.is_well_formed() == id.problem().is_none());
        }
    }

    #[test]
    fn padding_and_case_make_no_difference_at_companies_house(number in 1_u32..100_000_000) {
        let bare = OrganisationId::in_scheme("GB-COH", &number.to_string());
        let padded = OrganisationId::parse(&format!("gb-coh-{number:08}"));
        prop_assert_eq!(bare, padded);
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,40}", code in "(GB-COH|GB-CHC|GB-PPON|360G|company )") {
        for text in [text.clone(), format!("{code}-{text}"), format!("{text} {code}")] {
            let _ = OrganisationId::parse(&text).map_err(|e| e.to_string());
            let _ = OrganisationId::in_scheme(&code, &text).map(|id| (id.url(), id.match_keys(), id.problem()));
        }
    }
}
