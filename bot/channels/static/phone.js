// One phone: draws the chat it shows, and hands on what is typed, tapped and attached.

import { drawEntry } from "./bubble.js";
import { el } from "./dom.js";
import { dayText, fillWords, word } from "./words.js";

const DOTS_AFTER = 150;
const NEAR_END = 80;
/** What an empty phone says first, as on any chat app's "Start" button. */
const BEGIN = "/start";
/** Where these phones stand: a made-up spot in the training commune, never that of who looks at the page. */
const PLACE = "21.50612,106.34420";

export class Phone {
  /** chats: of this role; acts: signal(chat, on). */
  constructor(role, chats, acts) {
    this.role = role;
    this.chats = chats;
    this.acts = acts;
    this.visible = true;
    this.drawn = new Map();
    this.unfolded = new Set();
    this.follow = true;
    this.root = this.build();
    this.show(chats[0]);
  }

  build() {
    const root = document.getElementById("phone-template").content.cloneNode(true).firstElementChild;
    fillWords(root);
    root.dataset.role = this.role;
    const part = (name) => root.querySelector(`.${name}`);
    this.parts = Object.fromEntries(
      ["avatar", "role", "name", "persona", "badge", "area", "signal", "log", "typing", "newer",
        "composer", "attach", "place", "file", "say", "signal-word", "begin", "hint"].map((name) => [name, part(name)]));
    this.parts.role.textContent = word(`web.role.${this.role}`);
    this.parts.name.hidden = this.chats.length > 1;
    this.parts.persona.hidden = this.chats.length < 2;
    this.parts.persona.append(...this.chats.map((chat) => el("option", { value: chat.id }, chat.persona.name)));
    this.listen();
    return root;
  }

  listen() {
    const { persona, signal, log, newer, composer, attach, place, file, say } = this.parts;
    persona.addEventListener("change", () => this.show(this.chats.find((chat) => chat.id === persona.value)));
    signal.addEventListener("click", () => this.acts.signal(this.chat, !this.chat.online));
    log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    newer.addEventListener("click", () => this.toEnd());
    this.parts.begin.querySelector("button").addEventListener("click", () => this.chat.say(BEGIN));
    attach.addEventListener("click", () => file.click());
    place.addEventListener("click", () => { this.follow = true; this.chat.pin(PLACE); });
    file.addEventListener("change", () => this.attached());
    composer.addEventListener("submit", (event) => { event.preventDefault(); this.said(); });
    say.addEventListener("input", () => this.grow());
    say.addEventListener("keydown", (event) => this.keyed(event));
    new ResizeObserver(() => this.follow && this.toEnd()).observe(log);
  }

