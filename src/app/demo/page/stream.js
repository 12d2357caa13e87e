// The connection: reads all screens, then follows every change; begins again when it breaks.

const AGAIN_MS = 1500;

/** Calls `screens(list)` after each connection, `change(event)` for each change, `state(word)` for the eye. */
export function follow({ screens, change, state }) {
  const source = new EventSource("/_sim/events");
  // Changes that come while the screens are being read wait, so that no older screen covers them.
  let waiting = [];
  let reading = false;

  const again = () => {
    source.close();
    state("lost");
    setTimeout(() => follow({ screens, change, state }), AGAIN_MS);
  };

  const read = async () => {
    if (reading) return;
    reading = true;
    waiting ??= [];
    try {
      const answer = await fetch("/_sim/phones");
      if (!answer.ok) throw new Error(answer.status);
      screens(await answer.json());
      const missed = waiting;
      waiting = null;
      missed.forEach(change);
      state("live");
    } catch {
      again();
    } finally {
      reading = false;
    }
  };

  source.onopen = read;
  source.onerror = again;
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === "lagged" || event.type === "profile") read();
    else if (waiting) waiting.push(event);
    else change(event);
  };
}

/** Does something on a phone; gives back what went wrong, or null. */
export async function act(phone, action, body) {
  const path = `/_sim/phones/${phone.channel}/${encodeURIComponent(phone.id)}/${action}`;
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return null;
    return (await answer.text()) || `The answer was ${answer.status}.`;
  } catch {
    return "The demo does not answer. Is it still running?";
  }
}
