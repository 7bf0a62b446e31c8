//! Which backups a folder keeps: at most one for each quarter of an hour of use, three of today, one for each earlier
//! day, ten in all. Only files that this wrote for the same workspace are ever counted or deleted.

use crate::{
    domain::dates::{Day, Moment},
    ledger::ordering,
};

/// The least time between two backups.
pub const EVERY_MS: u64 = 15 * 60 * 1_000;
/// How many of today are kept.
const OF_TODAY: usize = 3;
/// How many are kept in all.
const IN_ALL: usize = 10;
/// What stands between the workspace's name and the time.
const MARK: &str = "-backup-";

/// The name of a backup that is made now: `hill-house-backup-2026-11-22-091500.json`, by the clock of Greenwich.
pub fn file_name(stem: &str, now_ms: u64) -> String {
    let text = Moment(i64::try_from(now_ms).unwrap_or_default()).to_rfc3339();
    let (day, time) = text.split_once('T').unwrap_or((&text, ""));
    let time: String = time.chars().filter(char::is_ascii_digit).take(6).collect();
    format!("{stem}{MARK}{day}-{time}.json")
}

/// When a file of this name was written, if it is a backup of the workspace with this stem.
fn made(stem: &str, name: &str) -> Option<Moment> {
    let rest = name.strip_prefix(stem)?.strip_prefix(MARK)?;
    let (day, time) = rest.strip_suffix(".json")?.split_at_checked(10)?;
    let time = time.strip_prefix('-').filter(|time| time.len() == 6)?;
    let at = format!(
        "{day}T{}:{}:{}Z",
        &time.get(..2)?,
        time.get(2..4)?,
        time.get(4..)?
    );
    Moment::parse(&at).ok()
}

/// When the last backup in the folder was made, in milliseconds since 1970.
pub fn last(stem: &str, files: &[String]) -> Option<u64> {
    let made = files.iter().filter_map(|name| made(stem, name));
    made.map(|moment| u64::try_from(moment.0).unwrap_or_default())
        .max()
}

/// Whether it is time for another one.
pub fn is_due(stem: &str, files: &[String], now_ms: u64) -> bool {
    // A clock that was put back must not stop backups for good.
    last(stem, files).is_none_or(|last| last > now_ms || now_ms - last >= EVERY_MS)
}

/// Which of the files are to go, once the newest is written.
pub fn surplus(stem: &str, files: &[String], now_ms: u64) -> Vec<String> {
    let today = Moment(i64::try_from(now_ms).unwrap_or_default()).day();
    let mut backups: Vec<(Moment, &String)> = files
        .iter()
        .filter_map(|name| Some((made(stem, name)?, name)))
        .collect();
    ordering::sort_by_key(&mut backups, |(made, name)| {
        (std::cmp::Reverse(made.0), (*name).clone())
    });
    let mut kept: Vec<Day> = Vec::new();
    let mut gone = Vec::new();
    for (made, name) in backups {
        let day = made.day();
        let of_this_day = kept.iter().filter(|known| **known == day).count();
        let most = if day >= today { OF_TODAY } else { 1 };
        if of_this_day < most && kept.len() < IN_ALL {
            kept.push(day);
        } else {
            gone.push(name.clone());
        }
    }
    gone
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn at(text: &str) -> u64 {
        u64::try_from(Moment::parse(text).expect("a moment").0).expect("after 1970")
    }

    /// Writes a backup whenever one is due, every five minutes of use, and deletes what is too much.
    fn work(files: &mut Vec<String>, from: &str, hours: u64) {
        for minutes in (0..hours * 60).step_by(5) {
            let now = at(from) + minutes * 60_000;
            if is_due("hill-house", files, now) {
                files.push(file_name("hill-house", now));
                let gone = surplus("hill-house", files, now);
                files.retain(|name| !gone.contains(name));
            }
        }
    }

    #[test]
    fn a_backup_says_whose_it_is_and_when_it_was_made() {
        let name = file_name("hill-house", at("2026-11-22T09:15:30Z"));
        assert_eq!(name, "hill-house-backup-2026-11-22-091530.json");
        assert_eq!(
            last("hill-house", &[name]),
            Some(at("2026-11-22T09:15:30Z"))
        );
    }

    #[test]
    fn one_for_each_quarter_of_an_hour_and_no_more() {
        let files = vec![file_name("hill-house", at("2026-11-22T09:00:00Z"))];
        assert!(!is_due("hill-house", &files, at("2026-11-22T09:14:59Z")));
        assert!(is_due("hill-house", &files, at("2026-11-22T09:15:00Z")));
        assert!(is_due("hill-house", &[], at("2026-11-22T09:00:00Z")));
    }

    #[test]
    fn a_clock_that_was_put_back_does_not_stop_backups() {
        let files = vec![file_name("hill-house", at("2031-01-01T09:00:00Z"))];
        assert!(is_due("hill-house", &files, at("2026-11-22T09:00:00Z")));
    }

    #[test]
    fn three_of_today_one_of_each_earlier_day_ten_in_all() {
        let mut files = Vec::new();
        for day in 1..=14 {
            work(&mut files, &format!("2026-11-{day:02}T09:00:00Z"), 8);
        }
        let expected: Vec<String> = [
            "2026-11-07-164500",
            "2026-11-08-164500",
            "2026-11-09-164500",
            "2026-11-10-164500",
            "2026-11-11-164500",
            "2026-11-12-164500",
            "2026-11-13-164500",
            "2026-11-14-161500",
            "2026-11-14-163000",
            "2026-11-14-164500",
        ]
        .iter()
        .map(|when| format!("hill-house-backup-{when}.json"))
        .collect();
        crate::ledger::ordering::sort(&mut files);
        assert_eq!(files, expected);
    }

    #[test]
    fn nothing_else_in_the_folder_is_counted_or_deleted() {
        let mut files: Vec<String> = [
            "holiday.jpg",
            "hill-house-backup-of-the-year.json",
            "hill-house-backup-2026-11-01-091500 (copy).json",
            "other-place-backup-2026-11-01-091500.json",
            "hill-house-backup-2026-13-01-091500.json",
        ]
        .map(str::to_owned)
        .to_vec();
        let others = files.clone();
        for day in 1..=14 {
            work(&mut files, &format!("2026-11-{day:02}T09:00:00Z"), 2);
        }
        assert_eq!(files.len(), others.len() + 10);
        assert!(others.iter().all(|name| files.contains(name)));
    }
}