  /** Enter sends; Shift+Enter is a new line; Enter that ends a Vietnamese syllable does not send. */
  keyed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.said();
  }

  said() {
    const text = this.parts.say.value.trim();
    if (!text) return;
    this.parts.say.value = "";
    this.grow();
    this.follow = true;
    this.chat.say(text);
  }

  attached() {
    const [file] = this.parts.file.files;
    this.parts.file.value = "";
    if (!file) return;
    this.follow = true;
    this.chat.attach(file);
  }

  grow() {
    const { say } = this.parts;
    this.chat.draft = say.value;
    say.style.height = "auto";
    say.style.height = say.value ? `${Math.min(say.scrollHeight + 3, 150)}px` : "";
  }

  show(chat) {
    this.chat = chat;
    const { log, say, persona, avatar, name, area } = this.parts;
    log.setAttribute("aria-busy", "true");
    log.replaceChildren();
    this.drawn.clear();
    this.follow = true;
    persona.value = chat.id;
    avatar.textContent = initials(chat.persona.name);
    name.textContent = chat.persona.name;
    area.textContent = chat.persona.area;
    this.parts.hint.textContent = chat.persona.hint;
    log.setAttribute("aria-label", word("web.log", { name: chat.persona.name }));
    this.root.setAttribute("aria-label", `${word(`web.role.${this.role}`)}: ${chat.persona.name}`);
    this.root.dataset.chat = chat.id;
    say.value = chat.draft;
    this.grow();
    this.update(chat);
    requestAnimationFrame(() => log.removeAttribute("aria-busy"));
  }

  /** The phone can be seen or not (tabs at phone width). */
  setVisible(visible) {
    const before = this.visible;
    this.visible = visible;
    this.root.classList.toggle("away", !visible);
    if (visible && !before) this.toEnd();
    this.update(this.chat);
  }

  get unread() {
    return this.chats.reduce((sum, chat) => sum + chat.unread, 0);
  }

  /** Something changed in one of this phone's chats. */
  update(chat) {
    if (chat === this.chat) {
      if (this.visible) chat.unread = 0;
      this.draw();
      this.showSignal();
      this.showTyping();
    }
    this.showUnread();
  }

  draw() {
    const { log } = this.parts;
    const wanted = this.nodes();
    const firstNew = wanted.find((node) => !node.isConnected && node.classList.contains("bot"));
    const keep = new Set(wanted);
    for (const node of [...log.children]) if (!keep.has(node)) node.remove();
    wanted.forEach((node, at) => {
      if (log.children[at] !== node) log.insertBefore(node, log.children[at] ?? null);
    });
    this.parts.begin.hidden = wanted.length > 0;
    if (this.follow) this.toEnd(firstNew);
    else if (firstNew) this.parts.newer.hidden = false;
  }

  nodes() {
    const shown = this.chat.shown();
    const newestPrompt = this.chat.seen();
    const nodes = [];
    let day = "";
    for (const entry of shown) {
      if (entry.at.slice(0, 10) !== day) nodes.push(this.dayNode((day = entry.at.slice(0, 10)), entry.at));
      nodes.push(this.entryNode(entry, newestPrompt));
    }
    const wanted = new Set(nodes);
    for (const [key, { node }] of this.drawn) if (!wanted.has(node)) this.drawn.delete(key);
    return nodes;
  }

  dayNode(day, at) {
    const key = `day:${day}`;
    if (!this.drawn.has(key)) {
      this.drawn.set(key, { node: el("li", { class: "day" }, el("span", {}, dayText(at))) });
    }
    return this.drawn.get(key).node;
  }

  /** Drawn anew only where something of it changed; the focus stays on the same button. */
  entryNode(entry, newestPrompt) {
    const taps = this.chat.tapsUnderWay(entry.id);
    const old = entry.prompt > 0 && entry.prompt < newestPrompt;
    const stamp = [entry.no, entry.state, old, ...taps.map((tap) => tap.body.choice + tap.state)].join(" ");
    const before = this.drawn.get(entry.id);
    if (before?.stamp === stamp) return before.node;
    const node = drawEntry(entry, { taps, newestPrompt, acts: this.entryActs(), unfolded: this.unfolded });
    const inPlace = before?.node.isConnected;
    if (inPlace) swap(before.node, node);
    this.drawn.set(entry.id, { node, stamp });
    return node;
  }

  entryActs() {
    return {
      tap: (id, choice) => { this.follow = true; this.chat.tap(id, choice); },
      retry: (id) => this.chat.retry(id),
      drop: (id) => this.chat.drop(id),
    };
  }

  /** To the end, but never past the beginning of what is new: a long message is read from its top. */
  toEnd(firstNew = null) {
    const { log, newer } = this.parts;
    const end = log.scrollHeight - log.clientHeight;
    const top = firstNew ? firstNew.offsetTop - 16 : end;
    log.scrollTop = Math.min(end, top);
    newer.hidden = true;
  }

  scrolled() {
    const { log, newer } = this.parts;
    this.follow = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    if (this.follow) newer.hidden = true;
  }

  showSignal() {
    const { signal } = this.parts;
    const { online, waiting } = this.chat;
    this.root.classList.toggle("offline", !online);
    signal.setAttribute("aria-checked", String(online));
    signal.querySelector("use").setAttribute("href", `#icon-${online ? "signal" : "no-signal"}`);
    const off = waiting ? word("web.signal.waiting", { n: waiting }) : word("web.signal.off");
    const state = online ? word("web.signal.on") : off;
    this.parts["signal-word"].textContent = state;
    signal.setAttribute("aria-label", word("web.signal", { state }));
  }

  /** Dots while the turn is under way, unless it is over at once. */
  showTyping() {
    const { sending } = this.chat;
    this.root.dataset.busy = String(sending || this.chat.waiting > 0);
    clearTimeout(this.dots);
    if (!sending) this.parts.typing.hidden = true;
    else this.dots = setTimeout(() => { this.parts.typing.hidden = !this.chat.sending; }, DOTS_AFTER);
  }

  showUnread() {
    const { badge, persona } = this.parts;
    const elsewhere = this.chats.reduce((sum, chat) => sum + (chat === this.chat ? 0 : chat.unread), 0);
    badge.hidden = elsewhere === 0;
    badge.textContent = elsewhere;
    this.chats.forEach((chat, at) => {
      const { name } = chat.persona;
      const text = chat.unread && chat !== this.chat ? word("web.persona.unread", { name, n: chat.unread }) : name;
      if (persona.options[at].textContent !== text) persona.options[at].textContent = text;
    });
  }
}

/** Put the new node in the old one's place; a focused button keeps the focus. */
function swap(before, after) {
  const focused = before.contains(document.activeElement) ? document.activeElement.dataset.choice : undefined;
  before.replaceWith(after);
  if (focused === undefined) return;
  const again = [...after.querySelectorAll(".key")].find((key) => key.dataset.choice === focused);
  (again ?? after.querySelector(".key"))?.focus({ preventScroll: true });
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return words.slice(-2).map((part) => part[0]?.toLocaleUpperCase("vi") ?? "").join("");
}
