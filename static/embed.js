// Puts the playground into any page: as the element <dockerfile-playground>, and behind a button at every code block
// that holds a Dockerfile. Loads nothing until somebody wants it. docs/embedding.md tells how.
(() => {
  const NAME = "dockerfile-playground";
  const VERSION = 1;
  const EVENTS = ["ready", "resize", "change", "findings", "export"];
  const script = document.currentScript;
  const settings = { ...globalThis.dockerfilePlayground };
  // Where the playground is: beside this script, unless the page says otherwise.
  const home = new URL(settings.page ?? script?.dataset.page ?? ".", script?.src ?? location.href).href.split("#")[0];

  const languages = settings.languages ?? ["dockerfile", "docker", "containerfile"];
  const blocks = languages.flatMap((name) => [`.language-${name}`, `.lang-${name}`, `.highlight-${name}`]).join();

  const STYLE = `
    :host { display: block; margin-block: 1em; }
    :host([hidden]) { display: none; }
    iframe { display: block; width: 100%; border: 0; border-radius: 8px; }
    pre { margin: 0; padding: 1em; overflow-x: auto; }`;

  class Playground extends HTMLElement {
    static observedAttributes = ["dockerfile", "link", "profile", "view", "theme", "readonly", "height"];
    #frame;
    #page;

    connectedCallback() {
      // What stands between the tags may not be read yet.
      if (document.readyState === "loading" && !this.dockerfile) {
        document.addEventListener("DOMContentLoaded", () => this.#start(), { once: true });
      } else {
        this.#start();
      }
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#frame?.remove();
      this.#frame = undefined;
    }

    attributeChangedCallback() {
      if (!this.#frame) return;
      // A frame whose address changes behind the `#` only would not start anew.
      this.disconnectedCallback();
      this.#start();
    }

    /** The text it starts with: the attribute, or what stands between the tags. */
    get dockerfile() {
      return this.getAttribute("dockerfile") ?? dedent(this.textContent);
    }

    set dockerfile(text) {
      this.setAttribute("dockerfile", text);
    }

    /** Changes what the page shows: `dockerfile`, `profile` ("dev" or "prod"), `view`. */
    set(content) {
      this.#send("set", content);
    }

    /** Asks for a file; the answer is an event `export`. Formats: docs/embedding.md. */
    export(format) {
      this.#send("export", { format });
    }

    #start() {
      if (this.#frame || !this.isConnected) return;
      const frame = document.createElement("iframe");
      frame.title = this.getAttribute("label") ?? "Dockerfile Playground";
      frame.allow = "clipboard-write";
      frame.loading = "lazy";
      this.#frame = frame;
      this.#load();
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const style = new CSSStyleSheet();
      style.replaceSync(STYLE);
      root.adoptedStyleSheets = [style];
      root.replaceChildren(frame);
      addEventListener("message", this.#hear);
    }

    #load() {
      const flags = ["embed"];
      const flag = (name, value) => value && flags.push(`${name}=${encodeURIComponent(value)}`);
      if (this.hasAttribute("readonly")) flags.push("readonly");
      flag("view", this.getAttribute("view"));
      flag("theme", this.getAttribute("theme"));
      flag("profile", this.getAttribute("profile"));
      const height = this.getAttribute("height");
      const pixels = /^\d+$/.test(height ?? "") ? height : undefined;
      flag("height", pixels);
      // A page from a file has no origin that anybody could check.
      if (location.origin !== "null") flag("origin", location.origin);
      const link = this.getAttribute("link");
      if (link) flags.push(link);
      else flag("text", this.dockerfile);
      const page = new URL(this.getAttribute("src") ?? home, location.href);
      this.#page = page.origin;
      this.#frame.height = pixels ?? (this.getAttribute("view") === "code" ? "320" : "520");
      this.#frame.src = `${page.href.split("#")[0]}#${flags.join("&")}`;
    }

    #send(type, content) {
      this.#frame?.contentWindow?.postMessage({ source: NAME, version: VERSION, type, ...content }, this.#page);
    }

    #hear = ({ source, origin, data }) => {
      if (source !== this.#frame?.contentWindow || origin !== this.#page) return;
      if (data?.source !== NAME || data.version !== VERSION || !EVENTS.includes(data.type)) return;
      const { source: _, version, type, ...detail } = data;
      if (type === "resize" && Number.isFinite(detail.height)) {
        this.#frame.height = Math.min(Math.max(detail.height, 120), 4000);
      }
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
    };
  }

  /** A text without the blank lines around it and the indentation that all its lines share. */
  function dedent(text) {
    const lines = text.replace(/^\s*\n/, "").trimEnd().split("\n");
    const depths = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
    const depth = Math.min(...depths);
    return lines[0] === "" && lines.length === 1 ? "" : `${lines.map((line) => line.slice(depth)).join("\n")}\n`;
  }

  /** Puts a button behind every code block below `root` that holds a Dockerfile. */
  function upgrade(root = document) {
    for (const block of root.querySelectorAll(blocks)) {
      const outer = block.closest("pre") ?? block;
      // Some sites name the language on the code, some on what is around it, some on both.
      const whole = [...ancestors(outer)].filter((it) => it.matches?.(blocks)).pop() ?? outer;
      if (whole.dataset.playground !== undefined || whole.closest(NAME)) continue;
      whole.dataset.playground = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "dockerfile-playground-try";
      button.textContent = settings.label ?? "Try it";
      button.addEventListener("click", () => replace(whole, button));
      whole.after(button);
    }
  }

  function* ancestors(element) {
    for (let it = element; it && it !== document.body; it = it.parentElement) yield it;
  }

  function replace(whole, button) {
    const code = whole.querySelector("code") ?? whole;
    const playground = document.createElement(NAME);
    playground.dockerfile = `${code.innerText.trimEnd()}\n`;
    for (const name of ["view", "theme", "profile", "height", "readonly"]) {
      if (settings[name] !== undefined) playground.setAttribute(name, settings[name]);
    }
    whole.hidden = true;
    button.replaceWith(playground);
    playground.tabIndex = -1;
    playground.focus();
  }

  if (!customElements.get(NAME)) customElements.define(NAME, Playground);
  globalThis.dockerfilePlayground = { ...settings, upgrade };
  if (settings.upgrade === false) return;
  const run = () => {
    upgrade();
    // Sites that change their content without loading a page.
    new MutationObserver(() => upgrade()).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
})();
