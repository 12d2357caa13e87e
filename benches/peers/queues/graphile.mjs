import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { PACED, WAITING, counter, drainRow, latencyRow, paced } from "./measure.mjs";

const name = "graphile-worker (PostgreSQL)";
const connectionString = process.env.PEER_DATABASE;
const quiet = { logger: new Logger(() => () => {}), noHandleSignals: true };
const utils = await makeWorkerUtils({ connectionString });
await utils.migrate();

const taken = new Float64Array(PACED);
const done = counter(PACED);
const runner = await run({ ...quiet, connectionString, concurrency: 10, pollInterval: 500, taskList: {
  paced: async ({ number }) => {
    taken[number] = performance.now();
    done.one();
  },
} });
const asked = await paced((number) => utils.addJob("paced", { number }));
await done.all;
latencyRow(name, asked, taken);
await runner.stop();

const sql = "SELECT graphile_worker.add_job('waiting', json_build_object('number', n)) FROM generate_series(1, $1) AS n";
await utils.withPgClient((client) => client.query(sql, [WAITING]));
const drained = counter(WAITING);
const began = performance.now();
await run({ ...quiet, connectionString, concurrency: 50, maxPoolSize: 10, pollInterval: 500, taskList: {
  waiting: async () => drained.one(),
} });
await drained.all;
drainRow(name, began);
process.exit(0);
