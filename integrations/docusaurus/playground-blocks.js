// Docusaurus changes pages without loading them: the blocks of the new page get their buttons after it is drawn.
export function onRouteDidUpdate() {
  setTimeout(() => globalThis.dockerfilePlayground?.upgrade?.());
}
