//! What each gap blocks across the portfolio, in pounds.
//!
//! An opportunity is blocked by every gap of a venture that bids for it. One that nobody bids for is blocked by the gaps
//! of those that could, unless one of them could bid as it is. Each opportunity counts once for each gap.

use std::collections::BTreeMap;

use super::{
    Gap, GapKind, Wanted,
    gaps::{HeldBack, asks_for_platform},
    id_in, matching, stands,
};
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        opportunities::is_live,
        records::{Bid, Opportunity, Venture},
        vocabulary::{DOCUMENT_KINDS, RESERVED_FOR, label_of},
    },
    ledger::{
        RecordId,
        id_map::{IdMap, IdSet},
        ordering,
    },
    workspace::{open::Workspace, shown::is_active},
};

/// A gap, and what it blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedBy {
    /// What the gap is about.
    pub kind: GapKind,
    /// What people read.
    pub label: String,
    /// What the opportunities it blocks come to, each counted once.
    pub blocked: Pence,
    /// Those opportunities.
    pub opportunities: Vec<RecordId>,
    /// The ventures that have the gap.
    pub ventures: Vec<RecordId>,
}

impl BlockedBy {
    /// The pounds it blocks, as far as anybody says.
    pub fn blocked_words(&self) -> String {
        if self.blocked.is_zero() {
            "no value known".to_owned()
        } else {
            self.blocked.to_string()
        }
    }
}

/// Ventures of one place and theme, and what holds them back.
#[derive(Default)]
struct Group {
    ventures: Vec<RecordId>,
    gaps: BTreeMap<GapKind, Vec<RecordId>>,
    /// Whether one of them could bid as it is, where no entry on the platform is asked for, and where it is.
    is_free: [bool; 2],
}

/// What holds each venture back, worked out once for each.
struct Known {
    gaps: Vec<Gap>,
    platform: Option<Gap>,
}

#[derive(Default)]
struct Found {
    blocked: Pence,
    opportunities: Vec<RecordId>,
    ventures: IdSet<RecordId>,
}

impl Workspace {
    /// What each gap blocks, the most pounds first. Costs one pass over opportunities and ventures, whatever their number:
    /// ventures are grouped by place and theme before opportunities are compared with them.
    pub fn blocked_by(&self, today: Day) -> Vec<BlockedBy> {
        let mut known: IdMap<RecordId, Known> = IdMap::default();
        for venture in self.facts().ventures().filter(|venture| is_active(venture)) {
            let (mut own, mut platform) = (HeldBack::in_words(), HeldBack::in_words());
            self.own_gaps(venture, today, &mut own);
            self.platform_gap(venture, &mut platform);
            let gaps = own.told.unwrap_or_default();
            let platform = platform.told.and_then(|mut told| told.pop());
            known.insert(venture.id, Known { gaps, platform });
        }
        let groups = self.groups(&known);
        let mut bids: IdMap<RecordId, Vec<RecordId>> = IdMap::default();
        for bid in self.records().of_kind(Bid::KIND).filter(stands) {
            if let (Some(opportunity), Some(venture)) =
                (id_in(&bid, "opportunity"), id_in(&bid, "venture"))
            {
                bids.entry(opportunity).or_default().push(venture);
            }
        }
        let mut found: BTreeMap<GapKind, Found> = BTreeMap::new();
        for record in self.records().of_kind(Opportunity::KIND) {
            let status = record.value("status").text().unwrap_or_default();
            let is_past = |text: &str| Day::parse(text).is_ok_and(|day| day < today);
            let is_over = !is_live(status)
                || matches!(status, "submitted" | "preferred" | "won")
                || record.value("decision").text() == Some("no_go")
                || record.value("deadline").text().is_some_and(is_past);
            if is_over {
                continue;
            }
            let wanted = Wanted::new(Opportunity::read(record), IdSet::default(), today);
            match bids.get(&record.id()) {
                Some(bidders) => self.blocked_bids(&wanted, bidders, &mut found),
                None => blocked_notice(&wanted, &groups, &mut found),
            }
        }
        self.listed(found)
    }

    /// Active ventures by place and theme. Those without a theme stand under their place alone.
    fn groups(&self, known: &IdMap<RecordId, Known>) -> IdMap<RecordId, BTreeMap<String, Group>> {
        let mut groups: IdMap<RecordId, BTreeMap<String, Group>> = IdMap::default();
        for (id, known) in known {
            let Some(venture) = self.facts().venture(*id) else {
                continue;
            };
            let Venture { places, themes, .. } = &**venture;
            let nothing = [String::new()];
            let themes = if themes.is_empty() {
                &nothing[..]
            } else {
                &themes[..]
            };
            for place in places {
                for theme in themes {
                    let by_theme = groups.entry(*place).or_default();
                    by_theme.entry(theme.clone()).or_default().take(*id, known);
                }
            }
        }
        groups
    }

