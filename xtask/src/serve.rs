//! A small server for the finished app, with the headers it is meant to be hosted with.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{HTTPVersion, Header, Method, Request, Response, Server, StatusCode};

use crate::args::ServeArgs;
use crate::build;
use crate::dist_files;
use crate::headers;
use crate::process;
use crate::project;

/// A browser asks for several files at once; more threads than this would wait for the disk only.
const THREADS: usize = 4;

/// `cargo xtask serve`: builds unless told not to, then serves until it is ended.
pub(crate) fn run(args: &ServeArgs) -> Result<()> {
    let dist = if args.build {
        build::release()?
    } else {
        args.dist.clone().unwrap_or_else(project::dist)
    };
    if !dist.join("index.html").is_file() {
        bail!(
            "{} has no index.html. `cargo xtask serve` without --no-build makes it.",
            dist.display()
        );
    }
    let server = listen(args.port)?;
    let port = server
        .server_addr()
        .to_ip()
        .context("the server listens on an address with a port")?
        .port();
    let address = format!("http://localhost:{port}");
    println!("Serving on {address}");
    io::stdout().flush()?;
    if args.build {
        eprintln!("Stop it with Ctrl+C.");
    }
    if args.open {
        open(&address);
    }
    answer_all(&server, &dist);
    Ok(())
}

fn listen(port: u16) -> Result<Arc<Server>> {
    Server::http(("127.0.0.1", port)).map(Arc::new).map_err(|error| {
        anyhow!(
            "Port {port} cannot be used ({error}). Choose another one: `cargo xtask serve --port {}`",
            port.saturating_add(1)
        )
    })
}

fn answer_all(server: &Arc<Server>, dist: &Path) {
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let server = Arc::clone(server);
            let dist = dist.to_path_buf();
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    // The browser went away meanwhile: nobody is left to tell.
                    let _ = answer(request, &dist);
                }
            })
        })
        .collect();
    for thread in threads {
        // A thread ends with the server only.
        let _ = thread.join();
    }
}

fn answer(request: Request, dist: &Path) -> io::Result<()> {
    let reply = reply(
        dist,
        request.method(),
        request.url(),
        header_of(&request, "If-None-Match"),
    );
    let mut response = Response::from_data(reply.body).with_status_code(StatusCode(reply.status));
    for (name, value) in reply.headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // tiny_http may hand a new connection to a thread that an open one keeps busy, and a page with many files then
    // waits for ever. Answered as HTTP/1.0, every connection ends with its answer.
    let (is_head, asked) = (
        *request.method() == Method::Head,
        request.headers().to_vec(),
    );
    let mut writer = request.into_writer();
    response.raw_print(&mut writer, HTTPVersion(1, 0), &asked, is_head, None)?;
    writer.flush()
}

fn header_of<'request>(request: &'request Request, name: &'static str) -> Option<&'request str> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str())
}

/// An answer before it is sent.
#[derive(Debug, PartialEq, Eq)]
struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Reply {
    fn new(status: u16, media_type: &str, body: Vec<u8>) -> Self {
        let mut all: Vec<_> = headers::EVERYWHERE
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        all.push(("Content-Type", media_type.to_owned()));
        Self {
            status,
            headers: all,
            body,
        }
    }

    fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.into())
    }
}

fn reply(dist: &Path, method: &Method, url: &str, known: Option<&str>) -> Reply {
    if !matches!(method, Method::Get | Method::Head) {
        return Reply::text(405, "Only GET and HEAD are answered here.");
    }
    let Some(path) = file_for(dist, url) else {
        return Reply::text(404, "There is no such file.");
    };
    let Ok(bytes) = fs::read(&path) else {
        return Reply::text(404, "There is no such file.");
    };
    let tag = format!("\"{}\"", &dist_files::hash_of(&bytes)[..32]);
    let (status, body) = if known == Some(tag.as_str()) {
        (304, Vec::new())
    } else {
        (200, bytes)
    };
    let mut reply = Reply::new(status, headers::media_type(&path.to_string_lossy()), body);
    reply.headers.push(("ETag", tag));
    reply
}

/// The file that answers an address: itself, or the app's page for an address inside the app.
fn file_for(dist: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = decoded(path)?;
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    // Nothing outside the folder is ever served, whatever the address says.
    if parts
        .iter()
        .any(|part| part.starts_with('.') || part.contains(['\\', ':', '\0']))
    {
        return None;
    }
    let file = parts
        .iter()
        .fold(dist.to_path_buf(), |at, part| at.join(part));
    if file.is_file() {
        return Some(file);
    }
    let is_page = parts.last().is_none_or(|last| !last.contains('.'));
    is_page.then(|| dist.join("index.html"))
}

/// Undoes percent-encoding; `None` when the result is not text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn open(address: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut start = Command::new("cmd");
        start.args(["/c", "start"]);
        start
    } else {
        Command::new("xdg-open")
    };
    if !process::succeeds(command.arg(address)) {
        eprintln!("No browser could be opened from here: go to {address} yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dist() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("index.html"), "<p>app").expect("written");
        fs::write(folder.path().join("sw.js"), "work()").expect("written");
        folder
    }

    fn get(dist: &Path, url: &str) -> Reply {
        reply(dist, &Method::Get, url, None)
    }

    fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
        reply
            .headers
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }

    #[test]
    fn addresses_inside_the_app_open_the_page() {
        let dist = dist();
        for url in ["/", "/pipeline", "/ventures/01J%20X?tab=story", "/a/b/"] {
            let reply = get(dist.path(), url);
            assert_eq!(
                (reply.status, &reply.body[..]),
                (200, &b"<p>app"[..]),
                "{url}"
            );
        }
    }

    #[test]
    fn absent_files_are_not_answered_with_the_page() {
        let dist = dist();
        assert_eq!(get(dist.path(), "/missing.js").status, 404);
        assert_eq!(get(dist.path(), "/icons/missing.png").status, 404);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let dist = dist();
        fs::create_dir(dist.path().join("inner")).expect("made");
        for url in [
            "/../sw.js",
            "/%2e%2e/sw.js",
            "/..%2fsw.js",
            "/a%00b",
            "/%ff",
            "/%4",
        ] {
            assert_eq!(get(&dist.path().join("inner"), url).status, 404, "{url}");
        }
    }

    #[test]
    fn every_answer_carries_the_policy() {
        let dist = dist();
        for url in ["/", "/sw.js", "/missing.js"] {
            let reply = get(dist.path(), url);
            assert_eq!(
                header(&reply, "Content-Security-Policy"),
                Some(headers::CONTENT_SECURITY_POLICY),
                "{url}"
            );
        }
    }

    #[test]
    fn unchanged_files_are_not_sent_again_and_changed_ones_are() {
        let dist = dist();
        let first = get(dist.path(), "/sw.js");
        let tag = header(&first, "ETag").map(str::to_owned);
        let again = reply(dist.path(), &Method::Get, "/sw.js", tag.as_deref());
        assert_eq!((again.status, again.body.len()), (304, 0));
        fs::write(dist.path().join("sw.js"), "work(2)").expect("written");
        let changed = reply(dist.path(), &Method::Get, "/sw.js", tag.as_deref());
        assert_eq!(changed.status, 200);
    }

    #[test]
    fn other_methods_are_refused() {
        let dist = dist();
        assert_eq!(reply(dist.path(), &Method::Post, "/", None).status, 405);
    }
}
