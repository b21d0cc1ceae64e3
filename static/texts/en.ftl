# What the page says, in English. docs/translating.md tells how a language is added.
#
# Names begin with the part of the page they belong to. `code`, **weight** and [links](https://…) may stand in texts that
# say so with a mark of their own: keep the marks around the same things.


## Levels of findings

level-error = error
level-warning = warning
level-info = info
level-style = style
level-count =
    { $level ->
        [error]
            { $count ->
                [one] { $count } error
               *[other] { $count } errors
            }
        [warning]
            { $count ->
                [one] { $count } warning
               *[other] { $count } warnings
            }
        [info]
            { $count ->
                [one] { $count } hint
               *[other] { $count } hints
            }
       *[style] { $count } style
    }


## The panel Findings

findings-title = Findings

verdict-title = Will it work?
verdict-builds = Builds:
verdict-starts = Starts:
verdict-healthy = Healthy:
verdict-no = no
verdict-line = line { $line }
verdict-open = as far as can be known
verdict-no-check = no health check
verdict-unknown =
    { $count ->
        [one] Not known: 1 thing
       *[other] Not known: { $count } things
    }

findings-none-title = Paste a Dockerfile
findings-none = Or take one of the samples above. Nothing you type leaves this page.
findings-loading-title = Loading the other rules
findings-loading = The rules checked so far found no problems.
findings-ready-for-production = Ready for production
findings-good-for-development = Good for development
findings-nothing-to-say = No rule has anything to say about this file.
findings-nothing-to-say-yet =
    No rule has anything to say about this file. Production may see it differently: try the switch above.
findings-done = Done: { $fix }
findings-changed = Changed to { $to }
findings-change = Change to { $to }
findings-refused = build fails
findings-rules-label = Whose rules
findings-rules-recommended = Our rules
findings-rules-hadolint = hadolint's rules
findings-rules-buildkit = BuildKit's checks
findings-rules-all = All rules
findings-no = No findings
findings-silenced = { $count } silenced
findings-copy = Copy as Markdown
findings-copied = Findings copied as Markdown
findings-copy-secret = The report may show a secret: Export has it, too, and asks what to do
findings-fix-all = Fix { $count } safely
findings-fixed =
    { $count ->
        [one] { $count } fix applied; undo takes it back
       *[other] { $count } fixes applied; undo takes them back
    }
findings-about-rule = What this rule is about
findings-add-to = Add to { $path }
findings-add-to-caution = A step that needs these files will not find them any more.
findings-ignore = Ignore here
findings-ignore-spoken = Ignore here with a comment: { $rule }
findings-silence = Silence
findings-silence-spoken = Silence { $rule }
findings-go-to = Go to
findings-line = Line
findings-preview = Preview
findings-preview-hide = Hide preview
findings-preview-label = Preview: { $fix }
findings-preview-outdated = This fix does not fit the text any more.
findings-look-first = Look first:


## What several parts say

close = Close
cancel = Cancel
copy = Copy
copy-spoken = Copy { $file }
copied = Copied
copied-not = The browser refused
clipboard-copied = Copied to the clipboard
clipboard-refused = This browser refused the clipboard
download = Download
download-spoken = Download { $file }
download-done = Downloaded
download-refused = This browser refused the download
file-open = Open
file-dockerfile = Dockerfile
file-notes = Findings about { $path }
file-note-line = Line { $line }
file-note-dockerfile = Dockerfile, line { $line }
file-not-text = This file cannot be read as text
try-in-editor = Try it in the editor


## The bar above everything

header-skip = Skip to what the page makes of the file
profile-label = What the image is for
profile-dev = Development
profile-prod = Production
theme-label = Colours
theme-system = System colours
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
samples-label = Sample
samples-own = Your file
samples-previous = Your previous file
frame-open-in-tab = Open in a tab


## The sheet of keys

