use proptest::prelude::*;

use super::*;

fn ids(texts: &[&str]) -> Vec<OrganisationId> {
    texts
        .iter()
        .map(|text| OrganisationId::parse(text).unwrap())
        .collect()
}

#[test]
fn sixteen_forms_have_ids_and_labels() {
    assert_eq!(CHOICES.len(), LegalForm::ALL.len());
    for form in LegalForm::ALL {
        assert_eq!(LegalForm::parse(form.id()), Ok(form));
        assert_eq!(LegalForm::parse(form.label()), Ok(form));
        assert_eq!(
            serde_json::to_string(&form).unwrap(),
            format!("\"{}\"", form.id())
        );
    }
    assert_eq!(CicClg.id(), "cic_clg");
    assert_eq!(Coop.to_string(), "Co-operative society");
}

#[test]
fn the_organisation_types_of_grants_files_are_understood() {
    use Reading::{Certain, OneOf};
    for (organisation_type, reading) in [
        ("Company Limited by Guarantee", Certain(Clg)),
        ("Company Limited by Shares", Certain(Ltd)),
        ("Registered charity", OneOf(CHARITIES)),
        ("CIC Limited by Guarantee", Certain(CicClg)),
        (
            "Community Interest Company Limited by Guarantee",
            Certain(CicClg),
        ),
        ("Community Benefit Society", Certain(Cbs)),
        ("CIC", OneOf(CICS)),
        ("Community Interest Company", OneOf(CICS)),
        ("Registered society", OneOf(SOCIETIES)),
        ("CIO", Certain(Cio)),
        ("Charitable Incorporated Organisation", Certain(Cio)),
        ("Unincorporated Association", Certain(Unincorporated)),
        ("Industrial and provident society", OneOf(SOCIETIES)),
        ("Private Limited Company", Certain(Ltd)),
        ("CIC Limited by Shares", Certain(CicCls)),
        (
            "Community Interest Company Limited by Shares",
            Certain(CicCls),
        ),
        ("Trust", Certain(Trust)),
        ("Co-operative Society", Certain(Coop)),
        ("University", Certain(Other)),
        ("LLP", Certain(Llp)),
        ("Sole Trader", Certain(SoleTrader)),
        ("Individual", Reading::Unknown),
        ("", Reading::Unknown),
    ] {
        assert_eq!(
            LegalForm::from_360giving_type(organisation_type),
            reading,
            "{organisation_type}"
        );
    }
}

#[test]
fn the_words_of_spreadsheets_and_registers_are_understood() {
    for (text, form) in [
        ("C.I.C. (limited by guarantee)", CicClg),
        ("cic - shares", CicCls),
        ("CLG", Clg),
        ("company ltd by guarantee", Clg),
        ("private-limited-guarant-nsc", Clg),
        ("Ltd", Ltd),
        ("Limited company", Ltd),
        ("Charitable company", CharitableCompany),
        (
            "Registered charity and company limited by guarantee",
            CharitableCompany,
        ),
        ("scottish-charitable-incorporated-organisation", Scio),
        ("charitable-incorporated-organisation", Cio),
        ("Coop", Coop),
        ("Worker co-operative", Coop),
        ("BenCom", Cbs),
        ("limited-liability-partnership", Llp),
        ("Self-employed", SoleTrader),
        ("Unincorporated charity", Unincorporated),
        ("Constituted community group", Unincorporated),
        ("NHS Trust", Other),
        ("Charitable trust", Trust),
        ("Not yet registered", NotYet),
        ("Pre-incorporation", NotYet),
        ("hosted by the council's partner", Hosted),
    ] {
        assert_eq!(LegalForm::parse(text), Ok(form), "{text}");
    }
    assert_eq!(
        LegalForm::parse("CIC").map_err(|e| e.to_string()),
        Err("“CIC” could be Community interest company limited by guarantee, or Community interest company limited by shares. Write which, such as Community interest company limited by guarantee.".to_owned())
    );
    assert_eq!(
        LegalForm::parse("rocket").map_err(|e| e.to_string()),
        Err(
            "“rocket” is not a legal form. Write one such as Community benefit society.".to_owned()
        )
    );
    assert_eq!(LegalForm::read("CIC").likely(), Some(CicClg));
    assert_eq!(LegalForm::read("rocket").likely(), None);
}

#[test]
fn identifiers_narrow_what_the_words_leave_open() {
    use Reading::{Certain, OneOf, Unknown};
    for (text, numbers, reading) in [
        (
            "Registered charity",
            &["GB-COH-07296070", "GB-CHC-1139228"][..],
            Certain(CharitableCompany),
        ),
        (
            "Registered charity",
            &["GB-COH-07296070"],
            Certain(CharitableCompany),
        ),
        (
            "Registered charity",
            &["GB-CHC-1139228"],
            OneOf(CHARITIES_WITHOUT_COMPANY),
        ),
        ("Registered charity", &["GB-COH-CE008134"], Certain(Cio)),
        ("Registered charity", &["GB-COH-CS000123"], Certain(Scio)),
        ("Registered charity", &["GB-COH-RS007500"], OneOf(SOCIETIES)),
        ("Registered charity", &["GB-CHC-Exempt"], OneOf(CHARITIES)),
        ("Registered charity", &[], OneOf(CHARITIES)),
        (
            "Company Limited by Guarantee",
            &["GB-COH-07296070", "GB-CHC-1139228"],
            Certain(CharitableCompany),
        ),
        (
            "Company Limited by Guarantee",
            &["GB-COH-07296070"],
            Certain(Clg),
        ),
        (
            "Company Limited by Shares",
            &["GB-COH-07296070", "GB-CHC-1139228"],
            Certain(Ltd),
        ),
        ("CIC", &["GB-COH-07296070"], OneOf(CICS)),
        ("Registered society", &["GB-COH-RS007500"], OneOf(SOCIETIES)),
        ("", &["GB-COH-OC301540"], Certain(Llp)),
        ("", &["GB-MPR-7500"], OneOf(SOCIETIES)),
        (
            "",
            &["GB-COH-07296070", "GB-CHC-1139228"],
            Certain(CharitableCompany),
        ),
        ("", &["GB-COH-07296070"], Unknown),
        ("", &["GB-CHC-1139228"], Unknown),
    ] {
        assert_eq!(
            LegalForm::read(text).narrowed_by(&ids(numbers)),
            reading,
            "{text} {numbers:?}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in ".{0,40}", words in "(cic|charity|ltd|by|not|yet|trust| ){0,6}") {
        for text in [text, words] {
            let _ = LegalForm::parse(&text).map_err(|e| e.to_string());
        }
    }
}
