//! Figures from parts: by quarter and year, by venture, and what is behind each.

use super::{
    Forecast, Line, Part,
    spread::{QuarterNumber, Quarters, Step, quarter_numbered, quarter_of},
};
use crate::{
    domain::{
        dates::{FinancialYear, Quarter},
        money::Pence,
        opportunities::Certainty,
    },
    ledger::{
        RecordId,
        id_map::{IdMap, IdSet},
        ordering,
    },
};

/// Sums side by side. Each pound is in one of the first three; the fourth weighs all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Signed.
    pub secured: Pence,
    /// In writing or better, not signed.
    pub evidenced: Pence,
    /// Said, or nothing yet.
    pub hoped: Pence,
    /// All of these, each line times its probability: an assumption.
    pub weighted: Pence,
}

impl Figures {
    /// All that may come.
    pub fn total(&self) -> Pence {
        let sum = Pence::sum([self.secured, self.evidenced, self.hoped]);
        sum.unwrap_or(Pence(i64::MAX))
    }

    /// One of the three.
    pub fn of(&self, certainty: Certainty) -> Pence {
        match certainty {
            Certainty::Secured => self.secured,
            Certainty::Evidenced => self.evidenced,
            Certainty::Hoped => self.hoped,
        }
    }

    /// Whether there is nothing in them.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    fn add(&mut self, certainty: Certainty, amount: Pence, weighted: Pence) {
        let sum = match certainty {
            Certainty::Secured => &mut self.secured,
            Certainty::Evidenced => &mut self.evidenced,
            Certainty::Hoped => &mut self.hoped,
        };
        sum.0 = sum.0.saturating_add(amount.0);
        self.weighted.0 = self.weighted.0.saturating_add(weighted.0);
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (sum, more) in [
            (&mut self.secured, other.secured),
            (&mut self.evidenced, other.evidenced),
            (&mut self.hoped, other.hoped),
            (&mut self.weighted, other.weighted),
        ] {
            sum.0 = sum.0.saturating_add(more.0);
        }
    }
}

/// A column of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// One of the three that add up.
    Sure(Certainty),
    /// The sum of the three.
    All,
    /// Each amount times its probability.
    Weighted,
}

impl Column {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [
        Self::Sure(Certainty::Secured),
        Self::Sure(Certainty::Evidenced),
        Self::Sure(Certainty::Hoped),
        Self::All,
        Self::Weighted,
    ];

    /// What people read above it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sure(Certainty::Secured) => "Secured",
            Self::Sure(Certainty::Evidenced) => "Evidenced",
            Self::Sure(Certainty::Hoped) => "Hoped for",
            Self::All => "In all",
            Self::Weighted => "Weighted",
        }
    }

    /// The figure that stands in it.
    pub fn of(self, figures: &Figures) -> Pence {
        match self {
            Self::Sure(certainty) => figures.of(certainty),
            Self::All => figures.total(),
            Self::Weighted => figures.weighted,
        }
    }

    /// Which of the three it is.
    pub fn certainty(self) -> Option<Certainty> {
        match self {
            Self::Sure(certainty) => Some(certainty),
            Self::All | Self::Weighted => None,
        }
    }
}

/// Whose money a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it, what two bids go for counted once.
    Incubator,
    /// One venture's share.
    Venture(RecordId),
    /// Opportunities for which no venture is named yet.
    Nobody,
}

impl Scope {
    fn takes(self) -> impl Fn(&Line, &Part) -> bool {
        move |line, part| match self {
            Self::Incubator => !line.is_twice,
            Self::Venture(venture) => part.venture == Some(venture),
            Self::Nobody => part.venture.is_none(),
        }
    }
}

/// When money comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At any time, known or not.
    Ever,
    /// In a UK financial year.
    Year(FinancialYear),
    /// In a quarter of one.
    Quarter(Quarter),
    /// On days that nobody has written down yet.
    Undated,
}

impl When {
    /// What people read.
    pub fn label(self) -> String {
        match self {
            Self::Ever => "All years".to_owned(),
            Self::Year(year) => year.to_string(),
            Self::Quarter(quarter) => quarter.to_string(),
            Self::Undated => "No dates yet".to_owned(),
        }
    }