keys-label = Keys and large type
keys-title = Keys
keys-key = Key
keys-effect = What it does
keys-presenting = Large type, for a projector
keys-sheet = Show or hide this list, outside of text fields
keys-tab = Go on, go back; in the editor too: no key is trapped
keys-arrows = Choose among tabs, or between Development and Production
keys-find = Find and replace in the editor
keys-undo = Undo and redo; fixes and samples are undone as well
keys-complete = Complete what stands at the caret in the editor
keys-definition = Go to where a stage or a variable gets its name
keys-rename = Rename the stage or the variable at the caret, wherever it is named
keys-fold = Fold and unfold a stage or a long instruction
keys-next-finding = Go to the next finding in the editor, or to the one before
keys-close = Close what is open


## The tabs of the panels

panels = What to make of it
panels-label = What to look at
panel-rebuild = Rebuild
panel-environment = Environment
panel-explain = Explain
panel-rules = Rules
panel-learn = Learn
files = Files


## Below the editor

status-place = Line { $place }
status-in-stage = stage { $name }
status-stage = Stage { $name }
status-base = from { $image }
status-plain = Plain editor
status-copy = Copy this file
status-download = Download this file


## Names of stages and variables, in the editor

name-where = Put the caret on the name of a stage or variable
name-of-stage = New name of the stage
name-of-variable = New name of the variable
name-rename = Rename
name-from-outside = Nothing in this file sets it: it comes with the builder or the base image
name-is-it-already = `{ $name }` is its name already
name-renamed =
    { $count ->
        [one] Renamed in { $count } place; undo takes it back.
       *[other] Renamed in { $count } places; undo takes it back.
    }
name-read-at-run-time = Programs that read `{ $old }` must read `{ $new }` now.
name-read-in-build = Programs that read `{ $old }` in the build must read `{ $new }` now.
name-build-argument = `--build-arg { $old }` is `--build-arg { $new }` from now on.
name-left = `{ $old }` still stands on line { $lines }: see whether it means the same.


## What was done last

told-read-only = The file can only be looked at here; open it in a tab to change it
told-changed-meanwhile = The text has changed in the meantime; please try again
told-host-wrote = The page around has changed the file
told-file-opened = File opened
told-sample-loaded = Sample loaded
told-previous-back = Your previous file is back
told-link-opened = Opened from the link
told-context-guessed = The build context is guessed from the Dockerfile again
# What stands before this is one of those below it.
told-undone = { $what } is undone
context-guessing = Guessing the files again
context-leaving = Leaving the files behind
context-adding = Adding to { $path }
context-removing = Removing { $path }
context-opening-folder = Opening { $name }
context-opening-files = Opening files
told-baseline = From now on, what you type is compared with this text
told-step = Step { $number }
told-step-done = Step done
told-lesson-brought = The lesson is in the list
told-renamed = { $from } is { $to } now
told-name-taken = There is a { $name } already; give the file another name
told-lines-added =
    { $count ->
        [one] { $count } line added to { $path }; the list of files can undo it
       *[other] { $count } lines added to { $path }; the list of files can undo it
    }
told-removed = { $path } is removed from the build context


## Reading and keeping files

files-reading = Reading the files
files-none-in-it = There is no file in it
files-unreadable = The files could not be read
files-no-room = This browser has no room for the files: they are gone after reloading
files-reader-missing = What reads files has not arrived yet; please try again
# What a script could not read; a sentence each.
files-unread = { $path } could not be read.
files-too-large = { $path } is larger than 64 MB: its size and its time stand for its content.
files-too-many = Only { $most } of { $count } files were taken: a page cannot keep more.
files-too-many-in =
    Only { $most } files were taken: a page cannot keep more. Left out is something of { $folders }.


## The files beside the Dockerfile

files-title = Files in the build context
files-spoken = Files in the build context: show, add, open from disk
files-count =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
files-count-spoken =
    { $count ->
        [one] { $count } file in the build context: show, add, open from disk
       *[other] { $count } files in the build context: show, add, open from disk
    }
files-lead = What the build can copy. Large files, and those that are no text, are known by size and hash.
files-lead-guessed =
    These are guessed from the Dockerfile. Open your folder, or add the files that matter: then the findings know
    what is there.
