"""Celery with Redis: the same jobs, the same pace."""

import os
import subprocess
import sys
import time

from celery import Celery

PER_SECOND, PACED, WARMING, WAITING = 200, 4000, 400, 20000
NAME = "Celery (Redis, fsync each second)"
TAKEN = os.environ.get("PEER_TAKEN", "/tmp/carnet-peer-taken")
app = Celery("celery_bench", broker=f"redis://127.0.0.1:{os.environ['REDIS_PORT']}/1")
app.conf.task_ignore_result = True
app.conf.worker_prefetch_multiplier = 16


@app.task
def note(number):
    with open(TAKEN, "a", encoding="ascii") as taken:
        taken.write(f"{number} {time.time()}\n")


def worker():
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "celery_bench", "worker", "-c", "2", "--loglevel", "ERROR"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )


def lines():
    try:
        with open(TAKEN, encoding="ascii") as taken:
            return [line.split() for line in taken]
    except FileNotFoundError:
        return []


def wait_for(count):
    while len(lines()) < count:
        time.sleep(0.2)
    return {int(number): float(at) for number, at in lines()}


def main():
    if os.path.exists(TAKEN):
        os.remove(TAKEN)
    app.control.purge()
    running = worker()
    note.delay(-1)
    wait_for(1)
    asked, start = {}, time.time()
    for number in range(PACED):
        time.sleep(max(0.0, start + number / PER_SECOND - time.time()))
        asked[number] = time.time()
        note.delay(number)
    taken = wait_for(PACED + 1)
    times = sorted((taken[number] - asked[number]) * 1000 for number in range(WARMING, PACED))
    at = lambda quantile: f"{times[min(len(times) - 1, int(len(times) * quantile))]:.1f}"
    print(f"| enqueued → taken at {PER_SECOND}/s, {NAME} | p50 {at(0.5)} ms | p99 {at(0.99)} ms | p99.9 {at(0.999)} ms |")
    running.terminate()
    running.wait()

    os.remove(TAKEN)
    for number in range(WAITING):
        note.delay(number)
    running = worker()
    taken = sorted(wait_for(WAITING).values())
    print(f"| drained, {NAME} | {WAITING / (taken[-1] - taken[0]):.0f}/s |")
    running.terminate()
    running.wait()


if __name__ == "__main__":
    main()
