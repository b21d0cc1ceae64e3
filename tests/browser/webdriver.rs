//! A WebDriver session: the part of <https://www.w3.org/TR/webdriver2/> that the tests use, and Chromium's additions
//! for logs and its debugging protocol.
//!
//! The protocol is JSON over plain HTTP to a process on this machine. Talking it directly keeps the tests synchronous
//! and spares some ninety crates, an HTTP client and an asynchronous runtime among them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// The key under which WebDriver wraps the reference of an element.
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// No command takes this long, unless the browser hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why a command failed: the code of the WebDriver specification, such as `no such element`, and a message.
#[derive(Debug)]
pub(crate) struct CommandError {
    pub(crate) code: String,
    pub(crate) message: String,
}

/// The reference of an element in the page.
#[derive(Clone, Debug)]
pub(crate) struct Element(String);

impl Element {
    /// The element as an argument for a script.
    pub(crate) fn as_argument(&self) -> Value {
        json!({ ELEMENT_KEY: self.0 })
    }
}

/// A browser with one window, closed when dropped.
#[derive(Debug)]
pub(crate) struct Session {
    driver: Child,
    port: u16,
    id: String,
}

impl Session {
    /// Starts the driver, and with it a browser with these capabilities.
    pub(crate) fn start(capabilities: &Value) -> Self {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let driver = Command::new(&program).arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut driver = driver.unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let port = announced_port(&mut driver);
        let mut session = Self { driver, port, id: String::new() };
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let answer = session.request("POST", "/session", Some(&body)).expect("the browser starts");
        answer["sessionId"].as_str().expect("a new session has an identifier").clone_into(&mut session.id);
        session
    }

    /// Sends a command of the session: `path` is what follows the session's identifier.
    pub(crate) fn command(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, CommandError> {
        self.request(method, &format!("/session/{}{path}", self.id), body)
    }

    /// Sends a command that must succeed.
    #[track_caller]
    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        self.command("POST", path, Some(body))
            .unwrap_or_else(|error| panic!("{path}: {}: {}", error.code, error.message))
    }

    /// Reads something that must exist.
    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Value {
        self.command("GET", path, None).unwrap_or_else(|error| panic!("{path}: {}: {}", error.code, error.message))
    }

    /// The first element that matches a CSS selector.
    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        let body = json!({ "using": "css selector", "value": selector });
        let found = self.command("POST", "/element", Some(&body)).ok()?;
        Some(Element(found[ELEMENT_KEY].as_str()?.to_owned()))
    }

    /// Reads something of an element, such as `text`, `displayed`, `attribute/href` or `computedlabel`.
    #[track_caller]
    pub(crate) fn read(&self, element: &Element, what: &str) -> Value {
        self.get(&format!("/element/{}/{what}", element.0))
    }

    /// Does something to an element, such as `click`, `clear` or `value`.
    #[track_caller]
    pub(crate) fn act(&self, element: &Element, what: &str, body: &Value) {
        self.post(&format!("/element/{}/{what}", element.0), body);
    }

    /// Runs the body of a function in the page and returns what it returns; a promise is awaited.
    #[track_caller]
    pub(crate) fn execute(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Sends a command of Chromium's debugging protocol.
    #[track_caller]
    pub(crate) fn debug(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Takes the new entries of the log `browser` or `performance`.
    #[track_caller]
    pub(crate) fn take_log(&self, kind: &str) -> Vec<Value> {
        let entries = self.post("/se/log", &json!({ "type": kind }));
        entries.as_array().cloned().unwrap_or_default()
    }

    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, CommandError> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let answer = exchange(self.port, method, path, &body).map_err(|error| CommandError {
            code: "the driver does not answer".to_owned(),
            message: error.to_string(),
        })?;
        let mut answer: Value = serde_json::from_str(&answer).unwrap_or_default();
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(code) => Err(CommandError {
                code: code.to_owned(),
                message: value["message"].as_str().unwrap_or_default().to_owned(),
            }),
            None => Ok(value),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The browser would survive its driver, so the session must end first. If either fails, it has ended already.
        drop(self.command("DELETE", "", None));
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}

/// Reads the port from the line in which the driver tells it.
fn announced_port(driver: &mut Child) -> u16 {
    let output = driver.stdout.take().expect("the output is piped");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        line.strip_suffix('.')?.strip_prefix("ChromeDriver was started successfully on port ")?.parse().ok()
    });
    // The driver must not block on a full pipe later.
    std::thread::spawn(move || lines.for_each(drop));
    port.expect("the driver tells its port")
}

/// One HTTP request on its own connection; returns the body of the answer.
fn exchange(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    connection.set_read_timeout(Some(PATIENCE))?;
    write!(
        connection,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(connection);
    let mut length = None;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let mut answer = String::new();
    reader.take(length.unwrap_or(u64::MAX)).read_to_string(&mut answer)?;
    Ok(answer)
}
