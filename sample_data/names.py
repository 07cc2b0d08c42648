"""What the customers are called, in Chinese and English, each city and brand word used together once."""

from dataclasses import dataclass

import numpy as np

from sample_data.company import Name, Region, names_of


@dataclass(frozen=True)
class Industry:
    """favours: the category it buys most of."""

    name: Name
    suffix: Name
    share: float
    favours: str


INDUSTRIES = (
    Industry(Name("咖啡", "Coffee"), Name("咖啡有限公司", "Coffee Co., Ltd."), 0.24, "咖啡设备"),
    Industry(Name("茶饮", "Tea drinks"), Name("茶饮有限公司", "Tea Co., Ltd."), 0.22, "茶饮设备"),
    Industry(Name("酒店", "Hotels"), Name("酒店管理有限公司", "Hotel Management Co., Ltd."), 0.16, "制冰冷藏"),
    Industry(Name("餐饮", "Restaurants"), Name("餐饮有限公司", "Catering Co., Ltd."), 0.22, "料理电器"),
    Industry(Name("烘焙", "Bakeries"), Name("烘焙食品有限公司", "Bakery Co., Ltd."), 0.16, "烘焙设备"),
    Industry(Name("商贸", "Trade"), Name("商贸有限公司", "Trading Co., Ltd."), 1.0, "净水设备"),
)  # fmt: skip

BRANDS = names_of(
    "云栖=Cloudrest", "晨曦=Daybreak", "青禾=Greenfield", "栖木=Perchwood", "半山=Midhill",
    "拾光=Gleanlight", "鹿鸣=Deersong", "南枝=Southbough", "初雪=Firstsnow", "听雨=Rainlisten",
    "澄湖=Clearlake", "松间=Pinegrove", "麦田=Wheatfield", "海盐=Seasalt", "微风=Softwind",
    "橙果=Orangefruit", "白鹭=Egret", "知味=Tastewise", "满座=Fullhouse", "归巢=Homenest",
    "稻香=Ricescent", "木棉=Kapok", "银杏=Ginkgo", "星河=Starriver", "月白=Moonwhite",
    "竹溪=Bamboobrook", "石桥=Stonebridge", "渔火=Fisherlight", "蓝湾=Bluebay", "红砖=Redbrick",
    "小满=Littlefull", "谷雨=Grainrain", "秋实=Autumnfruit", "冬阳=Wintersun", "春藤=Springvine",
    "金穗=Goldenear", "玉兰=Magnolia", "丹桂=Osmanthus", "芳草=Sweetgrass", "翠微=Emeraldmist",
    "远帆=Farsail", "长亭=Longpavilion", "短笛=Piccolo", "琥珀=Amber", "珊瑚=Coral",
    "陶然=Merrymaking", "悠然=Leisurely", "朴诚=Plainhonest", "同和=Concord", "万家=Tenthousand",
    "百味=Hundredtastes", "千寻=Thousandseeks", "一品=Firstclass", "双悦=Twinjoy", "三叶=Trefoil",
    "四季=Fourseasons", "五谷=Fivegrains", "六合=Sixways", "七彩=Sevenhues", "八方=Eightwinds",
    "九里=Ninemiles", "十里=Tenmiles", "乐享=Joyshare", "盛源=Richspring", "鼎新=Newvessel",
    "恒泰=Everpeace", "嘉禾=Fineharvest", "瑞丰=Luckycrop", "德润=Kindrain", "天成=Skymade",
    "启航=Setsail", "聚贤=Wisemeet", "和顺=Smoothway", "兴隆=Thriving", "宏达=Grandreach",
    "佳美=Goodbeauty", "优选=Bestpick", "品尚=Finestyle", "雅集=Elegantmeet", "逸仙=Freespirit",
)  # fmt: skip


class NamePool:
    """Hands out each name once and remembers how it reads in English."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()
        self.english: dict[str, str] = {}

    def take(self, region: Region, industry: Industry, rng: np.random.Generator) -> Name:
        while True:
            city = region.cities[rng.integers(len(region.cities))]
            brand = BRANDS[rng.integers(len(BRANDS))]
            if (city.zh, brand.zh) not in self._taken:
                self._taken.add((city.zh, brand.zh))
                name = Name(
                    f"{city.zh}{brand.zh}{industry.suffix.zh}",
                    f"{city.en} {brand.en} {industry.suffix.en}",
                )
                self.english[name.zh] = name.en
                return name
