"""The pages in the order of the meeting: name, question, and what each needs and teaches."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page

from salesdash import journal
from salesdash.catalog.metrics import LIGHTS
from salesdash.catalog.model import registry
from salesdash.catalog.pages import PAGE_NAMES
from salesdash.figures.lights.wording import sheets_of
from salesdash.text import Lang, Text

# The datasets of which one alone lights a KPI.
LIT = frozenset.union(
    *(
        frozenset.intersection(*(frozenset(sheets_of([need])) for need in metric.needs))
        for metric in LIGHTS
    )
)
# a picture of our own: the browser would fetch a named icon from its maker's server
ICON = Path(__file__).with_name("icon.svg")


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page; `needs` are the datasets that it is made of, and it only teaches where none of those that it
    `tells_of` is loaded. `filtered`: what it shows
    follows the filters of the frame; `listed`: it stands in the menu, and is not only led to. `asks_store`: what
    it asks is answered by the store itself, so that files come in while an engine beside it is lost."""

    key: str
    name: Text
    question: Text
    icon: str
    shows: Text
    needs: tuple[str, ...] = ("orders",)
    tells_of: Collection[str] = ("orders",)
    filtered: bool = True
    listed: bool = True
    asks_store: bool = False


PAGES = registry(
    (
        PageEntry(
            "overview",
            PAGE_NAMES["overview"],
            Text("今年的目标能完成吗？", "Are we on plan?"),
            ":material/dashboard:",
            Text(
                "达成进度与每个工作日还需完成多少、六张核心指标卡、累计曲线、红绿灯，以及和上期相比谁涨谁跌。",
                "Attainment and what each workday still has to bring, six cards, the cumulative curve, "
                "the lights, and who gained and lost most.",
            ),
            tells_of=LIT,
        ),
        PageEntry(
            "targets",
            PAGE_NAMES["targets"],
            Text(
                "每个人要完成多少，还来得及吗？", "What is each to reach, and can we still make it?"
            ),
            ":material/target:",
            Text(
                "计划与实际、月份 × 区域（或渠道、人员）的达成热力图、差距瀑布图，以及把全年目标精确拆分到月。",
                "Plan against actual, an attainment heatmap by month and member, the gap, and a year's "
                "target split to the months exactly.",
            ),
            tells_of=("orders", "targets"),
        ),
        PageEntry(
            "channels",
            PAGE_NAMES["channels"],
            Text("哪个渠道值得投入？", "Which channel earns its cost?"),
            ":material/hub:",
            Text(
                "各渠道的销售额、占比、增长、毛利率、费用和投入产出比，以及每个渠道的走势。",
                "Each channel's sales, share, growth, margin, spend and ROI, and its trend.",
            ),
        ),
        PageEntry(
            "channel",
            PAGE_NAMES["channel"],
            Text("这个渠道值得投入吗？", "Does this channel earn its cost?"),
            ":material/hub:",
            Text(
                "一个渠道的判断、六个数、逐项与同类和自己的过去比，以及它的客户、产品、大事和发货。",
                "The verdict on one channel, six numbers, each figure beside its peers and its own past, and "
                "its customers, products, events and deliveries.",
            ),
            listed=False,
        ),
        PageEntry(
            "customers",
            PAGE_NAMES["customers"],
            Text("客户是谁，谁在流失？", "Who are our customers, and who is leaving?"),
            ":material/groups:",
            Text(
                "高、中、低价值客户的人数与金额、帕累托曲线、按各自购买节奏判断的状态，以及本周该联系的名单。",
                "Tiers in people and money, the Pareto curve, status by each customer's own rhythm, and "
                "the list to call this week.",
            ),
        ),
        PageEntry(
            "customer",
            PAGE_NAMES["customer"],
            Text(
                "这位客户怎么了，下一步做什么？",
                "What is with this customer, and what is to be done?",
            ),
            ":material/person:",
            Text(
                "一位客户的订单、工单、打分、回访和约定在一条时间轴上，各项数字、买了的和还没买的产品。",
                "Orders, tickets, scores, visits and promises of one customer on one axis, the figures, the products "
                "and what is not bought yet.",
            ),
            listed=False,
        ),
        PageEntry(
            "kpis",
            PAGE_NAMES["kpis"],
            Text("哪盏灯是红的，为什么？", "Which light is red, and why?"),
            ":material/traffic:",
            Text(
                "全部指标按销售、客户、渠道、服务、市场、费用分组亮灯；没有数据的指标说明缺哪张表。",
                "All KPIs by perspective with their lights; those without data say which sheet is missing.",
            ),
            tells_of=LIT,
        ),
        PageEntry(
            "risks",
            PAGE_NAMES["risks"],
            Text("什么可能出问题，谁负责？", "What may go wrong, and who owns it?"),
            ":material/warning:",
            Text(
                "5 × 5 风险矩阵和可编辑的台账。", "The 5 × 5 matrix and the register, edited here."
            ),
            needs=(),
            filtered=False,
        ),
        PageEntry(
            "actions",
            PAGE_NAMES["actions"],
            Text("答应的事做了吗，有用吗？", "What was promised, and did it help?"),
            ":material/task_alt:",
            Text(
                "每个承诺的负责人、期限和关联指标，承诺时与现在的数，以及与其他对象相比有没有差别。",
                "Each promise: owner, day and KPI, its figure then and now, and whether it differs from others.",
            ),
            needs=(),
            filtered=False,
        ),
        PageEntry(
            "meeting",
            Text("会议", "Meeting"),
            Text(
                "上次说的做到了吗，这次定什么？",
                "What became of last time, and what is decided now?",
            ),
            ":material/co_present:",
            Text(
                "按议程一步一屏：进度、到期承诺、异常、往前看、收尾；收尾时冻结数字，生成纪要。",
                "One screen a step: the line, promises due, exceptions, a look ahead, the close, which freezes the "
                "figures and leaves the minutes.",
            ),
            needs=(),
            listed=False,
        ),
        PageEntry(
            "data",
            PAGE_NAMES["data"],
            Text("导入了什么，可信吗？", "What came in, and can I trust it?"),
            ":material/upload_file:",
            Text(
                "拖入表格、查看识别结果、导入回执与撤销。",
                "Drop files, see what was understood, receipts and undo.",
            ),
            needs=(),
            filtered=False,
            asks_store=True,
        ),
        PageEntry(
            "reports",
            PAGE_NAMES["reports"],
            Text("会后发什么出去？", "What goes out after the meeting?"),
            ":material/ios_share:",
            Text(
                "选好页面和图表，一键生成可编辑的 PPT、Excel 工作簿或单个网页文件；下周在同一份 PPT 上只更新数字。",
                "Choose pages and figures; one click makes an editable deck, a workbook or one page to read. Next "
                "week the same deck gets the new numbers.",
            ),
            tells_of=LIT,
        ),
        PageEntry(
            "settings",
            PAGE_NAMES["settings"],
            Text("每个数字是怎么算的？", "What does each number mean?"),
            ":material/tune:",
            Text(
                "每个指标的定义、公式、阈值与出处。",
                "Each number's definition, formula, thresholds and source.",
            ),
            needs=(),
            filtered=False,
            asks_store=True,
        ),
    )
)


