// Words of the page: all come from the server, none stand in code.

let texts = {};

export async function loadWords() {
  const answer = await fetch("/api/words");
  texts = await answer.json();
}

/** The text of a key, with {name}s filled in; a missing key shows itself, so that it is noticed. */
export function word(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Fill data-w (text), data-w-label (accessible name and tooltip) and data-w-hint (placeholder). */
export function fillWords(root) {
  for (const node of root.querySelectorAll("[data-w]")) node.textContent = word(node.dataset.w);
  for (const node of root.querySelectorAll("[data-w-label]")) name(node, word(node.dataset.wLabel));
  for (const node of root.querySelectorAll("[data-w-hint]")) node.placeholder = word(node.dataset.wHint);
}

function name(node, text) {
  node.setAttribute("aria-label", text);
  if (node.tagName === "BUTTON") node.title = text;
}

/** "2026-10-05T08:00:00+07:00" as the bot's own wall clock, whatever the zone of this browser. */
export function clockText(iso) {
  return iso.slice(11, 16);
}

export function dayText(iso, key = "web.day") {
  const [year, month, day] = iso.slice(0, 10).split("-");
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return word(key, { weekday: word(`web.weekday.${weekday}`), day, month, year });
}

export function sizeText(bytes) {
  if (bytes < 1000) return word("web.size.bytes", { n: bytes });
  if (bytes < 1_000_000) return word("web.size.kb", { n: Math.round(bytes / 1000) });
  return word("web.size.mb", { n: (bytes / 1_000_000).toFixed(1).replace(".", word("web.decimal")) });
}