    /// Whether a quarter, or no date, is in it.
    fn has(self, quarter: Option<QuarterNumber>) -> bool {
        match self {
            Self::Ever => true,
            Self::Undated => quarter.is_none(),
            Self::Year(year) => {
                quarter.is_some_and(|at| at.div_euclid(4) == i32::from(year.start_year()))
            }
            Self::Quarter(wanted) => quarter.is_some_and(|at| at == quarter_of(wanted.start())),
        }
    }
}

/// One row of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForecastRow {
    /// When.
    pub when: When,
    /// How much.
    pub figures: Figures,
}

/// One venture's row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VentureRow {
    /// The venture; nothing for opportunities that name none.
    pub venture: Option<RecordId>,
    /// Its share.
    pub figures: Figures,
}

/// A record behind a figure, with what it adds to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The contract, or the opportunity before there is a contract.
    pub record: RecordId,
    /// The opportunity, also behind a contract, where there is one.
    pub opportunity: Option<RecordId>,
    /// What it adds.
    pub figures: Figures,
}

/// What a pass over the parts tells: the quarter or nothing, the line, the part, the money.
type Piece<'a> = (Option<QuarterNumber>, &'a Line, &'a Part, Pence, Pence);

impl Forecast {
    /// Tells every part that is taken, with its line.
    fn each_part(&self, takes: &dyn Fn(&Line, &Part) -> bool, each: &mut dyn FnMut(&Line, &Part)) {
        for part in &self.parts {
            if let Some(line) = self.lines.get(part.line as usize)
                && takes(line, part)
            {
                each(line, part);
            }
        }
    }

