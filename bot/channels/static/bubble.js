// Drawing one entry of the log: bubble, buttons, document, picture, and how its sending went.

import { el, hiddenText, icon } from "./dom.js";
import { clockText, sizeText, word } from "./words.js";

const LONG_TEXT = 2500;

/** The <li> of an entry. acts: tap(id, choice), retry(id), drop(id); unfolded: ids shown in full. */
export function drawEntry(entry, { taps, newestPrompt, acts, unfolded }) {
  const item = el("li", { class: `entry ${entry.side}`, "data-id": entry.id, "data-no": entry.no });
  item.dataset.state = entry.state;
  item.append(bubble(entry, unfolded));
  if (entry.rows.length) item.append(keyboard(entry, { taps, newestPrompt, acts }));
  const failed = taps.find((tap) => tap.state === "failed");
  if (failed) item.append(failure(failed, acts, failed.entryId));
  if (entry.state === "failed") item.append(failure(entry, acts, entry.id));
  return item;
}

function bubble(entry, unfolded) {
  const box = el("div", { class: "bubble" });
  box.append(hiddenText(word(entry.side === "bot" ? "web.bot" : "web.me")));
  if (entry.attachment) box.append(attachment(entry));
  if (entry.text) box.append(...longText(entry, unfolded));
  box.append(footer(entry));
  return box;
}

function longText(entry, unfolded) {
  const text = el("p", { class: "text" }, ...(entry.side === "bot" ? linked(entry.text) : [entry.text]));
  if (entry.text.length <= LONG_TEXT || unfolded.has(entry.id)) return [text];
  text.classList.add("folded");
  const more = el("button", { type: "button", class: "more" }, word("web.more"));
  more.addEventListener("click", () => {
    unfolded.add(entry.id);
    text.classList.remove("folded");
    text.tabIndex = -1;
    text.focus({ preventScroll: true });
    more.remove();
  });
  return [text, more];
}

/** The text with addresses of this very bot as links; no other address can be tapped. */
function linked(text) {
  const own = `${location.origin}/`;
  return text.split(/(https?:\/\/\S+)/).map((part) =>
    part.startsWith(own) ? el("a", { href: part, target: "_blank", rel: "noopener" }, part) : part);
}

function footer(entry) {
  const edited = entry.edited ? [el("span", { class: "edited" }, word("web.edited"))] : [];
  const time = el("time", { datetime: entry.at }, clockText(entry.at));
  return el("div", { class: "foot" }, ...edited, time, ...sending(entry));
}

function sending(entry) {
  if (entry.side === "bot") return [];
  const icons = { sent: "check", failed: "warn" };
  return [icon(icons[entry.state] ?? "clock"), hiddenText(word(`web.state.${entry.state}`))];
}

function attachment(entry) {
  const { name, size, picture, audio, url } = entry.attachment;
  if (audio && url) return el("audio", { class: "sound", controls: "", preload: "metadata", src: url, "aria-label": word("web.sound", { name }) });
  if (picture && url) {
    const image = el("img", { src: url, alt: word("web.photo", { name }) });
    return el("a", { class: "photo", href: url, target: "_blank", rel: "noopener" }, image);
  }
  const label = el("span", { class: "file-name" }, name);
  const about = el("span", { class: "file-size" }, url ? word("web.open", { size: sizeText(size) }) : sizeText(size));
  const inside = [el("span", { class: "file-icon" }, icon("paper")), el("span", { class: "file-text" }, label, about)];
  if (!url) return el("span", { class: "document" }, ...inside);
  return el("a", { class: "document", href: url, target: "_blank", rel: "noopener" }, ...inside);
}

function keyboard(entry, { taps, newestPrompt, acts }) {
  const old = entry.prompt > 0 && entry.prompt < newestPrompt;
  const rows = entry.rows.map((row) =>
    el("div", { class: "keys-row" }, ...row.map((button) => key(entry, button, taps, acts))));
  return el("div", { class: old ? "keys old" : "keys", role: "group", "aria-label": word("web.answers") }, ...rows);
}

function key(entry, button, taps, acts) {
  const underWay = taps.find((tap) => tap.body.choice === button.id)?.state ?? "";
  const chosen = entry.tapped === button.id || underWay !== "";
  const node = el("button", {
    type: "button",
    class: `key${button.picked ? " picked" : ""}${chosen ? " chosen" : ""}`,
    "data-choice": button.id,
    "data-state": underWay || null,
  });
  if (button.picked) node.append(icon("check"));
  if (underWay) node.append(icon(underWay === "failed" ? "warn" : "clock"));
  node.append(el("span", { class: "key-label" }, button.label));
  if (button.picked) node.append(hiddenText(word("web.picked")));
  else if (chosen) node.append(hiddenText(word("web.chosen")));
  node.addEventListener("click", () => acts.tap(entry.id, button.id));
  return node;
}

function failure(what, acts, id) {
  const line = el("div", { class: "failure" }, el("span", {}, word(`web.error.${what.why || "not_taken"}`)));
  if (what.lost) return line;
  const again = el("button", { type: "button", class: "retry" }, word(what.final ? "web.remove" : "web.retry"));
  again.addEventListener("click", () => (what.final ? acts.drop(id) : acts.retry(id)));
  line.append(again);
  return line;
}