    fn blocked_bids(
        &self,
        wanted: &Wanted,
        bidders: &[RecordId],
        found: &mut BTreeMap<GapKind, Found>,
    ) {
        for bidder in bidders {
            let Some(venture) = self.facts().venture(*bidder) else {
                continue;
            };
            let mut held = HeldBack::in_words();
            self.gaps(wanted, venture, &mut held);
            for gap in held.told.into_iter().flatten() {
                found.entry(gap.kind).or_default().take(wanted, &[*bidder]);
            }
        }
    }

    fn listed(&self, found: BTreeMap<GapKind, Found>) -> Vec<BlockedBy> {
        let mut listed: Vec<BlockedBy> = Vec::new();
        for (kind, found) in found {
            let mut ventures: Vec<RecordId> = found.ventures.into_iter().collect();
            ordering::sort(&mut ventures);
            listed.push(BlockedBy {
                label: self.gap_label(&kind),
                kind,
                blocked: found.blocked,
                opportunities: found.opportunities,
                ventures,
            });
        }
        ordering::sort_by(&mut listed, |one, other| {
            let order = other.blocked.cmp(&one.blocked);
            order.then_with(|| one.kind.cmp(&other.kind))
        });
        listed
    }

    /// A gap in a few words, for a table's heading.
    pub fn gap_label(&self, kind: &GapKind) -> String {
        match kind {
            GapKind::Stage => "Early in the journey".to_owned(),
            GapKind::LegalForm => "Legal form".to_owned(),
            GapKind::Register => "Register entry".to_owned(),
            GapKind::Platform => "Central digital platform".to_owned(),
            GapKind::Paper(paper) => label_of(DOCUMENT_KINDS, paper).to_owned(),
            GapKind::Reserved(whom) => format!("Reserved: {}", label_of(RESERVED_FOR, whom)),
            GapKind::Criterion(code) => {
                let stages = self.journey().all_stages().iter();
                let mut criteria =
                    stages.flat_map(|stage| self.journey().criteria_from(&stage.code));
                let found = criteria.find(|criterion| criterion.code == *code);
                found.map_or_else(|| code.clone(), |criterion| criterion.text.clone())
            }
        }
    }
}

impl Group {
    fn take(&mut self, venture: RecordId, known: &Known) {
        self.ventures.push(venture);
        for gap in known.gaps.iter().chain(&known.platform) {
            self.gaps.entry(gap.kind.clone()).or_default().push(venture);
        }
        let is_free = known.gaps.is_empty();
        self.is_free[0] |= is_free;
        self.is_free[1] |= is_free && known.platform.is_none();
    }
}

impl Found {
    /// Counts an opportunity once; opportunities come one after the other.
    fn take(&mut self, wanted: &Wanted, ventures: &[RecordId]) {
        if self.opportunities.last() != Some(&wanted.opportunity.id) {
            self.opportunities.push(wanted.opportunity.id);
            let value = wanted.opportunity.counted_value().unwrap_or_default();
            self.blocked.0 = self.blocked.0.saturating_add(value.get().max(0));
        }
        self.ventures.extend(ventures);
    }
}

/// Counts a notice that nobody bids for, unless somebody could as they are.
fn blocked_notice(
    wanted: &Wanted,
    groups: &IdMap<RecordId, BTreeMap<String, Group>>,
    found: &mut BTreeMap<GapKind, Found>,
) {
    let asks = asks_for_platform(&wanted.opportunity);
    let mut met: Vec<&Group> = Vec::new();
    let mut themes = matching::ThemesMet::default();
    for place in &wanted.opportunity.places {
        let by_theme = groups.get(place).into_iter().flatten();
        met.extend(
            by_theme
                .filter(|(theme, _)| theme.is_empty() || themes.goes_with(wanted, theme))
                .map(|(_, group)| group),
        );
    }
    if met.iter().any(|group| group.is_free[usize::from(asks)]) {
        return;
    }
    for group in met {
        for (kind, ventures) in &group.gaps {
            if *kind != GapKind::Platform || asks {
                found
                    .entry(kind.clone())
                    .or_default()
                    .take(wanted, ventures);
            }
        }
    }
}
