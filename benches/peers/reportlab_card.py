"""The card by ReportLab: flowables of its own."""

import io

import reportlab
from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

import common

FONTS = "/usr/share/fonts/truetype/noto/NotoSans-"
pdfmetrics.registerFont(TTFont("Noto", FONTS + "Regular.ttf"))
pdfmetrics.registerFont(TTFont("NotoBold", FONTS + "Bold.ttf"))
pdfmetrics.registerFontFamily("Noto", normal="Noto", bold="NotoBold")
TEXT = ParagraphStyle("text", fontName="Noto", fontSize=8.6, leading=11)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=7, textColor=colors.HexColor("#5b6b7b"))
TITLE = ParagraphStyle("title", parent=TEXT, fontName="NotoBold", fontSize=14, leading=18)
BLUE, TINT = colors.HexColor("#1f5f99"), colors.HexColor("#eef3f8")


def facts(pairs, columns=4):
    cells = [Paragraph(f"{label}<br/><b>{value}</b>", TEXT) for label, value in pairs]
    cells += [""] * (-len(cells) % columns)
    table = [cells[at:at + columns] for at in range(0, len(cells), columns)]
    return Table(table, colWidths=[184 / columns * mm] * columns, style=[("BACKGROUND", (0, 0), (-1, -1), TINT)])


def make(number):
    card = common.CARD
    rows = [[Paragraph(f"<b>{row[0]}</b><br/>{row[1]}", TEXT), *row[2:]] for row in common.rows(number)]
    marks = Table(
        [common.HEADS, *rows], repeatRows=1,
        colWidths=[width * mm for width in (52, 18, 12, 14, 12, 14, 14, 14, 34)],
        style=[("FONT", (0, 0), (-1, -1), "Noto", 8.6), ("FONT", (0, 0), (-1, 0), "NotoBold", 7.4),
               ("BACKGROUND", (0, 0), (-1, 0), BLUE), ("TEXTCOLOR", (0, 0), (-1, 0), colors.white),
               ("ALIGN", (1, 0), (-2, -1), "CENTER"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
               ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, TINT])])
    signs = Table([["Le professeur principal", "Le chef d'établissement", "Le parent"]], rowHeights=[21 * mm],
                  colWidths=[61 * mm] * 3, style=[("FONT", (0, 0), (-1, -1), "Noto", 7), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                                                  ("BOX", (0, 0), (-1, -1), 0.5, colors.grey)])
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, margins=11 * mm, leftMargin=13 * mm, rightMargin=13 * mm, topMargin=11 * mm,
                      title="Bulletin T1 4e A", lang="fr").build([
        Paragraph(card["school"], TEXT), Paragraph("Bulletin T1, année 2026-2027", TITLE),
        Paragraph(f"KOUASSI Awa {number}", TITLE), QrCode("https://carnet.example.org/v/7K3MQ4TX92VPAB5C", width=60, height=60),
        facts(common.facts(number)), Spacer(1, 5), marks, Spacer(1, 5), facts(common.results()),
        Paragraph("Avis du conseil de classe", TEXT), Spacer(1, 12), signs,
        Paragraph("Moyennes sur 20, au centième. Version 1 du 18/12/2026. Code 7K3M-Q4TX-92VP-AB5C, à vérifier sur "
                  "carnet.example.org/v", SMALL)])
    return out.getvalue()


common.measure(f"ReportLab {reportlab.Version}", make)