files-open-folder = Open a folder
files-open-files = Open files
# What was done is one of the texts that begin with `context-`.
files-undo = Undo: { $what }
files-guess-again = Guess again
files-new = Path of a new file
files-no-path = Type the path of the new file first, such as .dockerignore
files-add = Add
files-find = Find
files-more = And { $count } more: type a part of a name.
files-rename = Rename
files-rename-spoken = Rename { $path }
files-renamed = New path of { $path }
files-remove = Remove { $path }
files-lines =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
files-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
files-kilobytes = { $count } kB
files-megabytes = { $count } MB


## Files that were read from disk, before they are taken

opened-title = Open { $name }
opened-texts =
    { $count ->
        [one] { $count } file of text. It stays on this machine.
       *[other] { $count } files, all of them text. They stay on this machine.
    }
opened-mixed =
    { $count ->
        [one]
            { $count } file: { $texts } as text, { $others } by name, size and a hash, because it is large or no text.
            It stays on this machine.
       *[other]
            { $count } files: { $texts } as text, { $others } by name, size and a hash, because they are large or no
            text. They stay on this machine.
    }
opened-more-problems = And { $count } more.
opened-replaces =
    { $count ->
        [one] They take the place of the { $count } file that the build context has now.
       *[other] They take the place of the { $count } files that the build context has now.
    }
opened-dockerfile = Which Dockerfile to work on
opened-dockerfile-from-disk = { $path }, from disk
opened-dockerfile-own = The one in the editor
opened-yours-stays = Yours stays in the list of samples as “Your previous file”, and undo brings it back.
opened =
    { $count ->
        [one] { $count } file opened; the Dockerfile stays
       *[other] { $count } files opened; the Dockerfile stays
    }
# Behind "opened-with-dockerfile"; the name of the file, or of its last stage.
opened-for-dev = { $opened }; taken for development because of the name { $name }
opened-for-prod = { $opened }; taken for production because of the name { $name }
opened-with-dockerfile =
    { $count ->
        [one] { $count } file opened; the editor holds { $path }
       *[other] { $count } files opened; the editor holds { $path }
    }


## The panel of the variant

variant-dev = Development variant
variant-prod = Production variant
variant-view = View
variant-changes = Changes
variant-side-by-side = Side by side
variant-result = Result
variant-lead-dev =
    { $count ->
        [0] Between your file and one that is pleasant to develop with there is no difference that a rule knows.
        [one] One change, with its reason, between your file and one that is pleasant to develop with.
       *[other] { $count } changes, each with its reason, between your file and one that is pleasant to develop with.
    }
variant-lead-prod =
    { $count ->
        [0] Between your file and one that is fit for users there is no difference that a rule knows.
        [one] One change, with its reason, between your file and one that is fit for users.
       *[other] { $count } changes, each with its reason, between your file and one that is fit for users.
    }
variant-lead-none = No rule knows a change that is surely right here.
variant-nothing-dev = Nothing to change for development
variant-nothing-prod = Nothing to change for production
variant-nothing = The file in the editor is this variant already.
variant-unchanged = Nothing changed, but not all is well
variant-unchanged-why = What is left needs a decision of yours; it stands below.
variant-left =
    { $count ->
        [one] One thing is left for you to change
       *[other] { $count } things are left for you to change
    }
variant-left-line = line { $line }
variant-left-errors =
    { $count ->
        [one] One error stops the build of this variant; the findings show it.
       *[other] { $count } errors stop the build of this variant; the findings show them.
    }
# The worst is a severity, such as Error or Warning.
variant-left-findings =
    { $count ->
        [one] The variant has one finding: { $worst }.
       *[other] The variant has { $count } findings, the worst of them: { $worst }.
    }
