// The list that slides up over a phone: a dialog, so that keyboard and screen reader stay inside it.

import { make } from "./bubble.js";

const sheet = document.getElementById("sheet");

/** Shows the rows over `phone`; gives the chosen one, or null. */
export function choose(phone, title, rows, { lang, dir }) {
  const place = phone.getBoundingClientRect();
  for (const side of ["left", "width"]) sheet.style.setProperty(`--${side}`, `${place[side]}px`);
  sheet.style.setProperty("--bottom", `${Math.max(0, innerHeight - place.bottom)}px`);
  sheet.lang = lang;
  sheet.dir = dir;
  sheet.querySelector("h2").textContent = title;
  sheet.setAttribute("aria-label", title);
  const list = sheet.querySelector(".rows");
  list.replaceChildren();
  let section = null;
  rows.forEach((row, number) => {
    if (row.section && row.section !== section) list.append(make("h3", "", row.section));
    section = row.section;
    const choice = make("button", "choice");
    choice.value = String(number);
    choice.append(make("b", "", row.title));
    if (row.description) choice.append(make("span", "", row.description));
    choice.querySelectorAll("b, span").forEach((node) => { node.dir = "auto"; });
    list.append(choice);
  });
  sheet.returnValue = "";
  sheet.showModal();
  list.querySelector("button")?.focus();
  return new Promise((resolve) => {
    sheet.addEventListener("close", () => resolve(rows[Number.parseInt(sheet.returnValue, 10)] ?? null), { once: true });
  });
}

sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(""); });
