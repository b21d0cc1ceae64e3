//! A browser and its driver: fantoccini, made synchronous, and Chromium's additions for logs and its debugging protocol.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::runtime::{Builder, Runtime};

/// No command takes this long, unless the browser hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one window, closed when dropped.
#[derive(Debug)]
pub(crate) struct Session {
    runtime: Runtime,
    client: Client,
    driver: Child,
}

impl Session {
    /// Starts the driver, and with it a browser with these capabilities.
    pub(crate) fn start(capabilities: Map<String, Value>) -> Self {
        let (driver, port) = start_driver();
        let address = format!("http://127.0.0.1:{port}");
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime on this thread");
        let connected = runtime.block_on(async {
            ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&address).await
        });
        let client = connected.unwrap_or_else(|error| panic!("the browser does not start: {error}"));
        Self { runtime, client, driver }
    }

    /// What fantoccini calls a client; its futures are for [`Self::run`].
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Waits for a command to end.
    pub(crate) fn try_run<T>(&self, command: impl Future<Output = Result<T, CmdError>>) -> Result<T, CmdError> {
        self.runtime
            .block_on(async { tokio::time::timeout(PATIENCE, command).await.unwrap_or(Err(CmdError::WaitTimeout)) })
    }

    /// Waits for the end of a command that must succeed.
    #[track_caller]
    pub(crate) fn run<T>(&self, command: impl Future<Output = Result<T, CmdError>>) -> T {
        self.try_run(command).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Runs the body of a function in the page and returns what it returns; a promise is awaited.
    #[track_caller]
    pub(crate) fn execute(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.run(self.client.execute(script, arguments))
    }

    /// As [`Self::execute`], for a script that returns an element or nothing.
    pub(crate) fn find_by_script(&self, script: &str, arguments: Vec<Value>) -> Option<Element> {
        let found = self.try_run(self.client.execute(script, arguments)).ok()?;
        let id = found.as_object()?.values().next()?.as_str()?;
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned())))
    }

    /// Sends a command of Chromium's debugging protocol.
    #[track_caller]
    pub(crate) fn debug(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// Takes the new entries of the log `browser` or `performance`.
    #[track_caller]
    pub(crate) fn take_log(&self, kind: &str) -> Vec<Value> {
        let entries = self.post("se/log", json!({ "type": kind }));
        entries.as_array().cloned().unwrap_or_default()
    }

    #[track_caller]
    fn post(&self, path: &'static str, body: Value) -> Value {
        self.run(self.client.issue_cmd(OwnCommand { path, body }))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The browser would survive its driver, so the session must end first. If either fails, it has ended already.
        drop(self.try_run(self.client.clone().close()));
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}

/// A command of the driver that the WebDriver specification does not know.
#[derive(Debug)]
struct OwnCommand {
    /// What follows the session's identifier.
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for OwnCommand {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// Starts the driver and returns the port that it listens on. It chooses one that is free in one family of addresses,
/// and gives up where it is taken in the other: another one is tried then.
fn start_driver() -> (Child, u16) {
    let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
    for _ in 0..5 {
        let driver = Command::new(&program).arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut driver = driver.unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        if let Some(port) = announced_port(&mut driver) {
            return (driver, port);
        }
        drop(driver.kill());
        drop(driver.wait());
    }
    panic!("{} finds no free port", program.display());
}

/// Reads the port from the line in which the driver tells it; `None` where it stops before.
fn announced_port(driver: &mut Child) -> Option<u16> {
    let output = driver.stdout.take().expect("the output is piped");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        line.strip_suffix('.')?.strip_prefix("ChromeDriver was started successfully on port ")?.parse().ok()
    });
    // The driver must not block on a full pipe later.
    std::thread::spawn(move || lines.for_each(drop));
    port
}
