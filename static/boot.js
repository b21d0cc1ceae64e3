// Starts the page: Trunk names the files to load in the attributes of this script's element.
const { script, module } = document.querySelector("script[data-module]").dataset;
const absolute = (path) => new URL(path, document.baseURI).href;

try {
  const { default: start } = await import(absolute(script));
  await start({ module_or_path: absolute(module) });
} catch (error) {
  document.getElementById("boot-failure").hidden = false;
  throw error;
}
