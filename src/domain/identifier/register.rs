//! The registers that Fledgling knows by name (codes after org-id.guide; `GB-PPON` after the UK's Find a Tender).

/// A register of organisations.
pub(super) struct Register {
    /// Its org-id code.
    pub(super) code: &'static str,
    /// What people call it.
    pub(super) name: &'static str,
    /// A number it has issued or could have.
    pub(super) example: &'static str,
    /// The address of an organisation's page, with `{id}` for the number.
    pub(super) page: Option<&'static str>,
    /// Whether equal numbers mean the same organisation.
    pub(super) is_identity: bool,
}

/// The register with this code in capitals.
pub(super) fn register(code: &str) -> Option<&'static Register> {
    REGISTERS.iter().find(|register| register.code == code)
}

const fn with_pages(
    code: &'static str,
    name: &'static str,
    example: &'static str,
    page: &'static str,
) -> Register {
    Register {
        code,
        name,
        example,
        page: Some(page),
        is_identity: true,
    }
}

const fn without_pages(code: &'static str, name: &'static str, example: &'static str) -> Register {
    Register {
        code,
        name,
        example,
        page: None,
        is_identity: true,
    }
}

const fn local_to_a_notice(
    code: &'static str,
    name: &'static str,
    example: &'static str,
) -> Register {
    Register {
        code,
        name,
        example,
        page: None,
        is_identity: false,
    }
}

/// Every register that is known by name.
pub(super) static REGISTERS: [Register; 15] = [
    with_pages(
        "GB-COH",
        "Companies House",
        "07296070",
        "https://find-and-update.company-information.service.gov.uk/company/{id}",
    ),
    with_pages(
        "GB-CHC",
        "Charity Commission (England and Wales)",
        "1139228",
        "https://register-of-charities.charitycommission.gov.uk/charity-search/-/charity-details/{id}",
    ),
    with_pages(
        "GB-SC",
        "Scottish Charity Register",
        "SC042386",
        "https://www.oscr.org.uk/about-charities/search-the-register/charity-details?number={id}",
    ),
    with_pages(
        "GB-NIC",
        "Charity Commission for Northern Ireland",
        "100019",
        "https://www.charitycommissionni.org.uk/charity-details/?regId={id}",
    ),
    with_pages(
        "GB-MPR",
        "Mutuals Public Register (FCA)",
        "IP031455",
        "https://mutuals.fca.org.uk/Search/Society/{id}",
    ),
    with_pages(
        "GB-NHS",
        "NHS Organisation Data Service",
        "RAX",
        "https://odsportal.digital.nhs.uk/Organisation/OrganisationDetails?organisationId={id}",
    ),
    without_pages("GB-UKPRN", "UK Register of Learning Providers", "10000346"),
    without_pages(
        "GB-PPON",
        "Public procurement organisation number (Find a Tender)",
        "PABC-1234-DEFG",
    ),
    without_pages("GB-LAE", "Local authorities for England", "SHF"),
    without_pages("GB-LAS", "Scottish local authorities", "ZET"),
    without_pages("GB-PLA", "Principal local authorities in Wales", "AGY"),
    without_pages("GB-LANI", "Local authorities in Northern Ireland", "BFS"),
    without_pages(
        "GB-GOR",
        "Government Organisation Register (archived)",
        "D1198",
    ),
    local_to_a_notice(
        "GB-SRS",
        "Supplier Registration Service (legacy)",
        "B85F8jBe",
    ),
    local_to_a_notice("GB-CFS", "Contracts Finder local number", "12345"),
];
