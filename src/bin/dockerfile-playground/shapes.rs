//! The JSON that goes in and comes out, as the long help of each call tells it.

/// Below the help of every call that reads a project.
macro_rules! project {
    () => {
        r#"
Project (--project FILE), all but the first field optional:
  {"dockerfile": "FROM …", "dockerfile_path": "Dockerfile",
   "files": {"a.txt": "text", "run.sh": {"content": "…", "mode": "755"}, "logo.png": {"base64": "…"},
             "link": {"symlink": "target"}, "folder": {"directory": true}},
   "build_args": {"NAME": "value"}, "target": "stage", "platform": "linux/amd64",
   "secrets": {"id": "value"}, "contexts": {"name": {"a.txt": "text"}}, "labels": {"name": "value"},
   "images": {"alpine:3.20": {"platform": "…", "digest": "…", "env": {…}, "user": "…",
                              "workdir": "…", "onbuild": ["RUN …"]}}}"#
    };
}

/// Where something stands.
macro_rules! range {
    () => {
        r#"
RANGE is {"start": PLACE, "end": PLACE}, PLACE is {"line": 3, "column": 5, "offset": 41}: lines and columns
count from 1 (columns in UTF-16 units), offsets and edits are bytes."#
    };
}

pub(crate) const FIX: &str = project!();

pub(crate) const CHECK: &str = concat!(
    r#"JSON (--format json):
  {"schema": 1, "engine": "VERSION",
   "syntax_errors": [{"message": "…", "range": RANGE, "suggestion": "…"}],
   "findings": [{"rule": "…", "codes": ["DL3042"], "severity": "error"|"warning"|"info"|"style",
                 "message": "what is wrong", "why": "why it matters", "help": "what to do", "range": RANGE,
                 "development": {"thing": "server", "unknown": "why no edit is known to be right"},
                 "fixes": [{"title": "…", "safety": "safe"|"unsafe", "caution": "…",
                            "edits": [{"start": 41, "end": 48, "text": "…"}]}],
                 "ignore": {"title": "…", "safety": "safe", "edits": […]}}],
   "stages": [{"name": "…", "base": "…", "range": RANGE}]}"#,
    range!(),
    "\n",
    project!()
);

pub(crate) const CONVERT: &str = concat!(
    r#"JSON (--format json):
  {"schema": 1, "engine": "VERSION", "to": "prod"|"dev"|"multi-target", "text": "FROM …",
   "changes": [{"rule": "…", "title": "…", "why": "…", "before": {"start": 41, "end": 48},
                "after": {"start": 41, "end": 52}}],
   "left": [{"rule": "…", "thing": "server"|"debugger"|"reloader"|"setting"|"dependencies"|"tools"|"compiler",
             "message": "what stays", "because": "why it could not be changed", "line": 7,
             "range": {"start": 41, "end": 48}}],
   "findings": {"count": 2, "worst": "error"|"warning"|"info"|"style"}, "errors": 0}
`before` is in bytes of the file, `after` in bytes of the variant; with "multi-target" there is only the text.
`left` is what only developers need and no edit is known to be right for, in bytes of the variant; `findings` is what
`check` would say of the variant, `errors` how many of them stop a build."#,
    "\n",
    project!()
);

pub(crate) const INSPECT: &str = concat!(
    r#"Prints:
  {"schema": 1, "engine": "VERSION",
   "instructions": [{"keyword": "RUN", "range": RANGE, "flags": ["--mount=…"], "arguments": ["…"],
                     "expanded": [{"range": RANGE, "written": "$A", "text": "1", "unset": ["B"]}],
                     "heredocs": [{"name": "EOF", "quoted": false, "strip_tabs": false, "content": "…",
                                   "range": RANGE}],
                     "stage": 0, "environment": {"PATH": "…"}, "build_arguments": {"VERSION": "1"},
                     "workdir": "/", "user": "", "shell": ["/bin/sh", "-c"]}],
   "stages": [{"name": "…", "base": "…", "base_kind": "image"|"stage"|"scratch"|"invalid",
               "instructions": [FIRST, BEHIND LAST], "dependencies": [{"stage": 0, "instruction": 4,
               "kind": "from"|"copy"|"mount"}], "target": true, "built": true, "range": RANGE}]}
The state of an instruction is the one that it finds: an ENV does not see its own variables."#,
    range!(),
    "\n",
    project!()
);

pub(crate) const CACHE: &str = concat!(
    r#"JSON (--format json):
  {"schema": 1, "engine": "VERSION",
   "steps": [{"line": 4, "stage": "build", "instruction": "RUN", "text": "RUN …",
              "outcome": "cached"|"executed"|"none", "because": "…", "reason": {"kind": "…", …}}],
   "summary": {"cached": 2, "executed": 3}}
One step for each instruction; `none` is what is no build step: metadata, and stages that are not built.
A pair without `before` is the first build of a fresh machine. Beside the two, a pair may hold
`"rerun_output": "changed"|"same"`, `"store": "overlay2"|"containerd"`, `"builder": "buildkit"|"legacy"` and
`"no_cache": true|["stage"]`.

With --advise also
   "advice": {"text": "FROM …"|null, "certainty": "sure"|"likely", "average": {"before": 41.0, "after": 3.4}|null,
              "changes": [{"title": "what to do", "before": 41.0, "after": 3.4}],
              "proof": [{"path": "app.py", "share": 0.95, "before": {"executed": 2, "seconds": 41},
                         "after": {"executed": 1, "seconds": 1}}],
              "mix": {"source": 80, "configuration": 15, "dependencies": 5}, "guessed_files": false}
`text` is the better file, null if none is known; `share` is how often that file is edited, of 1; `average` is what a
build takes then, in seconds. `likely`: builds the same unless a list of dependencies refers to other files of yours.

As a gate in continuous integration: does editing app.py leave the installation on line 4 in the cache?
  dockerfile-playground simulate cache Dockerfile --context . --touch app.py --expect-cached 4
"#,
    project!()
);

pub(crate) const ENVIRONMENT: &str = r#"Scenario (FILE), all but the first field optional:
  {"reader": "python-dotenv"|"flask"|"gunicorn"|"pydantic-settings"|"dotenv"|"dotenv-expand"|"node-env-file"|
             "vite"|"create-react-app"|"next"|"docker-run"|"compose"|"ecs"|"kubernetes"|"layered",
   "version": "1.2.4", "files": {".env": "A=1\n"}, "process_env": {"HOME": "/root"}, "mode": "production",
   "prefixes": ["VITE_"], "override": false, "arguments": ["--env-file", "f.env", "-e", "A=1"],
   "run_arguments": [], "service": "app", "cwd": ".", "image_env": {"PATH": "/bin"},
   "task_definition": {"environment": [{"name": "A", "value": "1"}], "environmentFiles": ["a.env"],
                       "secrets": []}}

JSON:
  {"schema": 1, "engine": "VERSION",
   "variables": {"A": {"value": "1", "source": "docker run -e", "file": "f.env", "line": 3,
                       "when": "build"|"image"|"run"|"process", "changes": "what it takes to change it",
                       "shadowed": [{"source": "image ENV", "value": "0", "because": "…"}]}},
   "errors": [{"file": "f.env", "line": 3, "message": "…", "severity": "error"|"warning"}]}
`value` is null for a variable that is not set. The exit status is 1 when the tool would stop with an error."#;
