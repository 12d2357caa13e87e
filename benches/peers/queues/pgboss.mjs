import PgBoss from "pg-boss";
import { PACED, WAITING, counter, drainRow, latencyRow, paced } from "./measure.mjs";

const name = "pg-boss (PostgreSQL)";
const boss = new PgBoss(process.env.PEER_DATABASE);
boss.on("error", console.error);
await boss.start();
await boss.createQueue("paced");
await boss.createQueue("waiting");

const taken = new Float64Array(PACED);
const done = counter(PACED);
await boss.work("paced", { batchSize: 200, pollingIntervalSeconds: 0.5 }, async (jobs) => {
  for (const job of jobs) {
    taken[job.data.number] = performance.now();
    done.one();
  }
});
const asked = await paced((number) => boss.send("paced", { number }));
await done.all;
latencyRow(name, asked, taken);
await boss.offWork("paced");

for (let first = 0; first < WAITING; first += 1000) {
  await boss.insert(Array.from({ length: 1000 }, (_, at) => ({ name: "waiting", data: { number: first + at } })));
}
const drained = counter(WAITING);
const began = performance.now();
await boss.work("waiting", { batchSize: 1000, pollingIntervalSeconds: 0.5 }, async (jobs) => {
  for (const _ of jobs) drained.one();
});
await drained.all;
drainRow(name, began);
process.exit(0);
