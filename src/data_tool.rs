//! Fledgling without a browser: imports files into a workspace file and checks workspace files, with the same code.
//!
//! `cargo xtask data …` calls it.

use std::{
    fs,
    hash::{BuildHasher, Hasher},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use fledgling::{
    domain::dates::Moment,
    exchange::{
        fledgling::{Export, FledglingFile, check, json_schema},
        import::{Answers, GrantOptions, ImportPlan, Opened, Outcome, importable_kinds, open},
    },
    ledger::{Author, Change, DeviceId},
    workspace::{Command, Context, Workspace},
};

const HELP: &str = "\
cargo xtask data import --format 360giving|csv|ocds|fledgling [--kind ventures|contacts|organisations|steps]
                        FILE… --out workspace.json [--dry-run]
    Import files, one after the other, and write the workspace they make. A workspace file that is already at
    --out is read first and added to. With --dry-run nothing is written.
cargo xtask data check workspace.json
    Count the records, work out the content hash, and list problems. A remark, such as on a reference to a deleted
    record, is no problem.
cargo xtask data schema [--out FILE]
    Print the JSON Schema of workspace files.

Exit codes: 0 when all is well; 1 when it cannot be done, or a check found problems; 3 when the rest was imported and
rows were left out, because they were rejected or because several records fit.
";

/// Rows were left out of what was imported.
const LEFT_OUT: u8 = 3;

#[derive(Default)]
struct Args {
    format: Option<String>,
    kind: Option<String>,
    out: Option<PathBuf>,
    dry_run: bool,
    files: Vec<PathBuf>,
}

/// Runs the tool with what was typed after `data`.
pub(crate) fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let verb = words.next().unwrap_or_default();
    let outcome = read_args(words).and_then(|args| match verb.as_str() {
        "import" => import(&args),
        "check" => check_files(&args),
        "schema" => schema(&args),
        "help" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(HELP.to_owned()),
    });
    match outcome {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn read_args(mut words: impl Iterator<Item = String>) -> Result<Args, String> {
    let mut args = Args::default();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .ok_or_else(|| format!("{word} needs a value.\n\n{HELP}"))
        };
        match word.as_str() {
            "--format" => args.format = Some(value()?),
            "--kind" => args.kind = Some(value()?),
            "--out" => args.out = Some(value()?.into()),
            "--dry-run" => args.dry_run = true,
            option if option.starts_with("--") => {
                return Err(format!("There is no option {option}.\n\n{HELP}"));
            }
            file => args.files.push(file.into()),
        }
    }
    Ok(args)
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

fn now_ms() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

/// Fresh bits from the seeds that the standard library draws from the system for its hash maps.
fn random() -> u128 {
    let draw = || {
        std::collections::hash_map::RandomState::new()
            .build_hasher()
            .finish()
    };
    u128::from(draw()) << 64 | u128::from(draw())
}

/// A workspace under construction, and every change that made it.
struct Desk {
    workspace: Workspace,
    history: Vec<Change>,
}

fn import(args: &Args) -> Result<ExitCode, String> {
    let format = args
        .format
        .as_deref()
        .ok_or_else(|| format!("--format is missing.\n\n{HELP}"))?;
    if !["360giving", "csv", "ocds", "fledgling"].contains(&format) {
        return Err(format!(
            "There is no format “{format}”: 360giving, csv, ocds or fledgling."
        ));
    }
    if args.files.is_empty() {
        return Err(format!("Which file?\n\n{HELP}"));
    }
    let out = args
        .out
        .as_ref()
        .ok_or_else(|| format!("--out is missing.\n\n{HELP}"))?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "64 of 128 random bits are wanted"
    )]
    let device = DeviceId(random() as u64);
    let mut desk = Desk {
        workspace: Workspace::empty(device),
        history: Vec::new(),
    };
    desk.workspace
        .set_author(Author::new("cargo xtask data", ""));
    if out.exists() {
        let file = FledglingFile::read(&read_file(out)?)
            .map_err(|error| format!("{}: {error}", out.display()))?;
        desk.merge(file.changes);
    }
    let mut rejected = false;
    for path in &args.files {
        rejected |= desk.take(path, format, args.kind.as_deref())?;
    }
    if args.dry_run {
        println!("Dry run: nothing was written.");
    } else {
        desk.write(out)?;
    }
    Ok(if rejected {
        ExitCode::from(LEFT_OUT)
    } else {
        ExitCode::SUCCESS
    })
}

impl Desk {
    fn merge(&mut self, changes: Vec<Change>) {
        self.workspace.merge(&changes, now_ms());
        self.history.extend(changes);
    }

