"""A school day: teachers enter marks in the morning and publish them, the office writes to all families at noon, families
ask in the evening.

Driven by `benches/locust/run`, which starts the service and the provider simulator; Locust plays the providers' side of
the webhooks, and the simulator's ledger says what the school answered.
"""

import hashlib
import hmac
import itertools
import json
import os
import random
import re
import time

import requests
from locust import HttpUser, LoadTestShape, between, events, task

STUDENTS = int(os.environ["DAY_STUDENTS"])
CLASS_SIZE = 50
SECRET = os.environ["DAY_WA_SECRET"].encode()
MORNING, NOON, EVENING = (int(seconds) for seconds in os.environ.get("DAY_HOURS", "40,20,60").split(","))
numbers = itertools.count(1)
teachers = itertools.count(0)
families = itertools.count(0)


class Sender(HttpUser):
    abstract = True

    def deliver(self, path, body, headers, name):
        raw = json.dumps(body).encode()
        if path.endswith("whatsapp"):
            headers["X-Hub-Signature-256"] = "sha256=" + hmac.new(SECRET, raw, hashlib.sha256).hexdigest()
        headers["Content-Type"] = "application/json"
        with self.client.post(path, data=raw, headers=headers, name=name, catch_response=True) as answer:
            if answer.status_code not in (200, 503):
                answer.failure(f"status {answer.status_code}")


class Staff(Sender):
    """Speaks on Telegram, as the user of this number."""

    abstract = True

    def say(self, text, name):
        number = next(numbers)
        body = {"update_id": number, "message": {
            "message_id": number, "date": int(time.time()), "text": text,
            "from": {"id": self.user_id, "is_bot": False, "first_name": "S"},
            "chat": {"id": self.user_id, "type": "private"}}}
        headers = {"X-Telegram-Bot-Api-Secret-Token": os.environ["DAY_TG_SECRET"]}
        self.deliver("/webhooks/telegram/tg1", body, headers, name)


class Office(Staff):
    """One announcement to every family, at noon."""

    wait_time = between(1, 2)
    fixed_count = 1
    user_id = 4999

    def on_start(self):
        self.began = time.monotonic()
        self.announced = False

    @task
    def announce(self):
        if self.announced or time.monotonic() - self.began < MORNING:
            return
        self.announced = True
        self.say("annonce à tous : Réunion des parents jeudi à 16h, dans la grande salle.", "an announcement")
        # The number of families is to be typed: it stands in the answer.
        for _ in range(60):
            time.sleep(1)
            phone = requests.get(f"{os.environ['DAY_PROVIDERS']}/_sim/phones/telegram/{self.user_id}", timeout=10).text
            found = re.findall(r"envoyer (\d+)", phone)
            if found:
                return self.say(f"envoyer {found[-1]}", "send it")


class Teacher(Staff):
    """A list of marks for one class, saved, then published."""

    wait_time = between(2, 5)
    fixed_count = max(1, STUDENTS // CLASS_SIZE)

    def on_start(self):
        self.room = next(teachers) % max(1, STUDENTS // CLASS_SIZE)
        self.user_id = 5000 + self.room
        self.test = itertools.count(1)

    @task
    def marks(self):
        test = next(self.test)
        if test > 10:
            return
        first = self.room * CLASS_SIZE
        lines = [f"NOM{student} Prenom{student} {random.randint(4, 20)}" for student in range(first, first + CLASS_SIZE)]
        self.say(f"notes C{self.room} maths Devoir {test}\n" + "\n".join(lines), "a list of 50 marks")
        time.sleep(1)
        self.say("oui", "yes")
        time.sleep(1)
        self.say(f"publier Devoir {test} C{self.room}", "publish")
        time.sleep(1)
        self.say("oui", "yes")


class Family(Sender):
    """Asks for marks now and then; more often in the evening."""

    wait_time = between(1, 4)

    def on_start(self):
        self.student = next(families) % STUDENTS

    @task(5)
    def ask(self):
        self.say(random.choice(["notes", "moyenne", "notes maths", "il a eu combien"]), "a question")

    @task(1)
    def thank(self):
        self.say("merci", "thanks")

    def say(self, text, name):
        phone = f"22507{self.student:08}"
        message = {"id": f"wamid.day{next(numbers)}.{time.time_ns()}", "from": phone, "from_user_id": f"CI.{phone}",
                   "timestamp": str(int(time.time())), "type": "text", "text": {"body": text}}
        body = {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [{
            "field": "messages", "value": {
                "messaging_product": "whatsapp",
                "metadata": {"display_phone_number": "15550783881", "phone_number_id": "106540352242922"},
                "contacts": [{"profile": {"name": "F"}, "wa_id": phone, "user_id": f"CI.{phone}"}],
                "messages": [message]}}]}]}
        self.deliver("/webhooks/whatsapp", body, {}, name)


class Day(LoadTestShape):
    """Few families in the morning, all of them in the evening."""

    def tick(self):
        now = self.get_run_time()
        rooms = max(1, STUDENTS // CLASS_SIZE)
        if now < MORNING:
            return 1 + rooms + STUDENTS // 20, 50
        if now < MORNING + NOON:
            return 1 + rooms + STUDENTS // 50, 50
        if now < MORNING + NOON + EVENING:
            return 1 + rooms + STUDENTS // 4, 50
        return None


@events.quitting.add_listener
def judge(environment, **_):
    environment.process_exit_code = 1 if environment.stats.total.num_failures else 0
