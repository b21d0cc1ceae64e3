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
findings-none-title = Paste a Dockerfile
findings-none = Or take one of the samples above. Nothing you type leaves this page.
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
keys-rename = Rename the stage at the caret, wherever it is named
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


## What was done last

told-read-only = The file can only be looked at here; open it in a tab to change it
told-changed-meanwhile = The text has changed in the meantime; please try again
told-host-wrote = The page around has changed the file
told-file-opened = File opened
told-sample-loaded = Sample loaded
told-previous-back = Your previous file is back
told-link-opened = Opened from the link
told-context-guessed = The build context is guessed from the Dockerfile again
# What stands before this is one of the three below it.
told-undone = { $what } is undone
context-guessing = Guessing the files again
context-leaving = Leaving the files behind
context-removing = Removing { $path }
told-baseline = From now on, what you type is compared with this text
told-step = Step { $number }
told-step-done = Step done
told-lesson-brought = The lesson is in the list
told-renamed = { $from } is { $to } now
told-name-taken = There is a { $name } already; give the file another name
told-removed = { $path } is removed from the build context


## Reading and keeping files

files-reading = Reading the files
files-none-in-it = There is no file in it
files-unreadable = The files could not be read
files-no-room = This browser has no room for the files: they are gone after reloading


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
variant-nothing-dev = Nothing to change for development
variant-nothing-prod = Nothing to change for production
variant-nothing = The file in the editor is this variant already.
variant-diff = Your file and its variant
variant-take = Take this change
variant-take-spoken = Take this change on line { $line }
variant-taken = Change taken; undo takes it back
variant-use = Use this version
variant-used-dev = The editor holds the development variant; undo brings yours back
variant-used-prod = The editor holds the production variant; undo brings yours back
registry-title = Base images from a registry of your own
registry-host = Registry of your own, if there is one
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
