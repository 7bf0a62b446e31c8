//! A table as shown, as CSV that a spreadsheet opens without running anything in it.

pub mod tables;

use super::cells::neutralised;
use crate::domain::dates::Day;

/// A table as somebody sees it: all its rows, also those that are not drawn yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOut {
    /// What the file is called, before the day.
    pub name: &'static str,
    /// What stands above the columns.
    pub headers: Vec<String>,
    /// The rows, in their order.
    pub rows: Vec<Vec<String>>,
}

impl TableOut {
    /// A file’s name and content, as of a day.
    pub fn file(self, today: Day) -> (String, Vec<u8>) {
        let name = format!("{}-{}.csv", self.name, today.iso());
        (name, csv(&self.headers, self.rows.into_iter()))
    }
}

/// CSV in UTF-8 with a byte order mark, which is how spreadsheet programs know it is UTF-8.
///
/// Cells that a spreadsheet could take for a formula get an apostrophe before them; importing takes it off again.
pub fn csv(headers: &[String], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::from("\u{feff}"));
    // Writing to memory cannot fail.
    let _ = writer.write_record(
        headers
            .iter()
            .map(|header| neutralised(header).into_owned()),
    );
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| neutralised(cell).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn formulas_are_neutralised_and_commas_quoted() {
        let rows = vec![vec!["=cmd()".to_owned(), "Food, drink".to_owned()]];
        let text = String::from_utf8(csv(
            &["Name".to_owned(), "Themes".to_owned()],
            rows.into_iter(),
        ))
        .expect("UTF-8");
        assert_eq!(text, "\u{feff}Name,Themes\r\n'=cmd(),\"Food, drink\"\r\n");
    }
}
