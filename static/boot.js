// Starts the page: Trunk names the files to load in the attributes of this script's element.
const { script, module } = document.querySelector("script[data-module]").dataset;
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
try {
  const root = document.documentElement;
  const saved = isEmbedded ? null : JSON.parse(localStorage.getItem("dockerfile-playground.work.1"));
  const theme = isEmbedded ? flags.get("theme") : saved.theme;
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

// The page asks for the editor and for long texts after it has drawn itself.
globalThis.loadText = async (path) => {
  const answer = await fetch(absolute(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
};
globalThis.loadRichEditor = () => import(absolute("editor.js"));
globalThis.loadProjectFiles = () => import(absolute("project-files.js"));

try {
  if (isEmbedded) (await import(absolute("frame.js"))).connect(flags, document.getElementById("app"));
  const { default: start } = await import(absolute(script));
  await start({ module_or_path: absolute(module) });
} catch (error) {
  document.getElementById("boot-failure").hidden = false;
  throw error;
}

if (!isEmbedded) {
  const { keepForLater } = await import(absolute("offline.js"));
  await keepForLater(absolute("service-worker.js"));
}
