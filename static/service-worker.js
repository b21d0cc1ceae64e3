// Keeps the page for the next visit, with or without a network. `cargo xtask build` writes the version and the list of
// files into the built page; without them, as while developing, nothing is kept.
const VERSION = "";
const FILES = [];

// Several copies of the page may stand on one host, each in its own folder.
const PREFIX = `dockerfile-playground ${new URL(registration.scope).pathname} `;
const CACHE = PREFIX + VERSION;

addEventListener("install", (event) => {
  if (VERSION) event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

addEventListener("activate", (event) => {
  const forget = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(forget());
});

// A new version waits until the user has agreed: it must not change under somebody's hands.
addEventListener("message", ({ data }) => {
  if (data === "take-over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (!VERSION || request.method !== "GET" || url.origin !== location.origin) return;
  const kept = async () => {
    const cache = await caches.open(CACHE);
    const isPage = request.mode === "navigate" && url.pathname === new URL(registration.scope).pathname;
    return (await cache.match(isPage ? "./" : request)) ?? fetch(request);
  };
  event.respondWith(kept());
});
