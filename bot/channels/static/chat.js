// One chat as this page knows it: the server's entries, and what is still on its way there, in order.

import { post, upload } from "./net.js";

const UPLOAD_LIMIT = 5_000_000;
const HOPELESS = new Set(["too_big", "bad_request", "unknown_chat"]);

export class Chat {
  constructor(persona, changed) {
    this.persona = persona;
    this.id = persona.chat;
    this.entries = new Map();
    this.queue = [];
    this.online = true;
    this.unread = 0;
    this.draft = "";
    this.now = "";
    this.sending = false;
    this.changed = () => changed(this);
  }

  clear() {
    this.entries.clear();
    this.queue = this.queue.filter((item) => item.state !== "sent");
    this.unread = 0;
  }

  /** An entry from the server; true when it is new here and the bot's. */
  put(entry) {
    const isNew = !this.entries.has(entry.id);
    this.entries.set(entry.id, entry);
    const arrived = (item) => item.state === "sent" || (entry.state === "sent" && item.state !== "sending");
    this.queue = this.queue.filter((item) => item.entryId !== entry.id || !arrived(item));
    return isNew && entry.side === "bot";
  }

  /** Highest prompt number this phone has shown. */
  seen() {
    let highest = 0;
    for (const entry of this.entries.values()) highest = Math.max(highest, entry.prompt);
    return highest;
  }

  /** What stands in the log, oldest first: entries, then own messages that have not arrived yet. */
  shown() {
    const entries = [...this.entries.values()].sort((one, other) => one.order - other.order);
    const known = new Map(this.queue.map((item) => [item.entryId, item]));
    const merged = entries.map((entry) => {
      const item = known.get(entry.id);
      if (item) return { ...entry, state: item.state, why: item.why };
      return entry.state === "failed" && entry.attachment ? { ...entry, lost: true } : entry;
    });
    const waiting = this.queue.filter((item) => item.kind !== "choice" && !this.entries.has(item.entryId));
    return merged.concat(waiting.map((item) => item.entry));
  }

  /** Taps on buttons of that entry that are not through yet. */
  tapsUnderWay(entryId) {
    return this.queue.filter((item) => item.kind === "choice" && item.body.on === entryId);
  }

  get waiting() {
    return this.queue.filter((item) => item.state === "waiting").length;
  }

  say(text) {
    this.add({ kind: "text", body: { kind: "text", text, seen: this.seen() } }, { text });
  }

  tap(entryId, choice) {
    const same = (item) => item.kind === "choice" && item.body.on === entryId && item.body.choice === choice;
    const before = this.queue.find(same);
    if (before && before.state !== "failed") return;
    if (before) return void this.retry(before.entryId);
    this.add({ kind: "choice", body: { kind: "choice", choice, on: entryId, seen: this.seen() } }, {});
  }

  attach(file) {
    const picture = file.type.startsWith("image/");
    const attachment = { name: file.name, size: file.size, type: file.type, picture, url: "" };
    const tooBig = file.size > UPLOAD_LIMIT;
    const state = tooBig ? { state: "failed", why: "too_big", final: true } : {};
    this.add({ kind: "upload", file, body: { name: file.name, seen: this.seen() }, ...state }, { attachment });
  }

  /** place: "latitude,longitude" in degrees. */
  pin(place) {
    this.add({ kind: "location", body: { kind: "location", text: place, seen: this.seen() } }, { text: place });
  }

  add(item, shown) {
    const clientId = crypto.randomUUID();
    const entryId = `${this.id}:${clientId}`;
    const whole = { state: "waiting", why: "", ...item, clientId, entryId };
    whole.entry = {
      id: entryId, chat: this.id, side: "me", no: 0, at: this.now, text: "", rows: [], prompt: 0,
      edited: false, attachment: null, tapped: "", ...shown,
      get state() { return whole.state; },
      get why() { return whole.why; },
      get final() { return whole.final; },
    };
    this.queue.push(whole);
    this.changed();
    this.flush();
  }

  /** Send this one again, and all failed ones before and after it, in their order. */
  retry(entryId) {
    const entry = this.entries.get(entryId);
    if (entry && !this.queue.some((item) => item.entryId === entryId)) this.queueAgain(entry);
    for (const item of this.queue) if (item.state === "failed" && !item.final) item.state = "waiting";
    this.changed();
    this.flush();
  }

  /** A message this page only knows from the server (it was reloaded): the same id, so never twice. */
  queueAgain(entry) {
    const body = { kind: "text", text: entry.text, seen: this.seen() };
    const clientId = entry.id.slice(this.id.length + 1);
    this.queue.push({ kind: "text", state: "waiting", why: "", body, clientId, entryId: entry.id, entry });
  }

  drop(entryId) {
    this.queue = this.queue.filter((item) => item.entryId !== entryId);
    this.changed();
  }

  setOnline(on) {
    this.online = on;
    this.changed();
    if (on) this.flush();
  }

  async flush() {
    if (this.sending) return;
    this.sending = true;
    let item;
    while (this.online && (item = this.queue.find((one) => one.state === "waiting"))) {
      item.state = "sending";
      this.changed();
      await this.deliver(item);
      this.changed();
    }
    this.sending = false;
    this.changed();
  }

  async deliver(item) {
    const words = { chat: this.id, id: item.clientId, ...item.body };
    const error = item.kind === "upload" ? await upload(words, item.file) : await post("/api/send", words);
    if (!error || this.entries.get(item.entryId)?.state === "sent") {
      item.state = "sent";
      const done = item.kind === "choice" || this.entries.has(item.entryId);
      if (done) this.queue = this.queue.filter((one) => one !== item);
    } else if (error === "no_signal") {
      item.state = "waiting";
      this.online = false;
    } else {
      this.fail(item, error);
    }
  }

  /** Those behind a failed one fail with it: nothing may overtake it, unless it can never be sent. */
  fail(item, error) {
    item.state = "failed";
    item.why = error;
    item.final = HOPELESS.has(error);
    if (item.final) return;
    for (const one of this.queue) {
      if (one.state === "waiting") Object.assign(one, { state: "failed", why: error });
    }
  }
}
