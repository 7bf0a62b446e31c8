//! What each measurement may come to, and the table of what it came to.

use std::fmt::Write as _;

use serde::Serialize;

/// Milliseconds that were measured, in any order.
pub(crate) type Times = Vec<f64>;

/// One line of the result.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    name: &'static str,
    ventures: u32,
    #[serde(flatten)]
    measured: Measured,
    budget: f64,
    ok: bool,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Measured {
    /// Compared by the 95th percentile.
    Often { p50_ms: f64, p95_ms: f64 },
    /// Compared as it is.
    Once { value: f64, unit: &'static str },
    /// Not measured, which is as bad as too much.
    Not { error: String },
}

/// The budgets over so many ventures. Times in milliseconds; milliseconds of one frame; elements; megabytes.
pub(crate) fn budget(name: &str, ventures: u32) -> f64 {
    match name {
        "open_warm" if ventures <= 1_000 => 400.0,
        "open_warm" | "open_cold" => 1_000.0,
        "search_key_to_paint" | "move_to_paint" | "scroll_worst_frame" => 50.0,
        "move_to_saved" => 30.0,
        "forecast_region" | "clock_region" | "fit_region" => 100.0,
        "dom_nodes" => 2_500.0,
        "import_csv_10k" => 3_000.0,
        "import_ocds_20mb" => 6_000.0,
        // What a person takes for an answer at once.
        "import_ocds_20mb_worst_frame" => 100.0,
        "memory_mb" => 250.0,
        _ => 0.0,
    }
}

impl Row {
    fn new(name: &'static str, ventures: u32, measured: Measured) -> Self {
        let budget = budget(name, ventures);
        let ok = measured.compared().is_some_and(|value| value <= budget);
        Self {
            name,
            ventures,
            measured,
            budget,
            ok,
        }
    }

    /// From what was measured several times.
    pub(crate) fn often(name: &'static str, ventures: u32, times: anyhow::Result<Times>) -> Self {
        let measured = match times {
            Ok(times) if !times.is_empty() => Measured::Often {
                p50_ms: percentile(&times, 50),
                p95_ms: percentile(&times, 95),
            },
            Ok(_) => Measured::Not {
                error: "nothing was measured".to_owned(),
            },
            Err(error) => Measured::Not {
                error: format!("{error:#}"),
            },
        };
        Self::new(name, ventures, measured)
    }

    /// From one value.
    pub(crate) fn once(
        name: &'static str,
        ventures: u32,
        unit: &'static str,
        value: anyhow::Result<f64>,
    ) -> Self {
        let measured = match value {
            Ok(value) => Measured::Once {
                value: rounded(value),
                unit,
            },
            Err(error) => Measured::Not {
                error: format!("{error:#}"),
            },
        };
        Self::new(name, ventures, measured)
    }

    /// Whether the budget holds.
    pub(crate) fn holds(&self) -> bool {
        self.ok
    }
}

impl Measured {
    fn compared(&self) -> Option<f64> {
        match self {
            Self::Often { p95_ms, .. } => Some(*p95_ms),
            Self::Once { value, .. } => Some(*value),
            Self::Not { .. } => None,
        }
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The smallest of the times that so many per cent of them do not exceed.
fn percentile(times: &Times, percent: usize) -> f64 {
    let mut sorted = times.clone();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().map_or(f64::NAN, rounded)
}

/// The rows for a person to read; failed budgets say by how much.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:<29} {:>9} {:>10} {:>10} {:>9}\n",
        "measurement", "ventures", "middle", "95 %", "budget"
    );
    for row in rows {
        let (middle, most) = match &row.measured {
            Measured::Often { p50_ms, p95_ms } => (format!("{p50_ms} ms"), format!("{p95_ms} ms")),
            Measured::Once { value, unit } => (String::new(), format!("{value} {unit}")),
            Measured::Not { .. } => (String::new(), "–".to_owned()),
        };
        let verdict = match &row.measured {
            _ if row.ok => "ok".to_owned(),
            Measured::Not { error } => format!("NOT MEASURED: {error}"),
            measured => {
                let over = measured
                    .compared()
                    .map_or(f64::NAN, |value| value - row.budget);
                format!(
                    "OVER by {} ({:.0} %)",
                    rounded(over),
                    over / row.budget * 100.0
                )
            }
        };
        let _ = writeln!(
            text,
            "{:<29} {:>9} {middle:>10} {most:>10} {:>9} {verdict}",
            row.name, row.ventures, row.budget
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times: Times = (1..=20).map(f64::from).collect();
        assert_eq!(percentile(&times, 50).to_string(), "10");
        assert_eq!(percentile(&times, 95).to_string(), "19");
        assert_eq!(percentile(&vec![7.0], 95).to_string(), "7");
    }

    #[test]
    fn rows_have_the_promised_form() -> anyhow::Result<()> {
        let rows = [
            Row::often("move_to_paint", 10_000, Ok(vec![12.0, 61.25])),
            Row::once("dom_nodes", 10_000, "elements", Ok(1_800.0)),
            Row::once("memory_mb", 10_000, "MB", Err(anyhow::anyhow!("no answer"))),
        ];
        assert_eq!(
            serde_json::to_value(&rows)?,
            serde_json::json!([
                { "name": "move_to_paint", "ventures": 10_000, "p50_ms": 12.0, "p95_ms": 61.3, "budget": 50.0, "ok": false },
                { "name": "dom_nodes", "ventures": 10_000, "value": 1800.0, "unit": "elements", "budget": 2500.0, "ok": true },
                { "name": "memory_mb", "ventures": 10_000, "error": "no answer", "budget": 250.0, "ok": false },
            ])
        );
        let table = table(&rows);
        assert!(table.contains("OVER by 11.3 (23 %)"), "{table}");
        assert!(table.contains("NOT MEASURED: no answer"), "{table}");
        Ok(())
    }
}
