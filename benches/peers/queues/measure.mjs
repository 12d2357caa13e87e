// What is asked of every queue alike: jobs that do nothing, 200 a second, then 20,000 that wait.

export const PER_SECOND = 200;
export const PACED = 4000;
const WARMING = 400;
export const WAITING = 20000;

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Resolves when `count` jobs have been done. */
export function counter(count) {
  let done = 0;
  let finish;
  const all = new Promise((resolve) => (finish = resolve));
  return { all, one: () => ++done === count && finish() };
}

/** Calls `enqueue(number)` at an even pace; `taken[number]` and the returned times are on one clock. */
export async function paced(enqueue) {
  const asked = new Float64Array(PACED);
  const start = performance.now();
  for (let number = 0; number < PACED; number++) {
    const wait = start + (number * 1000) / PER_SECOND - performance.now();
    if (wait > 0) await sleep(wait);
    asked[number] = performance.now();
    await enqueue(number);
  }
  return asked;
}

export function latencyRow(name, asked, taken) {
  const times = [];
  for (let number = WARMING; number < PACED; number++) times.push(taken[number] - asked[number]);
  times.sort((a, b) => a - b);
  const at = (quantile) => times[Math.min(times.length - 1, Math.floor(times.length * quantile))].toFixed(1);
  console.log(`| enqueued → taken at ${PER_SECOND}/s, ${name} | p50 ${at(0.5)} ms | p99 ${at(0.99)} ms | p99.9 ${at(0.999)} ms |`);
}

export function drainRow(name, began) {
  const rate = (WAITING / (performance.now() - began)) * 1000;
  console.log(`| drained, ${name} | ${rate.toFixed(0)}/s |`);
}
