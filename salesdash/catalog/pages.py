"""What the pages are called, on the screen and in a report."""

from __future__ import annotations

from collections.abc import Mapping

from salesdash.text import Text

PAGE_NAMES: Mapping[str, Text] = {
    "overview": Text("总览", "Overview"),
    "targets": Text("目标分解", "Targets"),
    "channels": Text("渠道效率", "Channels"),
    "channel": Text("渠道页", "A channel"),
    "customers": Text("客户分层", "Customers"),
    "customer": Text("客户专页", "A customer"),
    "kpis": Text("指标红绿灯", "KPIs"),
    "risks": Text("风险台账", "Risks"),
    "actions": Text("行动与复盘", "Actions"),
    "data": Text("数据导入", "Data"),
    "reports": Text("报告导出", "Reports"),
    "settings": Text("口径与设置", "Settings"),
}