def navigation(lang: Lang, *, is_hidden: bool = False) -> Page:
    """Lay out the menu, unless it is hidden, and the browser's tab; returns the page that the address asks for.

    Streamlit serves the first page at the bare address only; under its own name it leads there, so
    that every page's name is its address.
    """
    # before the menu, which else brings the tab an icon of its own
    st.set_page_config(page_icon=ICON, layout="wide")
    first, *others = PAGES.values()
    start = _page(first, lang, url_path="", default=True)
    by_name = _page(first, lang, url_path=first.key, visibility="hidden")
    asked = st.navigation(
        [start, by_name, *(_page(entry, lang, url_path=entry.key) for entry in others)],
        position="hidden" if is_hidden else "top",
    )
    if asked is by_name:
        st.switch_page(start, query_params={k: st.query_params.get_all(k) for k in st.query_params})
    st.set_page_config(page_title=f"{asked.title} · salesdash")
    journal.page.set(key_of(asked))
    return asked


def key_of(page: Page) -> str:
    return page.url_path or next(iter(PAGES))


def _page(entry: PageEntry, lang: Lang, **where: Any) -> Page:
    shown = {"visibility": "visible" if entry.listed else "hidden", **where}
    return st.Page(f"pages/{entry.key}.py", title=entry.name[lang], icon=entry.icon, **shown)
