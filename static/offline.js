// Lets the browser keep the page, and tells when a newer one is there.
export async function keepForLater(worker) {
  // Not in every browser, not in a page from a file or in a sandbox.
  if (!navigator.serviceWorker) return;
  const notice = document.getElementById("new-version");
  const tell = (waiting) => {
    notice.hidden = false;
    notice.querySelector("button").onclick = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take-over");
    };
    notice.querySelector("button + button").onclick = () => (notice.hidden = true);
  };
  try {
    const registration = await navigator.serviceWorker.register(worker);
    const isUpdate = () => registration.waiting && navigator.serviceWorker.controller;
    if (isUpdate()) tell(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => isUpdate() && tell(registration.waiting));
    });
  } catch {
    // Nothing is kept, and nothing else is lost.
  }
}
