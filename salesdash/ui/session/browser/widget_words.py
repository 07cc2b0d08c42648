"""The words that Streamlit's own widgets carry in English, said in Chinese on the Chinese page.

Streamlit cannot be told them, and its tables, uploads and calendars have no place to write ours. A
component without anything to see replaces them where they come up. What it cannot reach are letters
that a table paints. The months of a calendar follow the browser's language by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from salesdash.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Widget:
    """What Streamlit says in some of its own parts, named by their test ids: nowhere else, so that
    neither our words nor anybody's data change.

    `forms` are regular expressions, for words around a number or a name, and what each becomes.
    """

    parts: tuple[str, ...]
    words: tuple[Text, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()


_OUTSIDE = "(?:Error: )?Number is "

WIDGETS = (
    Widget(
        ("stFileUploader", "stTooltipContent"),
        (
            Text("选择文件", "Upload"),
            Text("选择文件", "Browse files"),
            Text("继续添加文件", "Add files"),
            Text("松开即可添加", "Drag and drop files here"),
            Text("松开即可添加", "Drag and drop a file here"),
            Text("选择文件", "file upload"),
            Text("只能选一个文件。", "Only one file is allowed."),
            Text("文件是空的。", "File size is too small."),
            Text("上传没有成功，请再试一次。", "Unexpected error. Please try again."),
        ),
        (
            (r"(\S+) per file", "每个文件最大 $1"),
            (r"File must be (\S+) or smaller\.", "文件不能大于 $1。"),
            (r"(\S*) ?files are not allowed\.", "不支持这种文件（$1）。"),
            (r"Remove (.+)", "移除 $1"),
        ),
    ),
    Widget(
        (
            "stElementToolbar",
            "stTooltipContent",
            "stDataFrame",
            "stDataFrameTooltipContent",
            "stVegaLiteChart",
            "stMetric",
            "stCode",
        ),
        (
            Text("搜索", "Search"),
            Text("输入要找的内容", "Type to search"),
            Text("上一个", "Previous Result"),
            Text("下一个", "Next Result"),
            Text("关闭搜索", "Close Search"),
            Text("显示或隐藏列", "Show/hide columns"),
            Text("下载 CSV", "Download as CSV"),
            Text("下载 PNG", "Download as PNG"),
            Text("全屏", "Fullscreen"),
            Text("退出全屏", "Close fullscreen"),
            Text("添加一行", "Add row"),
            Text("删除所选的行", "Delete row(s)"),
            Text("取消选择", "Clear selection"),
            Text("看数据", "Show data"),
            Text("看图", "Show chart"),
            Text("复制图的定义", "Copy Vega-Lite spec"),
            Text("复制", "Copy to clipboard"),
            Text("已复制", "Copied"),
            Text("请填写这一格。", "⚠️ Please fill out this cell."),
            Text("数据没能读出来", "Failed to load data"),
            Text("图", "Vega visualization"),
        ),
    ),
    Widget(
        ("stDataFrameColumnMenu", "stDataFrameColumnFormattingMenu", "stDataFrameStatisticsMenu"),
        (
            Text("列的菜单", "Dataframe column menu"),
            Text("复制列名", "Copy column name"),
            Text("升序排列", "Sort ascending"),
            Text("降序排列", "Sort descending"),
            Text("统计", "Statistics"),
            Text("格式", "Format"),
            Text("自动列宽", "Autosize"),
            Text("固定在左侧", "Pin column"),
            Text("取消固定", "Unpin column"),
            Text("隐藏此列", "Hide column"),
            Text("自动", "Automatic"),
            Text("千分位", "Localized"),
            Text("不带分隔", "Plain"),
            Text("缩写", "Compact"),
            Text("美元", "Dollar"),
            Text("欧元", "Euro"),
            Text("人民币", "Yen"),
            Text("百分比", "Percent"),
            Text("科学记数", "Scientific"),
            Text("会计格式", "Accounting"),
            Text("时长", "Duration"),
            Text("距今多久", "Distance"),
            Text("日历", "Calendar"),
            Text("个数", "Values"),
            Text("空白", "Empty"),
            Text("不同的值", "Distinct"),
            Text("平均", "Average"),
            Text("标准差", "Standard deviation"),
            Text("最小", "Minimum"),
            Text("最大", "Maximum"),
            Text("中位数", "Median"),
            Text("四分之一分位", "25th percentile"),
            Text("四分之三分位", "75th percentile"),
            Text("合计", "Sum"),
            Text("最短", "Minimum length"),
            Text("最长", "Maximum length"),
            Text("平均长度", "Average length"),
            Text("跨度", "Range"),
            Text("是", "True"),
            Text("否", "False"),
            Text("没有数据", "No data"),
            Text("按样本统计", "Based on sample"),
        ),
    ),
    Widget(
        ("stDownloadButtonError",),
        (
            Text("文件没有生成", "Failed to generate file for download"),
            Text("文件没有下载下来", "Download failed"),
        ),
    ),
    Widget(("stDataFrameColumnVisibilityMenu",), (Text("全选", "Select all"),)),
    Widget(
        ("stSelectboxVirtualDropdown", "stMultiSelectDropdown"),
        (
            Text("没有匹配的选项", "No results"),
            Text("没有选项", "No options"),
            Text("全选", "Select all"),
            Text("关闭", "Dismiss"),
        ),
        (
            (r"Add: (.+)", "添加：$1"),
            (r"Select (\d+) matches", "选中这 $1 项"),
            (
                r"You can only select up to (\d+) options?\. Remove an option first\.",
                "最多选 $1 项，请先移除一项。",
            ),
        ),
    ),
    Widget(
        ("stSelectbox", "stMultiSelect"),
        (
            Text("展开", "Open"),
            Text("清除", "Clear value"),
            Text("全部清除", "Clear all"),
            Text("请选择", "Choose an option"),
            Text("请选择", "Choose options"),
            Text("选择或输入", "Choose or add an option"),
            Text("选择或输入", "Choose or add options"),
            Text("没有可选的", "No options to select"),
        ),
        ((r"Remove (.+)", "移除 $1"),),
    ),
    Widget(
        (
            "stDateInput",
            "stDateInputCalendar",
            "stDateInputQuickSelectPopover",
            "stTooltipErrorContent",
        ),
        (
            Text("选日期", "Choose date"),
            Text("选起止日期", "Choose date range"),
            Text("关闭", "Dismiss"),
            Text("清除日期", "Clear date"),
            Text("清除日期", "Clear dates"),
            Text("上个月", "Previous month"),
            Text("下个月", "Next month"),
            Text("常用期间", "Date range"),
            Text("常用期间", "Quick select a date range"),
            Text("请选择", "Select..."),
            Text("最近 7 天", "Past week"),
            Text("最近 1 个月", "Past month"),
            Text("最近 3 个月", "Past 3 months"),
            Text("最近 6 个月", "Past 6 months"),
            Text("最近 1 年", "Past year"),
            Text("最近 2 年", "Past 2 years"),
            Text(
                "用方向键选日期，回车确认，Esc 关闭。",
                "Use arrow keys to navigate dates. Enter to select. Escape to close.",
            ),
        ),
        (
            (r"Choose date(?: range)?, (.+)", "选日期，$1"),
            (r"year, (.+)", "年，$1"),
            (r"month, (.+)", "月，$1"),
            (r"day, (.+)", "日，$1"),
            (r"(.+) start date", "$1（起）"),
            (r"(.+) end date", "$1（止）"),
            (
                r"Error: Date set outside allowed range\. Please select a date between (\S+) and (\S+)\.",
                "日期要在 $1 到 $2 之间。",
            ),
        ),
    ),
    Widget(
        ("InputInstructions", "stNumberInput", "stTextInput", "stTextArea"),
        (
            Text("按回车生效", "Press Enter to apply"),
            Text("按回车提交", "Press Enter to submit form"),
            Text("按 Ctrl+回车生效", "Press Ctrl+Enter to apply"),
            Text("按 ⌘+回车生效", "Press ⌘+Enter to apply"),
            Text("按 Ctrl+回车提交", "Press Ctrl+Enter to submit form"),
            Text("按 ⌘+回车提交", "Press ⌘+Enter to submit form"),
            Text("减少", "Decrement"),
            Text("增加", "Increment"),
            Text("清空", "Clear entry"),
            Text("清空", "Clear value"),
        ),
    ),
    Widget(
        ("stNumberInput", "stTooltipContent"),
        forms=(
            (_OUTSIDE + r"below the allowed range\.", "低于允许的范围。"),
            (_OUTSIDE + r"above the allowed range\.", "超出允许的范围。"),
            (_OUTSIDE + r"below .+ greater than or equal to (.+)\.", "不能小于 $1。"),
            (_OUTSIDE + r"above .+ less than or equal to (.+)\.", "不能大于 $1。"),
            (_OUTSIDE + r"outside .+ between (.+) and (.+)\.", "须在 $1 到 $2 之间。"),
        ),
    ),
    Widget(
        ("stTooltipIcon", "stTooltipHoverTarget", "stPopoverButton", "stMenuButton"),
        (Text("说明", "Help"),),
        (
            (r"Help for (.+)", "$1的说明"),
            (r"more_\w+ icon", "更多"),  # the name of a button that is an icon alone
            (r"\w+ icon", "图标"),
        ),
    ),
    Widget(
        (
            "stSkipToContent",
            "stStatusWidget",
            "stConnectionStatus",
            "stDialog",
            "stToastContainer",
            "stTooltipContent",
        ),
        (
            Text("跳到正文", "Skip to main content"),
            Text("关闭", "Close"),
            Text("关闭", "Dismiss"),
            Text("通知", "Notifications"),
            Text("停止", "Stop"),
            Text("正在连接", "Connecting"),
            Text("正在连接服务", "Connecting to Streamlit server"),
            Text("连接不上", "Error"),
            Text("连接不上服务", "Unable to connect to Streamlit server"),
            Text("连接中断", "Connection error"),
            Text(
                "服务没有响应，请检查网络，或请管理员看看服务是否在运行。",
                "Streamlit server is not responding. Are you connected to the internet?",
            ),
            Text(
                "服务没有响应。如果它已停止，请重新启动：",
                "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:",
            ),
            Text("找不到这一页", "Page not found"),
        ),
    ),
)
_SCRIPT = Path(__file__).with_suffix(".js")
_HTML_LANGUAGE = "zh-CN"


def speak(lang: Lang) -> None:
    """Let Streamlit's own words be in the page's language, from now on and on every page."""
    if lang == "zh":
        _speaker()(key="widget_words", height=1, data=_DATA)


@st.cache_resource
def _speaker() -> Any:
    return st.components.v2.component("widget_words", js=_SCRIPT.read_text(encoding="utf-8"))


_DATA = {
    "language": _HTML_LANGUAGE,
    "widgets": [
        {
            "parts": ", ".join(f"[data-testid='{part}']" for part in widget.parts),
            "words": {words.en: words.zh for words in widget.words},
            "forms": widget.forms,
        }
        for widget in WIDGETS
    ],
}
