// The page's texts in the language that the browser asks for first, of those there are. English fills what another
// language lacks, so that a half-done translation is already of use.
import { FluentBundle, FluentResource } from "@fluent/bundle";

const FALLBACK = "en";
// One file each in `static/texts`.
const LANGUAGES = [FALLBACK];

/// The language of the first of `wanted`, such as `de-AT`, that there is.
export function choose(wanted, languages = LANGUAGES) {
  return wanted.map((it) => it.split("-")[0].toLowerCase()).find((it) => languages.includes(it)) ?? FALLBACK;
}

/// Loads the texts; `locate` makes an address of a path. What it returns gives a text by its name and its values,
/// which stand one after the other: name, value, name, value.
export async function load(locate, wanted = navigator.languages) {
  const language = choose(wanted);
  const bundles = await Promise.all([...new Set([language, FALLBACK])].map((it) => bundle(it, locate)));
  document.documentElement.lang = language;
  return (name, values = []) => {
    for (const it of bundles) {
      const pattern = it.getMessage(name)?.value;
      if (pattern) return it.formatPattern(pattern, pairs(values));
    }
    return name;
  };
}

async function bundle(language, locate) {
  const answer = await fetch(locate(`texts/${language}.ftl`));
  if (!answer.ok) throw new Error(`texts/${language}.ftl: ${answer.status}`);
  // Marks that isolate a value would be copied along with the text, and end up in files.
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(await answer.text()));
  return bundle;
}

function pairs(values) {
  const named = {};
  for (let at = 0; at + 1 < values.length; at += 2) {
    const [name, value] = values.slice(at, at + 2);
    // A line is found by its number and not counted: it is written without separators.
    named[name] = name === "line" ? String(value) : value;
  }
  return named;
}
