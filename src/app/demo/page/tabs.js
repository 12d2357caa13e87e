// On a narrow screen: one phone at a time, chosen by tabs.

import { make } from "./bubble.js";

const narrow = matchMedia("(max-width: 1199px)");

/** Makes the tabs; gives a function that marks a phone with news. */
export function tabs(bar, phones) {
  let shown = 0;
  const buttons = phones.map((phone, number) => {
    const tab = make("button", "tab");
    tab.type = "button";
    tab.id = `tab-${phone.words.id}`;
    tab.append(make("b", "", phone.words.role.split(",")[0]), make("span", "", phone.words.app));
    tab.addEventListener("click", () => show(number));
    bar.append(tab);
    return tab;
  });

  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show((shown + step + phones.length) % phones.length);
    buttons[shown].focus();
  });

  function show(number) {
    shown = number;
    const one = narrow.matches;
    bar.setAttribute("role", "tablist");
    bar.hidden = !one;
    phones.forEach((phone, at) => {
      const chosen = at === number;
      const [tab, seat] = [buttons[at], phone.node];
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", seat.id);
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      seat.hidden = one && !chosen;
      if (one) seat.setAttribute("role", "tabpanel");
      else seat.removeAttribute("role");
      if (chosen || !one) tab.removeAttribute("data-news");
      if (chosen) phone.settle(false);
    });
  }

  narrow.addEventListener("change", () => show(shown));
  show(0);
  return (phone) => {
    const at = phones.indexOf(phone);
    if (narrow.matches && at !== shown) buttons[at].dataset.news = "";
  };
}