    /// Tells every piece of the money that is taken, cut at the ends of quarters.
    fn each_piece(&self, takes: &dyn Fn(&Line, &Part) -> bool, each: &mut dyn FnMut(Piece<'_>)) {
        let quarters = Quarters::covering(self.lines.iter().filter_map(|line| line.term));
        self.each_part(takes, &mut |line, part| {
            let money = (part.amount, part.weighted);
            let Some(term) = line.term else {
                each((None, line, part, money.0, money.1));
                return;
            };
            quarters.spread(term, money, &mut |place, amount, weighted| {
                each((Some(quarters.number(place)), line, part, amount, weighted));
            });
        });
    }

    /// Tells what is taken and comes at a time. What comes at any time need not be cut up: the pieces make up the whole.
    fn each_at(
        &self,
        when: When,
        takes: &dyn Fn(&Line, &Part) -> bool,
        each: &mut dyn FnMut(&Line, &Part, Pence, Pence),
    ) {
        if when == When::Ever {
            self.each_part(takes, &mut |line, part| {
                each(line, part, part.amount, part.weighted);
            });
            return;
        }
        self.each_piece(takes, &mut |(quarter, line, part, amount, weighted)| {
            if when.has(quarter) {
                each(line, part, amount, weighted);
            }
        });
    }

    fn sum_of(&self, when: When, takes: &dyn Fn(&Line, &Part) -> bool) -> Figures {
        let mut sum = Figures::default();
        self.each_at(when, takes, &mut |line, _, amount, weighted| {
            sum.add(line.certainty, amount, weighted);
        });
        sum
    }

    /// The sum of a scope at a time.
    pub fn sum(&self, scope: Scope, when: When) -> Figures {
        self.sum_of(when, &scope.takes())
    }

    /// Rows by year or quarter, the earliest first, without gaps between them, and what has no dates last, if anything.
    pub fn table(&self, scope: Scope, step: Step) -> Vec<ForecastRow> {
        let quarters = Quarters::covering(self.lines.iter().filter_map(|line| line.term));
        let first = quarters.number(0);
        let mut sums = vec![Figures::default(); quarters.len()];
        let mut undated = Figures::default();
        self.each_piece(&scope.takes(), &mut |(
            quarter,
            line,
            _,
            amount,
            weighted,
        )| {
            let place = quarter.and_then(|at| usize::try_from(at - first).ok());
            let sum = match place {
                Some(place) => sums.get_mut(place),
                None => Some(&mut undated),
            };
            if let Some(sum) = sum {
                sum.add(line.certainty, amount, weighted);
            }
        });
        let mut rows: Vec<ForecastRow> = Vec::new();
        for (place, sum) in sums.iter().enumerate() {
            let quarter = quarter_numbered(quarters.number(place));
            let when = match step {
                Step::Years => When::Year(quarter.year()),
                Step::Quarters => When::Quarter(quarter),
            };
            match rows.last_mut().filter(|row| row.when == when) {
                Some(row) => row.figures.join(sum),
                None => rows.push(ForecastRow {
                    when,
                    figures: *sum,
                }),
            }
        }
        trim(&mut rows);
        if !undated.is_zero() {
            rows.push(ForecastRow {
                when: When::Undated,
                figures: undated,
            });
        }
        rows
    }

    /// What each venture may get at a time, the most first; those with nothing are left out.
    pub fn by_venture(&self, when: When) -> Vec<VentureRow> {
        largest(&self.of_each_venture(when), usize::MAX)
    }

    /// What each venture may get at a time, in no order; those with nothing are left out.
    pub fn of_each_venture(&self, when: When) -> Vec<VentureRow> {
        let mut at: IdMap<RecordId, usize> = IdMap::default();
        // The first is nobody's.
        let mut rows: Vec<VentureRow> = vec![VentureRow::default()];
        self.each_at(when, &|_, _| true, &mut |line, part, amount, weighted| {
            let slot = match part.venture {
                None => 0,
                Some(venture) => *at.entry(venture).or_insert_with(|| {
                    rows.push(VentureRow {
                        venture: Some(venture),
                        figures: Figures::default(),
                    });
                    rows.len() - 1
                }),
            };
            if let Some(row) = rows.get_mut(slot) {
                row.figures.add(line.certainty, amount, weighted);
            }
        });
        rows.retain(|row| !row.figures.is_zero());
        rows
    }

    /// What stands in the rows of several ventures but is the same money: the rows of [`Forecast::by_venture`] less this
    /// are the incubator's sum.
    pub fn counted_twice(&self, when: When) -> Figures {
        self.sum_of(when, &|line, _| line.is_twice)
    }

    /// The records behind a figure, those that add the most first. `certainty` asks for one of the three.
    pub fn behind(&self, scope: Scope, when: When, certainty: Option<Certainty>) -> Vec<Behind> {
        let mut at: IdMap<RecordId, usize> = IdMap::default();
        let mut found: Vec<Behind> = Vec::new();
        self.each_at(when, &scope.takes(), &mut |line, _, amount, weighted| {
            let wanted = certainty.is_none_or(|wanted| wanted == line.certainty);
            let Some(record) = line.record().filter(|_| wanted) else {
                return;
            };
            let slot = *at.entry(record).or_insert_with(|| {
                found.push(Behind {
                    record,
                    opportunity: line.opportunity,
                    figures: Figures::default(),
                });
                found.len() - 1
            });
            if let Some(behind) = found.get_mut(slot) {
                behind.figures.add(line.certainty, amount, weighted);
            }
        });
        found.retain(|behind| !behind.figures.is_zero());
        ordering::sort_by_key(&mut found, |behind| {
            (std::cmp::Reverse(behind.figures.total()), behind.record)
        });
        found
    }

    /// Whether more opportunities and contracts count than so many.
    pub fn counts_more_than(&self, most: usize) -> bool {
        let mut records: IdSet<RecordId> = IdSet::default();
        self.lines.iter().filter_map(Line::record).any(|record| {
            records.insert(record);
            records.len() > most
        })
    }
}

/// The rows with the most, in order; what is nobody's last.
pub fn largest(rows: &[VentureRow], most: usize) -> Vec<VentureRow> {
    ordering::first_by_key(rows, most, |row| {
        let figures = &row.figures;
        let order = std::cmp::Reverse((figures.total(), figures.secured, figures.weighted));
        (row.venture.is_none(), order, row.venture)
    })
}

/// Takes empty rows off both ends: quarters in which only other scopes have money.
fn trim(rows: &mut Vec<ForecastRow>) {
    while rows.last().is_some_and(|row| row.figures.is_zero()) {
        rows.pop();
    }
    let empty = rows.iter().take_while(|row| row.figures.is_zero()).count();
    rows.drain(..empty);
}
