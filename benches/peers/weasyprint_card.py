"""The card by WeasyPrint: HTML and CSS."""

import html

import weasyprint
from weasyprint.text.fonts import FontConfiguration

import common

STYLE = weasyprint.CSS(string="""
@page { size: A4; margin: 11mm 13mm }
body { font: 8.6pt "Noto Sans" } h1 { font-size: 14pt; margin: 0 } h2 { font-size: 10.5pt; color: #1f5f99; margin: 0 }
.facts { background: #eef3f8; padding: 6pt; margin: 5pt 0 } .facts div { display: inline-block; width: 24% }
table { border-collapse: collapse; width: 100% } th { background: #1f5f99; color: white; font-size: 7.4pt }
td, th { padding: 3pt; text-align: center } td:first-child { text-align: left } tr:nth-child(even) td { background: #eef3f8 }
small { color: #5b6b7b } .sign { border: .5pt solid #c3ccd6; height: 21mm; display: inline-block; width: 32% }
""")
FONTS = FontConfiguration()


def facts(pairs):
    return "<div class=facts>" + "".join(
        f"<div><small>{html.escape(label)}</small><br><b>{html.escape(value)}</b></div>" for label, value in pairs
    ) + "</div>"


def make(number):
    card = common.CARD
    head = "".join(f"<th>{html.escape(name)}</th>" for name in common.HEADS)
    body = "".join(
        f"<tr><td><b>{html.escape(row[0])}</b><br><small>{html.escape(row[1])}</small></td>"
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[2:]) + "</tr>" for row in common.rows(number))
    page = (f"<html lang=fr><title>Bulletin T1 4e A</title><h2>{html.escape(card['school'])}</h2>"
            f"<h1>Bulletin T1, année 2026-2027</h1><h1>KOUASSI Awa {number}</h1>{facts(common.facts(number))}"
            f"<table><thead><tr>{head}</tr></thead>{body}</table>{facts(common.results())}<p>Avis du conseil de classe</p>"
            "<div class=sign>Le professeur principal</div> <div class=sign>Le chef d'établissement</div> "
            "<div class=sign>Le parent</div><p><small>Moyennes sur 20, au centième. Version 1 du 18/12/2026. "
            "Code 7K3M-Q4TX-92VP-AB5C, à vérifier sur carnet.example.org/v</small></p></html>")
    return weasyprint.HTML(string=page).write_pdf(stylesheets=[STYLE], font_config=FONTS, pdf_variant="pdf/a-2b")


common.measure(f"WeasyPrint {weasyprint.__version__}", make)
