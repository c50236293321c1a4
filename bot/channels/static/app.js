// Starts the page: words, personas, three phones, tabs, clock, and the line to the server.

import { Chat } from "./chat.js";
import { startClock } from "./clock.js";
import { el } from "./dom.js";
import { listen, post } from "./net.js";
import { Phone } from "./phone.js";
import { fillWords, loadWords, word } from "./words.js";

const ROLES = ["household", "enumerator", "officer"];
const NARROW = matchMedia("(max-width: 1023px)");
const NOTICE_STAYS = 6000;

let boot = "";
let current = 0;
let noticeTimer = 0;

const chats = new Map();
const phones = [];

function notice(code, { stays = false } = {}) {
  const line = document.getElementById("notice");
  line.textContent = code ? word(`web.error.${code}`) : "";
  clearTimeout(noticeTimer);
  if (code && !stays) noticeTimer = setTimeout(() => (line.textContent = ""), NOTICE_STAYS);
}

async function setSignal(chat, on) {
  if (!on) chat.setOnline(false);
  const error = await post("/api/signal", { chat: chat.id, on });
  if (!error && on) chat.setOnline(true);
  notice(error);
}

function buildPhones(personas) {
  for (const role of ROLES) {
    const own = personas.filter((persona) => persona.role === role).map((persona) => new Chat(persona, changed));
    if (!own.length) continue;
    own.forEach((chat) => chats.set(chat.id, chat));
    phones.push(new Phone(role, own, { signal: setSignal }));
  }
  document.getElementById("phones").append(...phones.map((phone) => phone.root));
}

function changed(chat) {
  const phone = phones.find((one) => one.chats.includes(chat));
  phone?.update(chat);
  showTabs();
}

function buildTabs() {
  const tabs = phones.map((phone, at) => {
    const badge = el("span", { class: "badge", hidden: true });
    const tab = el("button", { type: "button", class: "tab" }, word(`web.role.${phone.role}`), badge);
    tab.dataset.role = phone.role;
    tab.addEventListener("click", () => select(at));
    return tab;
  });
  document.getElementById("tabs").append(...tabs);
}

function select(at) {
  current = at;
  phones.forEach((phone, index) => phone.setVisible(!NARROW.matches || index === at));
  showTabs();
}

function showTabs() {
  [...document.querySelectorAll(".tab")].forEach((tab, at) => {
    tab.setAttribute("aria-current", String(at === current));
    const badge = tab.querySelector(".badge");
    const { unread } = phones[at];
    badge.hidden = unread === 0;
    badge.textContent = unread;
    tab.setAttribute("aria-label", unread
      ? word("web.tab.unread", { role: tab.firstChild.textContent, n: unread }) : tab.firstChild.textContent);
  });
}

function setLarger(on) {
  document.documentElement.classList.toggle("larger", on);
  document.getElementById("larger").setAttribute("aria-pressed", String(on));
  phones.forEach((phone) => phone.grow());
  try { localStorage.setItem("larger", on ? "1" : ""); } catch { /* a page without storage works too */ }
}

function startLarger() {
  let kept = "";
  try { kept = localStorage.getItem("larger") ?? ""; } catch { /* as above */ }
  setLarger(kept === "1");
  document.getElementById("larger").addEventListener("click", () =>
    setLarger(!document.documentElement.classList.contains("larger")));
}

/** Another boot: the demo was restarted, and the phones begin empty. */
function takeStatus(status, showTime) {
  if (boot && boot !== status.boot) chats.forEach((chat) => { chat.clear(); chat.changed(); });
  boot = status.boot;
  showTime(status.now);
  for (const chat of chats.values()) {
    chat.now = status.now;
    const online = !status.without_signal.includes(chat.id);
    if (online !== chat.online) chat.setOnline(online);
  }
}

function takeEntry(entry) {
  const chat = chats.get(entry.chat);
  if (!chat) return;
  if (chat.put(entry)) chat.unread += 1;
  chat.changed();
}

async function start() {
  await loadWords();
  document.documentElement.lang = word("web.lang");
  document.title = word("web.title");
  fillWords(document);
  const answer = await fetch("/api/personas");
  buildPhones(await answer.json());
  buildTabs();
  startLarger();
  select(0);
  NARROW.addEventListener("change", () => select(current));
  const showTime = startClock(notice);
  listen({
    status: (status) => takeStatus(status, showTime),
    entry: takeEntry,
    connected: (on) => {
      document.documentElement.dataset.connected = String(on);
      notice(on ? "" : "unreachable", { stays: true });
    },
  });
}

start();
