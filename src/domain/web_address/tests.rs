use proptest::prelude::*;

use super::*;

fn page(text: &str) -> Result<String, String> {
    WebAddress::parse(text)
        .map(|address| address.to_string())
        .map_err(|error| error.to_string())
}

#[test]
fn pages_are_read_as_people_paste_them() {
    for (text, address) in [
        ("https://www.example.org/", "https://www.example.org/"),
        (
            " HTTP://WWW.Example.ORG/Path?Q=A#b ",
            "http://www.example.org/Path?Q=A#b",
        ),
        ("www.example.org", "https://www.example.org"),
        ("example.org/page", "https://example.org/page"),
        ("//example.org", "https://example.org"),
        ("example.org:8080/page", "https://example.org:8080/page"),
        (
            "http://www.communitycatalysts.co.uk.",
            "http://www.communitycatalysts.co.uk",
        ),
        ("http://intranet/sites/nest", "http://intranet/sites/nest"),
        ("http://192.168.0.1:80/x", "http://192.168.0.1:80/x"),
        ("https://café.example/zoë", "https://café.example/zoë"),
        (
            "https://example.org?next=http://other.org",
            "https://example.org?next=http://other.org",
        ),
        ("example.org/a:b", "https://example.org/a:b"),
        ("https://example.org/a@b", "https://example.org/a@b"),
    ] {
        assert_eq!(page(text), Ok(address.to_owned()), "{text}");
    }
}

#[test]
fn a_page_is_spoken_of_without_its_scheme() {
    let address = WebAddress::parse("https://www.example.org:8080/page/").unwrap();
    assert_eq!(address.spoken(), "example.org:8080/page");
    assert_eq!(address.host(), "www.example.org");
    assert_eq!(WebAddress::parse("x.org").unwrap().spoken(), "x.org");
}

#[test]
fn what_could_do_harm_is_refused() {
    for text in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "javascript://x.org/%0aalert(1)",
        "javascript.x:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://x.org/1",
        "about:blank",
        "ftp://x.org",
        "https://user:pass@x.org",
        "https://x.org@evil.org",
        "https://x.org\\@evil.org",
        "https://x.org/\u{202e}gpj.exe",
        "https://x\u{200b}y.org",
        "https://x.org/a b",
        "https://x.org/\"onclick=",
    ] {
        assert!(WebAddress::parse(text).is_err(), "{text}: {:?}", page(text));
        assert!(
            Link::parse(text).is_err(),
            "{text}: {:?}",
            Link::parse(text)
        );
    }
    assert_eq!(
        page("javascript:alert(1)"),
        Err("“javascript:alert(1)” is not a kind of address that Fledgling opens. Write one such as https://www.example.org.".to_owned())
    );
}

#[test]
fn what_is_no_address_is_refused() {
    for text in [
        "",
        " ",
        "none",
        "n/a",
        "https://",
        "http:/x.org",
        "http:x.org",
        "https://-x.org",
        "https://x..org",
        "x.org:99999",
        "https://x.org:8a",
        "https://[::1]/",
        ".org",
        "htttp://x.org",
        "1.2.3.4",
        "12.50",
    ] {
        assert!(WebAddress::parse(text).is_err(), "{text}: {:?}", page(text));
    }
    let long = format!("https://x.org/{}", "a".repeat(2_000));
    assert_eq!(WebAddress::parse(&long), Err(WebAddressError::TooLong));
    let refused = WebAddress::parse("=HYPERLINK(x)").map_err(|e| e.to_string());
    assert_eq!(
        refused,
        Err(
            "“=HYPERLINK(x)” is not a web address. Write one such as https://www.example.org."
                .to_owned()
        )
    );
}

#[test]
fn links_lead_to_pages_mail_and_telephones_only() {
    for (text, href, spoken) in [
        ("www.example.org", "https://www.example.org", "example.org"),
        ("jo@example.org", "mailto:jo@example.org", "jo@example.org"),
        (
            "MAILTO:Jo@Example.org?subject=Hi",
            "mailto:Jo@example.org",
            "Jo@example.org",
        ),
        (
            "tel:+44 (20) 7946-0000",
            "tel:+442079460000",
            "+442079460000",
        ),
        ("TEL:020 7946 0000", "tel:02079460000", "02079460000"),
    ] {
        let link = Link::parse(text).unwrap();
        assert_eq!(
            (link.href().as_str(), link.spoken()),
            (href, spoken),
            "{text}"
        );
        assert_eq!(link.to_string(), href);
        assert_eq!(Link::parse(href), Ok(link.clone()));
        assert_eq!(serde_json::to_string(&link).unwrap(), format!("\"{href}\""));
        assert_eq!(
            serde_json::from_str::<Link>(&format!("\"{href}\"")).unwrap(),
            link
        );
    }
    for text in [
        "tel:",
        "tel:12",
        "tel:call me",
        "mailto:",
        "mailto:jo",
        "tel:+1+2345",
        "sms:123",
    ] {
        assert!(
            Link::parse(text).is_err(),
            "{text}: {:?}",
            Link::parse(text)
        );
    }
}

proptest! {
    #[test]
    fn whatever_is_read_is_a_page_and_read_back(text in "(https?:)?(//)?[a-zA-Z0-9.:@-]{0,20}[a-z/?#=:&%.@]{0,20}") {
        if let Ok(address) = WebAddress::parse(&text) {
            prop_assert!(address.as_str().starts_with("http://") || address.as_str().starts_with("https://"));
            prop_assert!(!address.host().is_empty());
            prop_assert_eq!(WebAddress::parse(address.as_str()), Ok(address));
        }
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,40}", scheme in "(javascript|data|tel|mailto|http)") {
        for text in [text.clone(), format!("{scheme}:{text}")] {
            if let Ok(link) = Link::parse(&text) {
                let href = link.href();
                prop_assert!(["http://", "https://", "mailto:", "tel:"].iter().any(|kind| href.starts_with(kind)), "{}", href);
                prop_assert_eq!(Link::parse(&href), Ok(link));
            }
        }
    }
}
