// Starts the page: Trunk names the files to load in the attributes of this script's element.
const { script, module, rest } = document.querySelector("script[data-module]").dataset;
const absolute = (path) => new URL(path, document.baseURI).href;

// A frame in somebody's page: `#embed&view=code&readonly&theme=dark&origin=https%3A%2F%2Fdocs.example&…`.
const flags = new Map(
  location.hash.slice(1).split("&").map((part) => {
    const at = part.indexOf("=");
    return at < 0 ? [part, ""] : [part.slice(0, at), decode(part.slice(at + 1))];
  }),
);
const isEmbedded = flags.has("embed");

function decode(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

// The colours chosen last time, before anything is drawn in others.
let saved = null;
try {
  const root = document.documentElement;
  if (!isEmbedded) saved = localStorage.getItem("dockerfile-playground.work.1");
  const theme = isEmbedded ? flags.get("theme") : JSON.parse(saved)?.theme;
  if (["light", "dark", "contrast"].includes(theme)) root.dataset.theme = theme;
  if (isEmbedded) root.dataset.embedded = /^\d+$/.test(flags.get("height") ?? "") ? "fixed" : "auto";
  if (isEmbedded && flags.has("readonly") && flags.get("readonly") !== "no") root.dataset.readonly = "";
} catch {
  // Nothing saved, or no storage: the system's colours will do.
}

// A module that has trapped cannot say so itself.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) document.getElementById("crash").hidden = false;
});

// The code of what is not open yet comes behind the first view, in a module of its own (`xtask/split`). Whoever needs
// it earlier waits for it. Saved work, a link and a page around are read by that code, so they wait for it before they
// are drawn.
const waitsForRest = rest && (isEmbedded || saved !== null || location.hash.length > 1);
let isRestThere = !rest;
let restIsThere;
const theRest = new Promise((resolve) => (restIsThere = resolve));
if (isRestThere) restIsThere();
function joinRest(compiled, exports) {
  if (isRestThere) return;
  isRestThere = true;
  new WebAssembly.Instance(compiled, { first: exports });
  exports.rest_is_there.value = 1;
  restIsThere();
}
globalThis.isWhole = () => isRestThere;
globalThis.whenWhole = () => theRest;
globalThis.loadRest = (exports) => {
  const request = new XMLHttpRequest();
  request.open("GET", absolute(rest), false);
  // Bytes as characters: a request that is waited for gives no other kind.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  joinRest(new WebAssembly.Module(Uint8Array.from(request.responseText, (it) => it.charCodeAt(0))), exports);
};

// The page asks for the editor and for long texts after it has drawn itself; what it does with them belongs to the rest.
globalThis.loadText = async (path) => {
  const answer = await fetch(absolute(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const [text] = await Promise.all([answer.text(), theRest]);
  return text;
};
globalThis.loadRichEditor = async () => (await Promise.all([import(absolute("editor.js")), theRest]))[0];
globalThis.loadProjectFiles = () => import(absolute("project-files.js"));

try {
  if (isEmbedded) (await import(absolute("frame.js"))).connect(flags, document.getElementById("app"));
  // Asked for together. The page asks for each of its texts by name.
  const code = fetch(absolute(module));
  const early = waitsForRest ? compiledRest() : undefined;
  // Whether it has failed is seen when it is waited for.
  early?.catch(() => {});
  const texts = import(absolute("texts.js")).then(({ load }) => load(absolute));
  const { default: start } = await import(absolute(script));
  globalThis.pageText = await texts;
  const exports = await start({ module_or_path: code });
  if (waitsForRest) await bringRest(early, exports);
  exports.begin();
  if (rest && !waitsForRest) bringRest(compiledRest(), exports);
} catch (error) {
  document.getElementById("boot-failure").hidden = false;
  throw error;
}

async function compiledRest() {
  const answer = await fetch(absolute(rest));
  return WebAssembly.compile(await answer.arrayBuffer());
}

async function bringRest(compiled, exports) {
  try {
    joinRest(await compiled, exports);
  } catch {
    // It is asked for again when it is needed.
    restIsThere();
  }
}

if (!isEmbedded) {
  const { keepForLater } = await import(absolute("offline.js"));
  await keepForLater(absolute("service-worker.js"));
}
