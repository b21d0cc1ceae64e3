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
const count = (number) => number.toLocaleString("en");

/** What a file field holds, as JSON; a folder's name is taken off the paths in it. */
export async function readChosen(files) {
  const found = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const isFolder = found.some(({ path }) => path.includes("/"));
  const problems = [];
  found.sort((a, b) => isFilledByTools(a.path) - isFilledByTools(b.path));
  if (found.length > MOST_FILES) {
    problems.push(`Only ${count(MOST_FILES)} of ${count(found.length)} files were taken: a page cannot keep more.`);
  }
  return read(found.slice(0, MOST_FILES), isFolder, problems);
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
  const folder = entries.length === 1 && entries[0].isDirectory ? `${entries[0].name}/` : "";
  const [found, problems] = [[], []];
  const soon = entries.map((entry) => ({ entry, path: entry.name }));
  const late = [];
  while (soon.length + late.length && found.length < MOST_FILES) {
    const { entry, path } = soon.shift() ?? late.shift();
    try {
      if (entry.isFile) {
        found.push({ path, file: await new Promise((done, failed) => entry.file(done, failed)) });
        continue;
      }
      for (const child of await children(entry)) {
        const next = { entry: child, path: `${path}/${child.name}` };
        (child.isDirectory && isFilledByTools(next.path) ? late : soon).push(next);
      }
    } catch {
      problems.push(`${path} could not be read.`);
    }
  }
  if (soon.length + late.length) {
    const where = [...new Set([...soon, ...late].map(({ path }) => path.slice(folder.length).split("/")[0]))];
    const some = where.slice(0, 5).join(", ");
    problems.push(`Only ${count(MOST_FILES)} files were taken: a page cannot keep more. Left out is something of ${some}.`);
  }
  return read(found, folder !== "", problems);
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

async function read(found, isFolder, problems) {
  const name = isFolder ? found[0]?.path.split("/")[0] ?? "" : "";
  const strip = name && found.every(({ path }) => path.startsWith(`${name}/`)) ? name.length + 1 : 0;
  const files = Object.create(null);
  const rank = ({ path }) => (READ_BY_THE_PAGE.test(path) ? 0 : isFilledByTools(path) ? 2 : 1);
  const sorted = found.toSorted((a, b) => rank(a) - rank(b) || a.file.size - b.file.size);
  let left = MOST_TEXT;
  const one = async ({ path, file }) => {
    const short = path.slice(strip);
    try {
      if (file.size > LARGEST_HASHED) {
        files[short] = [file.size, `changed ${file.lastModified}`];
        problems.push(`${short} is larger than 64 MB: its size and its time stand for its content.`);
        return;
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const text = bytes.length <= Math.min(LARGEST_TEXT, left) ? decode(bytes) : null;
      if (text === null) {
        files[short] = [bytes.length, await hash(bytes)];
      } else {
        left -= bytes.length;
        files[short] = text;
      }
    } catch {
      problems.push(`${short} could not be read.`);
    }
  };
  for (let at = 0; at < sorted.length; at += 32) await Promise.all(sorted.slice(at, at + 32).map(one));
  return JSON.stringify({ name: strip ? name : "", files, problems });
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
