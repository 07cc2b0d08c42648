"""A report as one workbook: contents with links, a sheet per figure, and last the definitions."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.overrides import worded
from salesdash.charts.report import Report
from salesdash.export.deck.slide_plan import DEFAULTS, ReportStyle, spoken
from salesdash.export.safe_names import sheet_names
from salesdash.export.workbook import Formats, add_sheet, formats_of, new_book, write_note
from salesdash.text import Text

CONTENTS, DEFINITIONS = Text("目录", "Contents"), Text("口径", "Definitions")
CHAPTER, FIGURE, FINDING = Text("页面", "Page"), Text("图表", "Figure"), Text("结论", "Finding")
METRIC, MEANING = Text("指标", "Metric"), Text("怎么算", "How it is computed")
BACK = Text("← 目录", "← Contents")
LEFT = Text("没有放进来：{title}（{why}）", "Left out: {title} ({why})")
_WIDTHS = (28, 44, 84)


def xlsx(report: Report, choice: ReportStyle) -> bytes:
    """Each figure as `workbook.xlsx` writes it, and from the contents a link to its sheet and back."""
    out = io.BytesIO()
    book = new_book(out)
    formats = {
        **formats_of(book),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "link": book.add_format(
            {"font_color": "#17508f", "underline": 1, "text_wrap": True, "valign": "top"}
        ),
    }
    say, rules = choice.say, DEFAULTS if choice.rules is None else choice.rules
    entries = [
        (say(chapter.name), spoken(finding, choice))
        for chapter in report.chapters
        for finding in chapter.findings
    ]
    first, *names, last = sheet_names(
        [say(CONTENTS), *(figure.title for _, figure in entries), say(DEFINITIONS)]
    )
    contents = book.add_worksheet(first)
    _head(
        contents,
        formats,
        say(report.title),
        say(report.about),
        [say(n) for n in (CHAPTER, FIGURE, FINDING)],
    )
    write_note(contents, 2, say(report.line.text), _WIDTHS, formats["text"])
    for row, ((chapter, figure), name) in enumerate(zip(entries, names, strict=True), start=5):
        contents.write_string(row, 0, chapter, formats["text"])
        contents.write_url(
            row, 1, f"internal:'{_quoted(name)}'!A1", formats["link"], figure.title[:250]
        )
        contents.write_string(row, 2, figure.sentence, formats["text"])
        sheet = add_sheet(book, figure, name, formats, rules)
        at = max(len(figure.written), 2)
        sheet.write_url(0, at, f"internal:'{_quoted(first)}'!A1", formats["link"], say(BACK))
    for row, one in enumerate(report.left_out, start=6 + len(entries)):
        contents.write_string(
            row, 0, say(LEFT.format(title=one.title, why=one.why)), formats["quiet"]
        )
    keys = dict.fromkeys(key for _, figure in entries for key in figure.metrics if key in METRICS)
    defined = book.add_worksheet(last)
    _head(defined, formats, say(DEFINITIONS), "", [say(METRIC), say(MEANING)])
    for row, key in enumerate(keys, start=5):
        defined.write_string(row, 0, METRICS[key].name[choice.lang])
        defined.write_string(row, 1, worded(METRICS[key].definition, rules)[choice.lang])
    defined.set_column(1, 1, 110)
    book.close()
    return out.getvalue()


def _head(
    sheet: Worksheet, formats: Formats, title: str, about: str, columns: Sequence[str]
) -> None:
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, about, formats["quiet"])
    for at, (name, wide) in enumerate(zip(columns, _WIDTHS, strict=False)):
        sheet.write_string(4, at, name, formats["head"])
        sheet.set_column(at, at, wide)
    sheet.freeze_panes(5, 0)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _quoted(name: str) -> str:
    return name.replace("'", "''")
