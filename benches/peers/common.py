"""What both peers share: the card, the clock, the row they print."""

import json
import pathlib
import resource
import sys

CARD = json.loads((pathlib.Path(__file__).parent / "card.json").read_text(encoding="utf-8"))
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
HEADS = ["Matière, professeur", "Moyenne /20", "Coef.", "Points", "Rang", "Min.", "Moy.", "Max.", "Appréciation"]


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def written(hundredths):
    return f"{hundredths // 100},{hundredths % 100:02}"


def rows(number):
    """The table; every student has other averages."""
    for at, subject in enumerate(CARD["subjects"]):
        hundredths = (number * 131 + at * 977) % 2000
        spread = subject["figures"]["spread"]
        figures = [written(spread[which]) for which in ("lowest", "mean", "highest")]
        yield [subject["subject"]["fr"], subject["teacher"], written(hundredths), str(subject["coefficient"] // 100),
               written(subject["points"]), str(subject["rank"]["place"]), *figures, subject["band"]]


def facts(number):
    return [("Classe", CARD["class"]), ("Matricule", f"A{number:04}"), ("Date de naissance", "03/05/2012"),
            ("Classés / effectif", "41/42")]


def results():
    return [("Moyenne générale", "13,02/20"), ("Rang", "2/41 ex æquo"), ("Appréciation", CARD["band"]),
            ("Distinction", CARD["distinction"]), ("Moyenne de la classe", "11,74"), ("La plus basse", "4,50"),
            ("La plus haute", "17,25"), ("Médiane", "12,61"), ("À 10 ou plus", "66,67 %")]


def measure(name, make):
    before = cpu()
    first = make(0)
    cold = cpu() - before
    before = cpu()
    for number in range(1, ROUNDS + 1):
        make(number)
    warm = (cpu() - before) / ROUNDS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"| {name} | {cold * 1000:.1f} ms | {warm * 1000:.1f} ms | {len(first)} | {peak} MB |")