variant-diff = Your file and its variant
variant-take = Take this change
variant-take-spoken = Take this change on line { $line }
variant-taken = Change taken; undo takes it back
variant-use = Use this version
variant-used-dev = The editor holds the development variant; undo brings yours back
variant-used-prod = The editor holds the production variant; undo brings yours back
registry-title = Base images from a registry of your own
registry-host = Registry of your own, if there is one
# Marks: code.
registry-problem = `{ $part }`: { $why }
registry-from = Image on Docker Hub
registry-to = Name in the registry
registry-add = Add an image
registry-remove = Remove this mapping
targets-title = Both variants in one file
# Marks: code.
targets-hint = Rather keep one file? Both variants fit in, chosen by `--target dev` or `--target prod`.
targets-show = One file for both
targets-hide = Hide the file for both
targets-file = The file for both
targets-use = Use this file
targets-used = The editor holds both variants; undo brings yours back
targets-impossible = Not possible: { $why }.


## Export

export = Export
export-spoken = Export files and reports
export-title-dev = Take it with you, for development
export-title-prod = Take it with you, for production
export-empty = Empty: nothing would change.
export-zip = Download all as ZIP
export-dockerfile = the variant, ready to build
export-multi-target = both variants, chosen by --target
export-dockerignore = what the build should not see
export-compose = to build and run it with Compose
export-task-definition = the part of an ECS task that the image decides
export-patch = the changes, for git apply
export-build-command = the docker build line
export-markdown = the findings, for an issue
export-sarif = the findings, for code scanning
export-json = the findings, for programs


## Before something leaves that may be secret

guard-dialog = Before it leaves this page
guard-title =
    { $count ->
        [one] One thing here may be secret
       *[other] { $count } things here may be secret
    }
guard-place = in { $place }, line { $line }: { $hint }
guard-use-placeholders = Use placeholders
guard-go-on = Go on as it is
guard-again = Decide again
guard-replaced =
    { $count ->
        [one] One thing became a placeholder.
       *[other] { $count } things became placeholders.
    }
guard-kept =
    { $count ->
        [one] One thing that may be secret is in it.
       *[other] { $count } things that may be secret are in it.
    }


## Share

share = Share
share-title = Share this work
share-leaves-files = The files beside the Dockerfile are too many for a link: they stay here.
share-form = In which form
share-link = Link
share-markdown = Markdown
share-qr = QR code
share-embed = Embed
share-link-label = Link to this work
share-copy-link = Copy link
share-link-hint =
    The work itself is in the link, in { $count } characters behind the #: it is on no server, and no server gets to
    see it.
share-markdown-link = Open in Dockerfile Playground
share-markdown-label = Markdown with the code
share-markdown-hint = For issues, pull requests, wikis and chats that know Markdown.
share-copy-with-code = Copy with code
share-copy-link-only = Copy link only
share-qr-label = QR code with the same link, for a phone's camera
share-qr-hint = For a projector: a phone's camera opens the same work.
share-qr-too-long = This link is too long for a QR code, which holds about 2,900 characters.


## The text that puts the page into another one

embed-view-label = Shows
embed-view-all = Everything
embed-view-code = Only the code
embed-view-findings = Code and findings
embed-view-variant = Code and variant
embed-view-rebuild = Code and rebuild
embed-view-environment = Code and environment
embed-theme-system = Reader's system
embed-height = Height in pixels
embed-read-only = Only to look at
embed-form = Form
embed-frame = Frame
embed-element = Element
embed-frame-hint =
    Works in every page, without a script. The page around needs one permission in its policy: frame-src.
embed-element-hint =
    Needs a script of ours in the page around; the frame then follows the height of what is in it, and tells of
    changes.
embed-html = HTML to put into your page
embed-copy = Copy HTML


## The panel Environment

