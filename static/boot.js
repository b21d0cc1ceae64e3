// Starts the page: Trunk names the files to load in the attributes of this script's element.
const { script, module } = document.querySelector("script[data-module]").dataset;
const absolute = (path) => new URL(path, document.baseURI).href;

// The colours chosen last time, before anything is drawn in others.
try {
  const { theme } = JSON.parse(localStorage.getItem("dockerfile-playground.work.1"));
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
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

try {
  const { default: start } = await import(absolute(script));
  await start({ module_or_path: absolute(module) });
} catch (error) {
  document.getElementById("boot-failure").hidden = false;
  throw error;
}
