// Reads files and folders that somebody chose or dropped onto the page. Nothing leaves the machine: text is handed over
// as it is, all else by its size and a hash. What was not read is told.

const MOST_FILES = 20_000;
const LARGEST_TEXT = 256 * 1024;
// All of it has to fit into the storage that browsers give to a page.
const MOST_TEXT = 1_500_000;
const LARGEST_HASHED = 64 * 1024 * 1024;

// Folders that tools fill come last, so that they are what does not fit.
const FILLED_BY_TOOLS = new Set([
  ".git", ".gradle", ".mypy_cache", ".next", ".tox", ".venv", "__pycache__", "build", "dist", "node_modules", "target",
  "vendor", "venv",
]);

// Files whose text the page reads are the first to get a share of what may be kept.
const READ_BY_THE_PAGE =
  /(^|\/)(\.env[^/]*|[^/]*\.dockerignore|[^/]*(docker|container)file[^/]*|[^/]*compose[^/]*\.ya?ml|requirements[^/]*\.txt|package\.json|[^/]*\.(toml|lock|mod|sum)|gemfile|pom\.xml|[^/]*task[^/]*\.json)$/i;

const isFilledByTools = (path) => path.split("/").some((part) => FILLED_BY_TOOLS.has(part));

/** What a file field holds, as JSON; a folder's name is taken off the paths in it. */
export async function readChosen(files) {
  const all = [...files];
  // A folder comes as all that is in it, each by a path that starts with the folder's name.
  const name = all[0]?.webkitRelativePath?.split("/")[0] ?? "";
  const found = all.map((file) => ({ path: name ? file.webkitRelativePath.slice(name.length + 1) : file.name, file }));
  const problems = [];
  found.sort((a, b) => isFilledByTools(a.path) - isFilledByTools(b.path));
  if (found.length > MOST_FILES) {
    problems.push(pageText("files-too-many", ["most", MOST_FILES, "count", found.length]));
  }
  return read(name, found.slice(0, MOST_FILES), problems);
}

/** Calls `onRead` with the JSON of everything that is dropped onto the page from now on; `onStart` before. */
export function listenToDrops(onStart, onRead) {
  let leaving;
  const isFiles = (event) => event.dataTransfer?.types.includes("Files");
  const show = (isDragging) => document.documentElement.toggleAttribute("data-dragging", isDragging);
  // Before the editor sees it: that would paste the file at the caret.
  const take = (event) => {
    if (!isFiles(event)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const over = (event) => {
    if (!take(event)) return;
    event.dataTransfer.dropEffect = "copy";
    show(true);
    clearTimeout(leaving);
    // There is no event for a drag that leaves the window; one that stays is told again and again.
    leaving = setTimeout(() => show(false), 400);
  };
  const drop = async (event) => {
    if (!take(event)) return;
    show(false);
    onStart();
    // Both are emptied as soon as this function waits for something.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = [...event.dataTransfer.files];
    onRead(await (entries.length ? readEntries(entries) : readChosen(files)));
  };
  addEventListener("dragenter", over, true);
  addEventListener("dragover", over, true);
  addEventListener("drop", drop, true);
}

async function readEntries(entries) {
  const name = entries.length === 1 && entries[0].isDirectory ? entries[0].name : "";
  const [found, problems] = [[], []];
  const [soon, late] = [entries.map((entry) => ({ entry, path: name ? "" : entry.name })), []];
  let [at, lateAt] = [0, 0];
  const left = () => [...soon.slice(at), ...late.slice(lateAt)];
  while (at < soon.length || lateAt < late.length) {
    if (found.length === MOST_FILES) {
      const where = [...new Set(left().map(({ path }) => path.split("/")[0]))].slice(0, 5).join(", ");
      problems.push(pageText("files-too-many-in", ["most", MOST_FILES, "folders", where]));
      break;
    }
    const { entry, path } = at < soon.length ? soon[at++] : late[lateAt++];
    try {
      if (entry.isFile) {
        found.push({ path, file: await new Promise((done, failed) => entry.file(done, failed)) });
        continue;
      }
      for (const child of await children(entry)) {
        const below = path ? `${path}/${child.name}` : child.name;
        (child.isDirectory && isFilledByTools(below) ? late : soon).push({ entry: child, path: below });
      }
    } catch {
      problems.push(pageText("files-unread", ["path", path || name]));
    }
  }
  return read(name, found, problems);
}

/** A reader hands out its entries in portions, the last of which is empty. */
async function children(directory) {
  const [reader, all] = [directory.createReader(), []];
  for (;;) {
    const portion = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!portion.length) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...portion);
  }
}

async function read(name, found, problems) {
  const files = Object.create(null);
  // What tools fill a folder with is never edited: its hash says enough.
  const rank = ({ path }) => (isFilledByTools(path) ? 2 : READ_BY_THE_PAGE.test(path) ? 0 : 1);
  const sorted = found.toSorted((a, b) => rank(a) - rank(b) || a.file.size - b.file.size);
  let left = MOST_TEXT;
  const one = async ({ path, file }) => {
    try {
      if (file.size > LARGEST_HASHED) {
        files[path] = [file.size, `changed ${file.lastModified}`];
        problems.push(pageText("files-too-large", ["path", path]));
        return;
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const mayBeText = rank({ path }) < 2 && bytes.length <= Math.min(LARGEST_TEXT, left);
      const text = mayBeText ? decode(bytes) : null;
      if (text === null) {
        files[path] = [bytes.length, await hash(bytes)];
      } else {
        left -= bytes.length;
        files[path] = text;
      }
    } catch {
      problems.push(pageText("files-unread", ["path", path]));
    }
  };
  for (let at = 0; at < sorted.length; at += 32) await Promise.all(sorted.slice(at, at + 32).map(one));
  return JSON.stringify({ name, files, problems });
}

/** The text of UTF-8 without zero bytes; null for all else. */
function decode(bytes) {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function hash(bytes) {
  // A page that did not come over HTTPS has no such thing.
  if (!globalThis.crypto?.subtle) return checksum(bytes);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256:${[...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Two FNV-1a sums, one of them backwards: enough to tell versions of a file apart, not to stop a forger. */
function checksum(bytes) {
  let [front, back] = [0x811c9dc5, 0x811c9dc5];
  for (let at = 0; at < bytes.length; at += 1) {
    front = Math.imul(front ^ bytes[at], 0x01000193);
    back = Math.imul(back ^ bytes[bytes.length - 1 - at], 0x01000193);
  }
  return `fnv:${[front, back].map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("")}`;
}
