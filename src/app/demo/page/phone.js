// One phone: its screen and the hand that types on it.

import { draw, make, turnTicks } from "./bubble.js";
import { choose } from "./sheet.js";
import { act } from "./stream.js";

const TYPING_MS = 8000;
const TOAST_MS = 3000;

/** What makes a message look different, its ticks apart. */
const looks = ({ ticks, ...rest }) => JSON.stringify(rest);

export class Phone {
  constructor(words, onNews) {
    this.words = words;
    this.onNews = onNews;
    this.bubbles = new Map();
    this.node = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.part = (selector) => this.node.querySelector(selector);
    this.chat = this.part(".chat");
    this.log = this.part(".log");
    this.box = this.part("textarea");
    this.dress();
    this.listen();
  }

  /** Names, language, direction and what to try. */
  dress() {
    const { words, node } = this;
    node.id = `seat-${words.id}`;
    node.dataset.phone = words.id;
    node.setAttribute("aria-label", `${words.role}, ${words.app}`);
    this.part(".role").textContent = words.role;
    this.part(".app").textContent = words.app;
    const phone = this.part(".phone");
    phone.classList.add(words.app.toLowerCase());
    phone.lang = words.lang;
    phone.dir = words.dir;
    this.part(".avatar").textContent = words.initials;
    this.part(".peer-name").textContent = words.peer;
    this.part(".peer-state").textContent = words.peerState;
    const empty = this.part(".empty");
    empty.textContent = words.empty;
    empty.lang = "en";
    empty.dir = "ltr";
    this.log.setAttribute("aria-label", `Messages of ${words.role}`);
    this.chat.setAttribute("aria-label", `Conversation of ${words.role}; scrolls`);
    this.chat.setAttribute("role", "group");
    this.box.placeholder = words.placeholder;
    this.box.setAttribute("aria-label", `Write as ${words.role}`);
    this.part(".send").setAttribute("aria-label", `${words.send} (${words.role})`);
    this.part(".try ul").append(...words.tries.map(([label, text]) => this.example(label, text)));
  }

  example(label, text) {
    const item = make("li");
    const button = make("button", "example");
    button.type = "button";
    const [first, ...more] = text.split("\n");
    const code = make("code", "", more.length ? `${first} …` : first);
    code.dir = "auto";
    code.lang = this.words.lang;
    button.append(make("b", "", label), code);
    button.addEventListener("click", () => {
      this.box.value = text;
      this.grow();
      this.box.focus();
    });
    item.append(button);
    return item;
  }

  listen() {
    this.part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send();
    });
    this.box.addEventListener("input", () => this.grow());
    // Who reads at the bottom stays there when the window changes.
    this.chat.addEventListener("scroll", () => { this.away = this.isAway(); });
    new ResizeObserver(() => this.settle(this.away)).observe(this.chat);
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 168)}px`;
  }

  async send() {
    const text = this.box.value.trim();
    if (!text || this.sending) return;
    this.sending = true;
    const wrong = await act(this, "text", { text });
    this.sending = false;
    if (wrong) {
      this.toast(wrong);
      return;
    }
    this.box.value = "";
    this.grow();
  }

  async press(bubble, button) {
    const wrong = await act(this, "press", { bubble: bubble.id, button: button.id });
    if (wrong) this.toast(wrong);
  }

  async openList(bubble, rows) {
    const row = await choose(this.part(".phone"), bubble.menu ?? this.words.menu, rows, this.words);
    if (row) await this.press(bubble, row);
    this.box.focus();
  }

  /** The whole screen, as the server has it. */
  show(view) {
    this.channel = view.channel;
    this.id = view.id;
    const known = new Set(view.bubbles.map((bubble) => bubble.id));
    for (const id of this.bubbles.keys()) if (!known.has(id)) this.remove(id);
    view.bubbles.forEach((bubble) => this.put(bubble));
    this.part(".empty").hidden = this.bubbles.size > 0;
  }

  apply(change) {
    if (change.type === "bubble") this.put(change.bubble);
    if (change.type === "removed") this.remove(change.id);
    if (change.type === "typing") this.type(true);
    if (change.type === "toast" && change.text) this.toast(change.text);
    this.part(".empty").hidden = this.bubbles.size > 0;
  }

  put(bubble) {
    const known = this.bubbles.get(bubble.id);
    const stays = this.isAway();
    const item = known?.item ?? make("li");
    if (known && looks(known.bubble) === looks(bubble)) {
      turnTicks(item, bubble);
    } else {
      const hadFocus = item.contains(document.activeElement);
      draw(item, bubble, this.around(bubble));
      if (hadFocus) this.box.focus();
    }
    this.bubbles.set(bubble.id, { bubble, item });
    if (known) return this.settle(stays);
    this.log.append(item);
    if (bubble.side === "service") this.heard();
    this.settle(stays && bubble.side === "service");
  }

  /** What a message needs of its surroundings to be drawn. */
  around(bubble) {
    return {
      quoted: this.bubbles.get(bubble.reply_to)?.bubble,
      speaker: bubble.side === "person" ? this.words.role : this.words.peer,
      words: this.words,
      press: (button) => this.press(bubble, button),
      openList: (from, rows) => this.openList(from, rows),
    };
  }

  /** The service answered: it is not typing any more, and it has read what Telegram does not tell us it read. */
  heard() {
    this.type(false);
    this.onNews(this);
    if (this.channel !== "telegram") return;
    for (const { bubble, item } of this.bubbles.values()) {
      if (bubble.side === "person") turnTicks(item, { ...bubble, ticks: "read" });
    }
  }

  /** Whether somebody reads further up. */
  isAway() {
    return this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight > 80;
  }

  settle(stays) {
    if (!stays) this.chat.scrollTop = this.chat.scrollHeight;
  }

  remove(id) {
    this.bubbles.get(id)?.item.remove();
    this.bubbles.delete(id);
  }

  type(on) {
    clearTimeout(this.typingEnds);
    this.part(".typing").hidden = !on;
    this.part(".peer-state").textContent = on ? this.words.typing : this.words.peerState;
    if (on) this.typingEnds = setTimeout(() => this.type(false), TYPING_MS);
    if (on) this.settle(false);
  }

  toast(text) {
    const toast = this.part(".toast");
    toast.textContent = text;
    clearTimeout(this.toastEnds);
    this.toastEnds = setTimeout(() => { toast.textContent = ""; }, TOAST_MS);
  }
}
