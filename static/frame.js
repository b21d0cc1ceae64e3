// The page in a frame: talks with the page around. What the user writes goes only to the origin that the address names,
// and orders come only from there; docs/embedding.md tells the messages.
const NAME = "dockerfile-playground";
const VERSION = 1;

export function connect(flags, page) {
  const origin = flags.get("origin");
  const send = (type, content, target) => parent.postMessage({ source: NAME, version: VERSION, type, ...content }, target);
  let act = () => {};

  globalThis.playgroundFrame = {
    tell: (type, json) => origin && send(type, JSON.parse(json), origin),
    listen: (action) => {
      act = action;
      // Nothing of the user's is in it, so that everybody may hear it.
      send("ready", {}, origin ?? "*");
    },
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || !origin || event.origin !== origin) return;
    const { source, version, type, ...content } = event.data ?? {};
    if (source !== NAME || version !== VERSION) return;
    if (type === "set" || type === "export") act(type, JSON.stringify(content));
  });

  if (/^\d+$/.test(flags.get("height") ?? "")) return;
  let last = 0;
  const measure = () => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (height !== last) send("resize", { height }, origin ?? "*");
    last = height;
  };
  new ResizeObserver(measure).observe(page);
}