env-title = Which value does the program see?
env-title-static = Which value does the browser see?
env-world = What starts the program
env-world-local = Local process
env-world-static = Static front end
env-variable = Variable
env-service = Service
env-container = Container
env-program = The program reads .env with
env-bundler = The bundle is built by
env-tool-python-dotenv = load_dotenv() of python-dotenv
env-tool-pydantic-settings = BaseSettings of pydantic-settings
env-tool-dotenv = dotenv for Node.js
env-tool-dotenv-expand = dotenv and dotenv-expand
env-release = Release
env-release-newest = newest
env-show-secrets = Show secrets
env-not-set-name = { $name } is not set
env-not-mentioned = Nothing below mentions it.
env-from = from { $place }
env-place = { $source } ({ $file }, line { $line })
# Marks: code.
env-written = written as `{ $written }`
env-alone = No other place offers a value.
env-losers = What it beats, strongest first
env-loses = loses:
env-value-not-set = not set
env-value-empty = empty
env-value-covered = covered
env-when-build = build
env-when-image = image default
env-when-run = container start
env-when-process = process start
env-all = All variables
env-settings = What the tool makes of them
env-beats = beats { $count }
env-column-name = Name
env-column-value = Value
env-column-from = From
env-column-when = Fixed at
env-problems-elsewhere = Problems in other sources
env-problem-place = { $file }, line { $line }:
env-problem-file = { $file }:
env-problem-line = Line { $line }:


## Where values come from

env-sources-title = Where values come from
env-sources = Sources
env-reset = Reset
env-reset-spoken = Reset all sources to the example
# Marks: code.
env-dotenv-in-image = `.env` is copied into the image
env-source-task = Task definition
env-source-overrides = RunTask overrides
env-source-manifest = Manifest
env-source-shell = Shell
# Marks in all of these: code.
env-hint-dockerfile = The image's own defaults, from the file in the editor. `ENV` is kept, `ARG` is not.
env-hint-compose = A whole compose file; `{"${…}"}` is filled from the shell and from `.env`.
env-hint-task =
    A task definition, also as `aws ecs describe-task-definition` prints it, or a CloudFormation template.
env-hint-overrides = JSON as for `aws ecs run-task --overrides`; leave it empty for a service.
env-hint-manifest = A pod or deployment, with its `ConfigMap`s and `Secret`s behind `---`.
env-hint-dotenv = The file beside the program, read when it starts.
env-hint-bundle-dotenv = Read by the bundler in every mode.
env-hint-bundle-production = Read by the bundler when it builds for production.
env-hint-build = What follows `docker build`, such as `--build-arg NAME=value`.
env-hint-run = What follows `docker run`, such as `-e NAME=value`.
env-hint-shell = The environment of the machine that starts it all, a `NAME=value` a line.
env-shell-expected = expected NAME=value


## A variable that needs advice

env-no-effect = No effect at run time
env-no-effect-title = No effect: this became a string at build time
# Marks: code. The places are listed with commas.
env-too-late =
    { $count ->
        [one] { $places } comes too late: the bundle already says `{ $value }`.
       *[other] { $places } come too late: the bundle already says `{ $value }`.
    }
env-run-time-title = Read it at run time instead
# Marks: code.
env-run-time-how =
    Let nginx write a small script from its own environment when the container starts, and load it before the bundle.
    Its image replaces `{"${…}"}` in every template.
env-run-time-dockerfile = Dockerfile, last stage
env-run-time-html = index.html, before the bundle
# Marks: code.
env-run-time-code =
    The code then reads `window.config.{ $name }`. Everybody can see it: a secret does not belong there.
env-flask = FLASK_ENV by Flask release
env-flask-title = What Flask makes of FLASK_ENV={ $value }
env-flask-old = Flask 2.2 and older
env-flask-new = Flask 2.3 and newer
env-flask-debug = debug mode, reloader and debugger on
env-flask-off = debug mode off, as without it
env-flask-removed = nothing: the variable was removed
# Marks: code.
env-flask-safe =
    It never made anything safe: `FLASK_DEBUG=1` or `--debug` turns the debugger on beside `FLASK_ENV=production`, in
    every release.


## A tutorial's order beside the truth