    /// Imports one file; answers whether rows were left out.
    fn take(&mut self, path: &Path, format: &str, kind: Option<&str>) -> Result<bool, String> {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let opened = open(read_file(path)?, &name)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let today = Moment(i64::try_from(now_ms()).unwrap_or_default()).day();
        let plan = match (opened, format) {
            (Opened::Table(file), "csv") => {
                let kind = match kind {
                    Some(word) => kind_named(word)?,
                    None => file.guess_kind(&self.workspace),
                };
                let mapping = file.guess(kind, &self.workspace);
                file.planner(mapping, Answers::new(), today)
                    .run(&self.workspace, &random)
            }
            (Opened::Grants(file), "360giving") => file
                .planner(GrantOptions::default(), Answers::new(), today)
                .run(&self.workspace, &random),
            (Opened::Notices(reading), "ocds") => reading
                .finish()
                .planner(Answers::new(), today)
                .run(&self.workspace, &random),
            (Opened::Fledgling(bytes), "fledgling") => return self.take_fledgling(&name, &bytes),
            _ => return Err(format!("{}: this is no {format} file.", path.display())),
        };
        report(&plan);
        let context = Context {
            now_ms: now_ms(),
            today,
            random: &random,
        };
        let done = self
            .workspace
            .execute(Command::Apply(plan.draft()), &context)
            .map_err(|error| error.to_string())?;
        self.history.extend(done.change);
        Ok(plan.counts.rejected + plan.counts.questions > 0)
    }

    fn take_fledgling(&mut self, name: &str, bytes: &[u8]) -> Result<bool, String> {
        let file = FledglingFile::read(bytes).map_err(|error| format!("{name}: {error}"))?;
        file.may_merge(&self.workspace)
            .map_err(|error| format!("{name}: {error}"))?;
        let plan = file.plan(&self.workspace);
        let (new, changed): (usize, usize) = (
            plan.new_records.values().sum(),
            plan.changed_records.values().sum(),
        );
        println!(
            "{name}: {new} new, {changed} changed, {} unchanged, 0 rejected",
            plan.unchanged_records
        );
        let fresh = file.new_changes(&self.workspace);
        self.merge(fresh);
        Ok(false)
    }

    fn write(&self, out: &Path) -> Result<(), String> {
        let mut export = Export::begin(self.workspace.ledger(), now_ms());
        let batch = serde_json::to_vec(&self.history).map_err(|error| error.to_string())?;
        export
            .add_batch(&batch)
            .map_err(|error| error.to_string())?;
        let bytes: Vec<u8> = export.finish().concat();
        // First beside the target, so that a full disk never leaves half a file under the right name.
        let beside = out.with_extension("json.part");
        fs::write(&beside, bytes)
            .and_then(|()| fs::rename(&beside, out))
            .map_err(|error| format!("{} cannot be written: {error}", out.display()))?;
        println!("Wrote {}", out.display());
        print_report(&read_file(out)?, out).map(drop)
    }
}

fn kind_named(word: &str) -> Result<&'static str, String> {
    let found = importable_kinds()
        .into_iter()
        .find(|spec| spec.id == word || spec.many == word || format!("{}s", spec.id) == word);
    found.map(|spec| spec.id).ok_or_else(|| {
        format!("There is no kind “{word}”: ventures, contacts, organisations or steps.")
    })
}

fn report(plan: &ImportPlan) {
    let counts = plan.counts;
    println!(
        "{}: {} new, {} changed, {} unchanged, {} rejected, {} to decide",
        plan.file.name,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.rejected,
        counts.questions
    );
    for many in &plan.records {
        println!(
            "  {}: {} new, {} changed",
            many.many, many.new, many.changed
        );
    }
    for note in &plan.notes {
        println!("  {note}");
    }
    for row in &plan.rows {
        match &row.outcome {
            Outcome::Rejected(faults) => {
                let why: Vec<String> = faults.iter().map(ToString::to_string).collect();
                println!("  rejected, {}: {}: {}", row.place, row.name, why.join(" "));
            }
            Outcome::Question(_) => println!(
                "  left out, {}: {}: several records fit",
                row.place, row.name
            ),
            _ => {}
        }
    }
}

fn check_files(args: &Args) -> Result<ExitCode, String> {
    let mut sound = true;
    for path in &args.files {
        sound &= print_report(&read_file(path)?, path)?;
    }
    if args.files.is_empty() {
        return Err(format!("Which file?\n\n{HELP}"));
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints what a check found; answers whether nothing is wrong.
fn print_report(bytes: &[u8], path: &Path) -> Result<bool, String> {
    let report = check(bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    for (kind, count) in &report.counts {
        println!("{kind}: {count}");
    }
    println!("changes: {}", report.changes);
    println!("content hash: {}", report.content_hash);
    for problem in &report.problems {
        println!("problem: {problem}");
    }
    for remark in &report.remarks {
        println!("remark: {remark}");
    }
    println!("problems: {}", report.problems.len());
    Ok(report.problems.is_empty())
}

fn schema(args: &Args) -> Result<ExitCode, String> {
    let text = format!("{:#}\n", json_schema());
    match &args.out {
        None => print!("{text}"),
        Some(path) => fs::write(path, text)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?,
    }
    Ok(ExitCode::SUCCESS)
}
