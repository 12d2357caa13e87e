// One message on a screen. What people write is only ever text: nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text != null) node.textContent = text;
  return node;
}

/** Writing of people: its direction is its own, whatever surrounds it. */
function words(tag, className, text) {
  const node = make(tag, className, text);
  node.dir = "auto";
  return node;
}

const time = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const WORDS = { accepted: "on its way", sent: "sent", delivered: "delivered", read: "read", failed: "failed" };

function ticksOf(bubble) {
  const icon = { accepted: "one", sent: "one", delivered: "two", read: "two", failed: "failed" }[bubble.ticks];
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `ticks ${bubble.ticks}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", WORDS[bubble.ticks]);
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#tick-${icon}`);
  svg.append(use);
  return svg;
}

function metaOf(bubble) {
  const meta = make("span", "meta");
  if (bubble.edited) meta.append(make("i", "edited", "edited"));
  const at = make("time", "", time.format(new Date(bubble.at)));
  at.dateTime = bubble.at;
  meta.append(at);
  if (bubble.side === "person") meta.append(ticksOf(bubble));
  return meta;
}

function quoteOf(quoted) {
  const quote = make("blockquote", "quote");
  quote.append(words("p", "", quoted.text.split("\n").slice(0, 2).join("\n") || quoted.document?.name || "…"));
  return quote;
}

function documentOf(file) {
  const card = make("a", "document");
  card.href = new URL(file.url, location.href).pathname;
  card.target = "_blank";
  card.rel = "noopener";
  const kind = file.mime.split("/").pop().slice(0, 4).toUpperCase();
  card.append(make("span", "kind", kind), words("span", "name", file.name));
  card.append(make("span", "size", `${Math.max(1, Math.round(file.size / 1024))} kB`));
  return card;
}

function keyOf(button, press) {
  if (button.kind === "link" && /^https?:/.test(button.url ?? "")) {
    const link = words("a", "key", button.title);
    link.href = button.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return link;
  }
  const key = words("button", "key", button.title);
  key.type = "button";
  key.addEventListener("click", () => press(button));
  return key;
}

/** Buttons as the app lays them out: in rows, or behind the label that opens a list. */
function keysOf(bubble, words_, press, openList) {
  const keys = make("div", "keys");
  const rows = bubble.buttons.filter((button) => button.kind === "list_row");
  if (rows.length) {
    const opener = words("button", "key opener", bubble.menu ?? words_.menu);
    opener.type = "button";
    opener.setAttribute("aria-haspopup", "dialog");
    opener.addEventListener("click", () => openList(bubble, rows));
    keys.append(opener);
  }
  const others = Map.groupBy(bubble.buttons.filter((button) => button.kind !== "list_row"), (button) => button.row);
  for (const [, buttons] of [...others].sort(([a], [b]) => a - b)) {
    const row = make("div", "key-row");
    row.append(...buttons.map((button) => keyOf(button, press)));
    keys.append(row);
  }
  return keys;
}

/** Fills `item` with the message. */
export function draw(item, bubble, { quoted, speaker, words: words_, press, openList }) {
  item.className = `row ${bubble.side === "person" ? "mine" : "theirs"}`;
  item.dataset.kind = bubble.kind;
  const box = make("div", "bubble");
  box.append(make("span", "unseen", `${speaker}: `));
  if (quoted) box.append(quoteOf(quoted));
  if (bubble.header) box.append(words("p", "header", bubble.header));
  if (bubble.document) box.append(documentOf(bubble.document));
  if (bubble.text) box.append(words("p", "text", bubble.text));
  if (bubble.footer) box.append(words("p", "footer", bubble.footer));
  box.append(metaOf(bubble));
  if (bubble.reaction) box.append(make("span", "reaction", bubble.reaction));
  item.replaceChildren(box);
  if (bubble.buttons.length) item.append(keysOf(bubble, words_, press, openList));
}

/** Turns the ticks of a message whose words stay as they are, so that nobody hears it read out again. */
export function turnTicks(item, bubble) {
  item.querySelector(".ticks")?.replaceWith(ticksOf(bubble));
}
