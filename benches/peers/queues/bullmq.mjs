import { Queue, Worker } from "bullmq";
import { PACED, WAITING, counter, drainRow, latencyRow, paced } from "./measure.mjs";

const connection = { host: "127.0.0.1", port: Number(process.env.REDIS_PORT) };
const name = "BullMQ (Redis, fsync each second)";
const queue = new Queue("carnet", { connection, defaultJobOptions: { removeOnComplete: true } });
await queue.obliterate({ force: true });

const taken = new Float64Array(PACED);
const done = counter(PACED);
const worker = new Worker("carnet", async (job) => {
  taken[job.data.number] = performance.now();
  done.one();
}, { connection, concurrency: 50 });
await worker.waitUntilReady();
const asked = await paced((number) => queue.add("job", { number }));
await done.all;
latencyRow(name, asked, taken);
await worker.close();

for (let first = 0; first < WAITING; first += 1000) {
  await queue.addBulk(Array.from({ length: 1000 }, (_, at) => ({ name: "job", data: { number: first + at } })));
}
const drained = counter(WAITING);
const began = performance.now();
const drainer = new Worker("carnet", async () => drained.one(), { connection, concurrency: 50 });
await drained.all;
drainRow(name, began);
await drainer.close();
await queue.close();
process.exit(0);