env-claim-title = A tutorial's order, checked
env-claim-says = The tutorial says
# Marks: code. The call is load_dotenv(), with or without an argument.
env-claim-does = `{ $call }` does
env-claim-nothing = nothing here
# A sentence of the tutorial.
env-claim-quoted = “{ $sentence }”
env-claim-agrees = Here the list predicts the right value.
env-claim-differs = The list predicts { $list }, the program sees { $program }.
env-claim-differs-covered = The list predicts another value than the program sees.
env-truth-process = The process environment
env-truth-process-note = one layer when Python starts; the first line is what is in it
env-truth-overwrites = overwrites everything
env-truth-fills = fills holes only
env-truth-default = The default in the code
env-truth-default-note = counts only where the variable is absent, not where it is empty
# Verdicts on a sentence of the tutorial.
env-verdict-right = right
env-verdict-inverted = the other way round
env-verdict-never-meet = never meet
env-verdict-incomplete = incomplete


## The panel Explain

explain-line = line { $line }
explain-lines = lines { $first } to { $last }
explain-previous = Previous instruction
explain-next = Next instruction
explain-choose = Put the caret on a word in the editor, or choose one below.
explain-parts = Token by token
explain-token = Token
explain-meaning = Meaning
explain-go-to = Go to { $token }
explain-left-out =
    { $count ->
        [one] One more token of this instruction is not shown; move the caret to see it.
       *[other] { $count } more tokens of this instruction are not shown; move the caret to see them.
    }
explain-since = since Dockerfile syntax { $version }
explain-needs = needs Dockerfile syntax { $version }, newer than this file asks for
explain-state = State after this instruction
explain-what = What
explain-value = Value
explain-workdir = Working directory
explain-user = User
explain-shell = Shell
explain-no-value = no value
explain-empty = empty
explain-new = new
# Marks: code.
explain-was = changed, was `{ $before }`
explain-was-empty = changed, was empty
explain-had-no-value = changed, had no value


## The panel Rules

rules-title =
    { $count ->
        [one] { $count } rule
       *[other] { $count } rules
    }
rules-search = Search by name, code or what it is about
rules-search-example = DL3042, cache, secret…
rules-none = No rule like that.
rules-silenced = silenced
rules-silent-here = silent here
rules-all = All rules
rules-silence = Silence this rule
rules-let-speak = Let it speak


## Two texts compared

diff-removed = removed:
diff-added = added:


## The panel Rebuild

rebuild-title = What does a change rebuild?
rebuild-lead = The file was built once. Then this happens, and it is built again:
rebuild-lead-fresh-machine = Nothing was built before. This happens:
rebuild-change = What happens
change-usual = A file is edited
change-file = { $path } is edited
change-base-images = The base image is replaced under the same tag
change-argument = The build argument { $name } gets another value
change-line = The { $keyword } in line { $line } of the Dockerfile is edited
change-typed = What I type in the Dockerfile
change-nothing = Nothing changes
change-fresh-machine = It is built on a fresh machine
rebuild-typed-hint = Type in the Dockerfile: this shows what your edits would rebuild.
rebuild-typed =
    { $count ->
        [0] What you typed rebuilds nothing.
        [one] What you typed: { $count } step runs again, about { $time }.
       *[other] What you typed: { $count } steps run again, about { $time }.
    }
rebuild-typed-show = Show these steps
rebuild-count-from-here = Count from here
rebuild-count-from-here-spoken = Count from here: compare with the text as it stands now
rebuild-verdict-stops = The build stops in line { $line }: { $because }
rebuild-verdict-better =
    { $before ->
        [one] As the file stands, { $before } step runs again, about { $before_time }.
       *[other] As the file stands, { $before } steps run again, about { $before_time }.
    } { $after ->
        [one] In a better order, { $after } step runs again, about { $after_time }: { $saved } saved.
       *[other] In a better order, { $after } steps run again, about { $after_time }: { $saved } saved.
    }
rebuild-verdict-nothing = Nothing runs again: every step comes from the cache.
rebuild-verdict-same =
    { $count ->
        [one] { $count } step runs again, about { $time }, in a better order too.
       *[other] { $count } steps run again, about { $time }, in a better order too.
    }
rebuild-verdict =
    { $count ->
        [one] { $count } step runs again, about { $time }; no better order is known.
       *[other] { $count } steps run again, about { $time }; no better order is known.
    }
