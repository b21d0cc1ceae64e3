//! A static web server for one test: it serves a folder as any host would and remembers every request.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::files;

/// One request that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The path with the query, as asked for.
    pub target: String,
    /// The status of the answer.
    pub status: u16,
}

/// A running server, which stops when dropped.
#[derive(Debug)]
pub(crate) struct Site {
    address: SocketAddr,
    base: &'static str,
    served: Arc<Served>,
    stopped: Arc<AtomicBool>,
}

/// What is served, and what was asked for.
#[derive(Debug)]
struct Served {
    base: &'static str,
    folder: Mutex<PathBuf>,
    /// The Content-Security-Policy of every answer.
    policy: Option<String>,
    /// Nobody is answered, as if there were no network.
    cut_off: AtomicBool,
    /// Requests whose path ends like this wait for their answer.
    held: Mutex<Option<&'static str>>,
    requests: Mutex<Vec<Request>>,
}

impl Site {
    /// Serves the built page below the path `base`: empty, or such as `/sub/path`.
    pub(crate) fn start(base: &'static str) -> Self {
        let dist = files::dist();
        assert!(dist.join("index.html").is_file(), "{} has no page: run `cargo xtask build`", dist.display());
        Self::serve(dist, base, None)
    }

    /// Serves a folder below the path `base`, with a Content-Security-Policy.
    pub(crate) fn serve(folder: PathBuf, base: &'static str, policy: Option<String>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port on this machine");
        let address = listener.local_addr().expect("a bound socket has an address");
        let (cut_off, held, requests) = (AtomicBool::new(false), Mutex::default(), Mutex::default());
        let served = Arc::new(Served { base, folder: Mutex::new(folder), policy, cut_off, held, requests });
        let stopped = Arc::new(AtomicBool::new(false));
        let site = Self { address, base, served: Arc::clone(&served), stopped: Arc::clone(&stopped) };
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let served = Arc::clone(&served);
                // A browser that goes away in the middle of an answer is no failure of the test.
                thread::spawn(move || drop(served.answer(&connection)));
            }
        });
        site
    }

    /// Serves another folder from now on.
    pub(crate) fn serve_from(&self, folder: PathBuf) {
        *self.served.folder.lock().expect("no thread panics while it holds the folder") = folder;
    }

    /// Answers nobody, or everybody again.
    pub(crate) fn cut_off(&self, is_cut_off: bool) {
        self.served.cut_off.store(is_cut_off, Ordering::SeqCst);
    }

    /// Lets requests wait whose path ends like this, or nobody any more.
    pub(crate) fn hold(&self, ending: Option<&'static str>) {
        *self.served.held.lock().expect("no thread panics while it holds the ending") = ending;
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("{}{}/", self.origin(), self.base)
    }

    /// The requests so far, in the order of their answers.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.served.requests.lock().expect("no thread panics while it holds the list").clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.hold(None);
        // Wakes the thread that waits for a connection; if it is gone already, nothing is left to do.
        drop(TcpStream::connect(self.address));
    }
}

impl Served {
    fn is_held(&self, target: &str) -> bool {
        let held = *self.held.lock().expect("no thread panics while it holds the ending");
        held.is_some_and(|ending| target.ends_with(ending))
    }

    /// Answers the one request of a connection.
    fn answer(&self, mut connection: &TcpStream) -> std::io::Result<()> {
        let mut head = BufReader::new(connection).lines();
        let first = head.next().transpose()?.unwrap_or_default();
        // The rest of the head must be read before the connection may be closed.
        while head.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
        if self.cut_off.load(Ordering::SeqCst) {
            return Ok(());
        }
        let target = first.split(' ').nth(1).unwrap_or("/").to_owned();
        while self.is_held(&target) {
            thread::sleep(Duration::from_millis(20));
        }
        let folder = self.folder.lock().expect("no thread panics while it holds the folder").clone();
        let file = file_of(&target, &folder, self.base);
        let body = file.as_deref().and_then(|file| fs::read(file).ok());
        let (status, media_type) = match (&body, &file) {
            (Some(_), Some(file)) => (200, media_type(file)),
            _ => (404, "text/plain"),
        };
        let body = body.unwrap_or_else(|| b"not found".to_vec());
        self.requests.lock().expect("no thread panics while it holds the list").push(Request { target, status });
        let reason = if status == 200 { "OK" } else { "Not Found" };
        let policy = self.policy.as_ref().map(|policy| format!("Content-Security-Policy: {policy}\r\n"));
        write!(
            connection,
            "HTTP/1.1 {status} {reason}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n{}\
             Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
            body.len(),
            policy.unwrap_or_default()
        )?;
        connection.write_all(&body)
    }
}

/// The file below `dist` that a request names, if its path lies below `base` and stays below `dist`.
fn file_of(target: &str, dist: &Path, base: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix(base)?.strip_prefix('/')?;
    if path.split('/').any(|part| part == "..") {
        return None;
    }
    let folder_or_file = dist.join(path);
    Some(if folder_or_file.is_dir() { folder_or_file.join("index.html") } else { folder_or_file })
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
