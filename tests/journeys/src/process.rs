//! Programs started for a journey, which never outlive it: not after a failure, not after a panic, not after Ctrl+C.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

#[cfg(unix)]
use std::os::unix::process::CommandExt;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

/// Ends a program and everything it started when the tests are gone: it notices by its standard input, which
/// closes however they ended. A line that says so tells it that there is nothing left to do.
const WATCH: &str = r#"
if read -r _; then exit; fi
tree() { for child in $(pgrep -P "$1"); do tree "$child"; done; echo "$1"; }
kill -KILL $(tree "$0") 2>/dev/null
"#;

/// A running program with everything it starts. Dropping it kills them all.
#[derive(Debug)]
pub(crate) struct Tree {
    child: Child,
    watch: Child,
    watch_input: Option<ChildStdin>,
    log: PathBuf,
}

impl Tree {
    /// Starts a program. What it says goes to the file `log`, after what is there already.
    ///
    /// # Errors
    /// When it cannot be started, or the file cannot be written.
    pub(crate) fn start(mut command: Command, log: &Path) -> Result<Self> {
        let file = File::options().create(true).append(true).open(log)?;
        command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        Self::spawn(command, log)
    }

    /// Starts a program and gives a reader of its standard output; the rest goes to the file `log`.
    ///
    /// # Errors
    /// When it cannot be started, or the file cannot be written.
    pub(crate) fn start_and_read(
        mut command: Command,
        log: &Path,
    ) -> Result<(Self, BufReader<ChildStdout>)> {
        let file = File::options().create(true).append(true).open(log)?;
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file);
        let mut tree = Self::spawn(command, log)?;
        let output = tree.child.stdout.take().context("the output is piped")?;
        Ok((tree, BufReader::new(output)))
    }

    fn spawn(mut command: Command, log: &Path) -> Result<Self> {
        // Apart from the terminal's group, or Ctrl+C would end the watch together with the tests.
        #[cfg(unix)]
        command.process_group(0);
        let child = command
            .spawn()
            .with_context(|| format!("{} could not be started", command.get_program().display()))?;
        let mut watch = Command::new("sh");
        watch
            .args(["-c", WATCH])
            .arg(child.id().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        #[cfg(unix)]
        watch.process_group(0);
        let mut watch = watch.spawn().context("sh could not be started")?;
        Ok(Self {
            child,
            watch_input: watch.stdin.take(),
            watch,
            log: log.to_path_buf(),
        })
    }

    /// Kills everything at once, as a power cut would: nothing gets to finish what it is doing.
    pub(crate) fn kill(&mut self) {
        let root = self.child.id();
        for pid in descendants(root).into_iter().chain([root]) {
            if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
                // One that ended by itself meanwhile is as good.
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(mut input) = self.watch_input.take() {
            let _ = input.write_all(b"done\n");
        }
        let _ = self.watch.wait();
    }

    /// Waits until something answers at a port of this machine.
    ///
    /// # Errors
    /// When the program ended, or nothing answers for 20 seconds; with the end of what it said.
    pub(crate) fn wait_for_port(&mut self, port: u16) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = self.child.try_wait()? {
                bail!("it ended with {status}: {}", self.last_words());
            }
            if Instant::now() > deadline {
                bail!("nothing answers at port {port}: {}", self.last_words());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// The end of what the program said.
    #[must_use]
    pub(crate) fn last_words(&self) -> String {
        let log = fs::read(&self.log).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Everything that a process started, near ones first.
fn descendants(root: u32) -> Vec<u32> {
    let list = Command::new("ps").args(["-axo", "pid=,ppid="]).output();
    let list = list.map(|output| output.stdout).unwrap_or_default();
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for line in String::from_utf8_lossy(&list).lines() {
        let mut numbers = line.split_whitespace().map(str::parse);
        if let (Some(Ok(pid)), Some(Ok(parent))) = (numbers.next(), numbers.next()) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut found = vec![root];
    let mut at = 0;
    while let Some(pid) = found.get(at) {
        found.extend(children.remove(pid).unwrap_or_default());
        at += 1;
    }
    found.split_off(1)
}

/// A port of this machine that nobody listens on, different at each call.
///
/// # Errors
/// When there is none.
pub(crate) fn free_port() -> Result<u16> {
    static GIVEN: LazyLock<Mutex<HashSet<u16>>> = LazyLock::new(Mutex::default);
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        if given.insert(port) {
            return Ok(port);
        }
    }
}

/// The display for a browser that needs one: the one given, or a screen in memory that lives as long as the tests.
///
/// # Errors
/// When there is none and Xvfb cannot be started.
pub(crate) fn display() -> Result<String> {
    static SCREEN: OnceLock<Result<(String, Mutex<Tree>), String>> = OnceLock::new();
    if let Some(display) = std::env::var("DISPLAY").ok().filter(|it| !it.is_empty()) {
        return Ok(display);
    }
    let screen = SCREEN.get_or_init(|| start_screen().map_err(|error| format!("{error:#}")));
    match screen {
        Ok((display, _)) => Ok(display.clone()),
        Err(why) => bail!("WebKit needs a display, and {why}"),
    }
}

fn start_screen() -> Result<(String, Mutex<Tree>)> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24"]);
    let (tree, mut output) = Tree::start_and_read(command, Path::new("/dev/null"))?;
    let mut number = String::new();
    output.read_line(&mut number)?;
    Ok((format!(":{}", number.trim()), Mutex::new(tree)))
}
