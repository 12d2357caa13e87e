// The page: four phones on one stream of changes, and the road's counts.

import { CAST } from "./cast.js";
import { Phone } from "./phone.js";
import { follow } from "./stream.js";
import { tabs } from "./tabs.js";

const STATES = { joining: "Connecting…", live: "Live", lost: "Connection lost, trying again…" };

let mark = () => {};
const phones = CAST.map((words) => new Phone(words, (phone) => mark(phone)));
document.getElementById("phones").append(...phones.map((phone) => phone.node));
mark = tabs(document.getElementById("tabs"), phones);

function say(state) {
  const line = document.getElementById("state");
  if (line.dataset.state === state) return;
  line.dataset.state = state;
  line.textContent = STATES[state];
}

let asked = null;

/** Reads the counts, at most a few times a second; a station whose count grew lights up. */
function count() {
  asked ??= setTimeout(async () => {
    asked = null;
    const answer = await fetch("/_sim/road").catch(() => null);
    if (!answer?.ok) return;
    for (const [name, value] of Object.entries(await answer.json())) {
      const output = document.querySelector(`[data-count="${name}"]`);
      if (!output || output.value === String(value)) continue;
      output.value = value;
      const station = output.closest("li");
      station.classList.remove("lit");
      requestAnimationFrame(() => station.classList.add("lit"));
    }
  }, 300);
}

follow({
  screens(views) {
    views.forEach((view, at) => phones[at].show(view));
    count();
  },
  change(event) {
    phones.find((phone) => phone.channel === event.channel && phone.id === event.id)?.apply(event);
    count();
  },
  state: say,
});
