"""A school of DAY_STUDENTS students for the day, as a school file on standard output."""

import json
import os

students = int(os.environ["DAY_STUDENTS"])
rooms = max(1, students // 50)
print(json.dumps({
    "schema": 1,
    "school": {"code": "day", "name": "Lycée du Jour", "country": "CI", "timezone": "Africa/Abidjan",
               "languages": ["fr", "en", "ar"], "link_by": "roster_phone"},
    "year": {"label": "2026-2027", "terms": [{"code": "T1", "starts": "2026-09-14", "ends": "2026-12-18"}]},
    "classes": [{"code": f"C{room}", "label": f"C{room}", "aliases": []} for room in range(rooms)],
    "subjects": [{"code": "MATH", "label": {"fr": "Mathématiques", "en": "Mathematics", "ar": "الرياضيات"}, "aliases": ["maths"]}],
    "staff": [{"code": f"T{room}", "name": f"M. PROF{room}", "role": "teacher", "telegram_id": 5000 + room, "language": "fr"}
              for room in range(rooms)]
             + [{"code": "OFFICE", "name": "Mme BUREAU", "role": "admin", "telegram_id": 4999, "language": "fr"}],
    "courses": [{"class": f"C{room}", "subject": "MATH", "teacher": f"T{room}", "coefficient": "4"} for room in range(rooms)],
    "students": [{"code": f"S{one}", "class": f"C{min(one // 50, rooms - 1)}", "last_name": f"NOM{one}",
                  "first_name": f"Prenom{one}"} for one in range(students)],
    "guardians": [{"code": f"P{one}", "name": f"Mme NOM{one}", "phone": f"+22507{one:08}", "language": "fr",
                   "children": [{"student": f"S{one}", "relation": "mother", "consent": "2026-09-10"}]} for one in range(students)],
    "assessments": [{"code": f"C{room}-D{test}", "class": f"C{room}", "subject": "MATH", "term": "T1", "kind": "devoir",
                     "label": f"Devoir {test}", "date": f"2026-10-{test:02}", "max": "20", "coefficient": "1"}
                    for room in range(rooms) for test in range(1, 11)],
    "marks": [],
}))