rebuild-use-order = Use this order
rebuild-order-used = The editor holds the file in a better order; undo brings yours back
rebuild-files = The files that the build finds are those beside the Dockerfile.
rebuild-files-guessed =
    { $count ->
        [0] The build needs no files, as far as the Dockerfile tells.
        [one] The file that the build finds is guessed from the Dockerfile.
       *[other] The { $count } files that the build finds are guessed from the Dockerfile.
    }


## Rebuild: the steps of a build

steps-yours = Your file
steps-better = In a better order
# Marks: weight.
steps-count = { $cached } cached, { $executed } run, **about { $time }**
steps-table = Steps, { $of }
steps-why = Step, what happens to it and why
steps-time = Time
step-line = Line { $line }
step-go-to-line = Go to line { $line }
step-cached = cached
step-executed = runs again
step-none = no step
step-seconds = s
step-seconds-spoken = Seconds that line { $line } takes ({ $of })


## Rebuild: one step after the other

walk-label = The build step by step
walk-hint = Go through the build step by step, with these buttons or the arrow keys.
walk-place = Step { $step } of { $count }
walk-steps =
    { $count ->
        [one] { $count } step
       *[other] { $count } steps
    }
walk-previous = Previous step
walk-previous-none = Previous step (this is the first)
walk-next = Next step
walk-next-none = Next step (this is the last)
walk-so-far = { $time } so far


## Rebuild: the picture

picture-label = Picture, { $of }
picture-spoken =
    { $arrows ->
        [one] { $of }: { $stages }; { $arrows } arrow between stages
       *[other] { $of }: { $stages }; { $arrows } arrows between stages
    }
picture-stage =
    { $count ->
        [one] stage { $name } with { $count } step, { $executed } run
       *[other] stage { $name } with { $count } steps, { $executed } run
    }
picture-stage-idle = stage { $name } without steps of its own
# A box of the picture has room for about 25 letters.
picture-cached = ✓ cached
picture-executed = ↻ runs, { $time }
picture-none = – no step of its own
picture-step = Line { $line }: { $step }
legend = Legend
legend-cached = ✓ from the cache
legend-executed = ↻ runs
legend-from = goes on from (FROM)
legend-copy = copies from (COPY --from)
legend-mount = mounts (RUN --mount)


## Rebuild: what a build costs on average

prices-label = What a build costs on average
prices-mix = What you edit between two builds
# A number stands before these.
prices-mix-source = % source
prices-mix-configuration = % configuration
prices-mix-dependencies = % dependencies
# Marks: weight.
prices-average = With this mix, a build of your file takes **{ $time }** on average.
prices-no-gain = No change that is known to build the same saves a tenth of that and 2 s.
prices-no-average = With this mix, no file of the build context is ever edited.
prices-table = What each fix saves in a build, on average
prices-fix = Fix
prices-now = Now
prices-then = Then
prices-saved = Saved


## The panel Learn

learn-open = Open a lesson
learn-loading = The lessons are loading…
learn-progress = { $done } of { $count } steps done. What you reach is kept in this browser only.
learn-lessons = Lessons
learn-samples = Samples
learn-samples-about = Files to start from, each before and after what makes it ready for production.
learn-done = done
learn-done-of = { $done } of { $count }


## The lesson that is open

lesson-label = Lesson: { $title }
lesson-place = { $title } · step { $step } of { $count }
lesson-leave = Leave the lesson
lesson-goals = Goals
lesson-goal-met = reached
lesson-goal-open = open
lesson-hint = A hint
lesson-next-hint = Another hint
lesson-back = Back
lesson-next = Next step
lesson-finish = Finish
lesson-restart = Start again
lesson-restarted = The step's first file is back; undo brings yours back
lesson-solve = Show a solution
lesson-solved = A solution stands in the editor; undo brings yours back


## Search, folding and the like in the editor

editor-find = Find
editor-replace-by = Replace
editor-find-next = next
editor-find-previous = previous
editor-find-all = all
editor-find-case = match case
editor-find-regexp = regexp
editor-find-words = by word
editor-replace = replace
editor-replace-all = replace all
editor-close = close
# Said together: “current match. FROM on line 3.”
editor-found = current match
editor-found-line = on line
# A number takes the place of the dollar sign.
editor-replaced = replaced match on line $
editor-replaced-all = replaced $ matches
editor-go-to-line = Go to line
editor-go = go
editor-control-character = Control character
editor-deleted = Selection deleted
# Said together: “Folded lines 3 to 7.”
editor-folded = Folded lines
editor-unfolded = Unfolded lines
editor-folded-to = to
editor-fold = Fold line
editor-unfold = Unfold line
editor-folded-code = folded code
editor-folded-code-unfold = unfold
editor-findings = Findings
editor-no-findings = No findings
editor-completions = Completions


## The samples and their gallery

sample-title =
    { $sample ->
        [flask-dev] Flask, for development
        [flask-copy-all] Flask, everything copied first
        [flask-prod] Flask, a tutorial's production file
        [flask-gunicorn] Flask, ready for production
        [flask-modern] Flask, as one would write it today
        [django-dev] Django, for development
        [react] React, served by nginx
        [vite-monorepo] Vite, in a monorepo
        [next] Next.js, with an address that comes too late
        [node-dev] Node.js with a reloader
        [node] Node.js, one file for developers and users
        [go-multistage] Go in two stages
        [rust] Rust, with its compiler inside
        [java-maven] Java, built and run by Maven's image
        [dotnet] .NET, in the wrong environment
        [secrets] Secrets that everybody can read
        [heredoc] A script that hides its failures
       *[typos] A file full of typos
    }
# `code` may stand in it.
sample-about =
    { $sample ->
        [flask-dev] The development server with its reloader, on a base image without updates.
        [flask-copy-all] The source comes before the dependencies, so every edit installs them again.
        [flask-prod] It goes by the name of production, and still starts the development server.
        [flask-gunicorn] A real server, a user of its own and a cache mount: nothing is left to say.
        [flask-modern] A virtual environment from a first stage; pip and its cache stay behind.
        [django-dev] `runserver`, debug mode and everything that apt leaves behind.
        [react] The address of the API is set after the build, where nobody reads it.
        [vite-monorepo] An `ARG` above the first `FROM` does not reach the bundler, so the address is missing in the files.
        [next] The server for developers, and a public variable that the browser never gets to see.
        [node-dev] nodemon restarts on changes, in an image whose files never change.
        [node] Three stages share one base; `--target` chooses whom the image is for.
        [go-multistage] A static program in an image that holds nothing else.
        [rust] One edit compiles every crate again, and the image carries the whole toolchain.
        [java-maven] Every edit downloads all of Maven's packages again, and a shell stands between Java and its signals.
        [dotnet] The packages are restored after every edit, and users see the page that developers get for errors.
        [secrets] A token as `ARG`, a password as `ENV`, a copied `.env`, and one more in an address.
        [heredoc] Without `set -e`, only the last line of a heredoc decides whether the step fails.
       *[typos] Half-right words, a missing destination and an open bracket, as they come while typing.
    }
sample-topic =
    { $topic ->
        [python] Python back ends
        [front-end] Front ends
        [node] Node.js
        [compiled] Go, Rust, Java and .NET
       *[mistakes] Mistakes
    }
gallery-open = Gallery
gallery-open-spoken = Gallery of samples
gallery-title = Gallery of samples, before and after
gallery-lead =
    Open a sample to see what all fixes for production make of it, and start from either file. What you have typed is kept.
gallery-hint = Choose a sample to see it before and after.
gallery-loading = The samples are loading…
gallery-nothing-found = nothing found
gallery-before = Before
gallery-after = After
gallery-start = Start from this
gallery-start-spoken = Start from this: { $side }
gallery-changes =
    { $count ->
        [one] One change for production
       *[other] { $count } changes for production
    }
gallery-ready = Nothing to change: this file is one for production.
gallery-compared = { $sample }, before and after
