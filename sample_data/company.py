"""Who and what exists in the made-up company, in both languages, so that no name is invented elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

COMPANY = ("暖岭商用厨房设备有限公司", "Nuanling Commercial Kitchen Equipment Co., Ltd.")
SEED = 20251116
START = date(2023, 1, 1)
AS_OF = date(2025, 11, 16)
# Written into the workbooks, so that the same rows are the same bytes; workbooks know no zones.
FILE_TIME = datetime(2025, 11, 16)  # noqa: DTZ001

FIELD, ONLINE = "field", "online"


class Name(NamedTuple):
    zh: str
    en: str


@dataclass(frozen=True)
class Region:
    name: Name
    sales_2023: float
    growth_2024: float
    growth_2025: float
    cities: tuple[Name, ...]


@dataclass(frozen=True)
class Channel:
    """Yearly values stand for 2023, 2024, 2025; price is the level against the price list."""

    name: Name
    reach: str
    sales_share: tuple[float, float, float]
    customer_share: float
    price: float
    roi: tuple[float, float, float]
    lead_conversion: float
    outlets: int
    purposes: tuple[float, float, float, float]


@dataclass(frozen=True)
class Product:
    name: Name
    category: str
    list_price: int
    cost_rate: float
    popularity: float
    usual_quantity: float
    core: bool = False


@dataclass(frozen=True)
class Person:
    """share: of the region's field (or online) sales; aim: what the plan's attainment comes to."""

    name: Name
    regions: tuple[str, ...]
    reach: str
    share: float
    aim: float
    manager: str


def names_of(*pairs: str) -> tuple[Name, ...]:
    return tuple(Name(*pair.split("=")) for pair in pairs)


REGIONS = (
    Region(Name("华东", "East"), 27.5e6, 1.16, 1.17, names_of(
        "上海=Shanghai", "杭州=Hangzhou", "苏州=Suzhou", "南京=Nanjing", "宁波=Ningbo", "无锡=Wuxi",
        "合肥=Hefei", "温州=Wenzhou", "嘉兴=Jiaxing", "南通=Nantong", "常州=Changzhou",
        "绍兴=Shaoxing")),
    Region(Name("华南", "South"), 15.5e6, 1.15, 1.17, names_of(
        "广州=Guangzhou", "深圳=Shenzhen", "佛山=Foshan", "东莞=Dongguan", "厦门=Xiamen",
        "福州=Fuzhou", "南宁=Nanning", "海口=Haikou", "珠海=Zhuhai", "泉州=Quanzhou")),
    Region(Name("华北", "North"), 18.0e6, 1.14, 1.17, names_of(
        "北京=Beijing", "天津=Tianjin", "石家庄=Shijiazhuang", "太原=Taiyuan", "济南=Jinan",
        "青岛=Qingdao", "沈阳=Shenyang", "大连=Dalian")),
    Region(Name("华中", "Central"), 12.5e6, 1.17, 1.18, names_of(
        "武汉=Wuhan", "长沙=Changsha", "郑州=Zhengzhou", "南昌=Nanchang", "洛阳=Luoyang",
        "宜昌=Yichang", "株洲=Zhuzhou", "襄阳=Xiangyang")),
    Region(Name("西南", "Southwest"), 11.0e6, 1.15, 1.16, names_of(
        "成都=Chengdu", "重庆=Chongqing", "昆明=Kunming", "贵阳=Guiyang", "绵阳=Mianyang",
        "遵义=Zunyi", "大理=Dali", "乐山=Leshan")),
)  # fmt: skip

PURPOSES = names_of("渠道建设=Channel building", "促销=Promotion", "内容=Content", "服务=Service")

CHANNELS = (
    Channel(Name("企业直销", "Direct sales"), FIELD, (0.280, 0.275, 0.265), 0.24, 1.000,
            (1.56, 1.60, 1.64), 0.060, 26, (0.50, 0.18, 0.14, 0.18)),
    Channel(Name("区域经销", "Distributors"), FIELD, (0.320, 0.305, 0.290), 0.15, 0.985,
            (1.46, 1.50, 1.54), 0.064, 84, (0.52, 0.24, 0.10, 0.14)),
    Channel(Name("品牌门店", "Showrooms"), FIELD, (0.080, 0.080, 0.080), 0.14, 1.010,
            (1.40, 1.44, 1.48), 0.056, 18, (0.46, 0.24, 0.14, 0.16)),
    Channel(Name("自营商城", "Own web shop"), ONLINE, (0.070, 0.070, 0.070), 0.10, 1.005,
            (1.46, 1.50, 1.54), 0.055, 1, (0.26, 0.32, 0.30, 0.12)),
    Channel(Name("天猫", "Tmall"), ONLINE, (0.100, 0.110, 0.125), 0.15, 1.000,
            (1.42, 1.45, 1.48), 0.052, 2, (0.26, 0.40, 0.24, 0.10)),
    Channel(Name("京东", "JD.com"), ONLINE, (0.100, 0.100, 0.100), 0.13, 0.995,
            (1.41, 1.45, 1.49), 0.054, 2, (0.28, 0.36, 0.24, 0.12)),
    Channel(Name("抖音", "Douyin"), ONLINE, (0.050, 0.060, 0.070), 0.09, 0.995,
            (1.38, 1.43, 1.48), 0.050, 1, (0.18, 0.36, 0.38, 0.08)),
)  # fmt: skip

CATEGORIES = names_of(
    "咖啡设备=Coffee", "茶饮设备=Tea drinks", "制冰冷藏=Ice and cooling", "烘焙设备=Baking",
    "净水设备=Water", "料理电器=Kitchen appliances", "耗材配件=Consumables",
)  # fmt: skip

PRODUCTS = (
    Product(Name("半自动咖啡机 C2", "Semi-automatic espresso machine C2"), "咖啡设备", 12800, 0.66, 0.8, 1.0, True),
    Product(Name("全自动咖啡机 A6", "Automatic coffee machine A6"), "咖啡设备", 18600, 0.64, 0.6, 1.0, True),
    Product(Name("磨豆机 G1", "Coffee grinder G1"), "咖啡设备", 2680, 0.63, 1.0, 2.2),
    Product(Name("封口机 S3", "Cup sealer S3"), "茶饮设备", 3280, 0.64, 1.3, 2.4, True),
    Product(Name("萃茶机 T5", "Tea brewer T5"), "茶饮设备", 4560, 0.65, 1.0, 1.9),
    Product(Name("果糖定量机 F1", "Syrup dispenser F1"), "茶饮设备", 1980, 0.62, 1.0, 3.0),
    Product(Name("制冰机 I60", "Ice maker I60"), "制冰冷藏", 5980, 0.68, 1.0, 1.6, True),
    Product(Name("制冰机 I120", "Ice maker I120"), "制冰冷藏", 9800, 0.67, 0.7, 1.2),
    Product(Name("冷藏展示柜 R2", "Display fridge R2"), "制冰冷藏", 4200, 0.69, 0.9, 1.8),
    Product(Name("热风烤箱 O4", "Convection oven O4"), "烘焙设备", 6480, 0.66, 0.8, 1.5),
    Product(Name("和面机 D20", "Dough mixer D20"), "烘焙设备", 3950, 0.65, 0.7, 1.8),
    Product(Name("醒发箱 P8", "Proofing cabinet P8"), "烘焙设备", 2900, 0.66, 0.6, 2.0),
    Product(Name("净水机 W400", "Water purifier W400"), "净水设备", 3680, 0.63, 1.6, 2.2, True),
    Product(Name("净水机 W800", "Water purifier W800"), "净水设备", 6200, 0.64, 1.1, 1.6),
    Product(Name("开水器 H30", "Water boiler H30"), "净水设备", 1880, 0.63, 1.3, 3.0),
    Product(Name("复合滤芯 L3", "Filter cartridge L3"), "净水设备", 380, 0.50, 1.7, 12.0),
    Product(Name("破壁机 B9", "High-speed blender B9"), "料理电器", 1580, 0.64, 1.2, 3.6),
    Product(Name("电磁炉 E35", "Induction cooker E35"), "料理电器", 1280, 0.66, 1.0, 4.0),
    Product(Name("保温汤桶 K15", "Soup warmer K15"), "料理电器", 690, 0.65, 0.9, 5.0),
    Product(Name("封口膜（箱）", "Sealing film (case)"), "耗材配件", 320, 0.55, 1.4, 14.0),
    Product(Name("咖啡机清洁片（盒）", "Machine cleaning tablets (box)"), "耗材配件", 96, 0.48, 1.1, 24.0),
    Product(Name("不锈钢奶缸 M6", "Steel milk pitcher M6"), "耗材配件", 128, 0.55, 0.8, 16.0),
)  # fmt: skip

LIST_PRICE_LEVEL = {2023: 1.0, 2024: 1.02, 2025: 1.035}

_EAST, _SOUTH, _NORTH, _CENTRAL, _SOUTHWEST = (region.name.zh for region in REGIONS)
MANAGERS = names_of("方建国=Fang Jianguo", "邓丽华=Deng Lihua", "韩铁军=Han Tiejun", "宋雅琴=Song Yaqin",
                  "冯志强=Feng Zhiqiang", "曹敏=Cao Min")  # fmt: skip

PEOPLE = (
    Person(Name("沈佳宁", "Shen Jianing"), (_EAST,), FIELD, 0.25, 0.985, "方建国"),
    Person(Name("陆文博", "Lu Wenbo"), (_EAST,), FIELD, 0.27, 0.985, "方建国"),
    Person(Name("许若彤", "Xu Ruotong"), (_EAST,), FIELD, 0.25, 0.990, "方建国"),
    Person(Name("顾明远", "Gu Mingyuan"), (_EAST,), FIELD, 0.23, 0.980, "方建国"),
    Person(Name("陈晓琳", "Chen Xiaolin"), (_SOUTH,), FIELD, 0.27, 0.995, "邓丽华"),
    Person(Name("梁志豪", "Liang Zhihao"), (_SOUTH,), FIELD, 0.26, 0.990, "邓丽华"),
    Person(Name("黄诗雅", "Huang Shiya"), (_SOUTH,), FIELD, 0.24, 1.000, "邓丽华"),
    Person(Name("郑宇航", "Zheng Yuhang"), (_SOUTH,), FIELD, 0.23, 0.985, "邓丽华"),
    Person(Name("王海峰", "Wang Haifeng"), (_NORTH,), FIELD, 0.20, 1.010, "韩铁军"),
    Person(Name("李思远", "Li Siyuan"), (_NORTH,), FIELD, 0.28, 1.050, "韩铁军"),
    Person(Name("赵雪梅", "Zhao Xuemei"), (_NORTH,), FIELD, 0.27, 1.050, "韩铁军"),
    Person(Name("孙立伟", "Sun Liwei"), (_NORTH,), FIELD, 0.25, 1.045, "韩铁军"),
    Person(Name("周子健", "Zhou Zijian"), (_CENTRAL,), FIELD, 0.36, 1.020, "宋雅琴"),
    Person(Name("吴梦洁", "Wu Mengjie"), (_CENTRAL,), FIELD, 0.33, 1.005, "宋雅琴"),
    Person(Name("何俊杰", "He Junjie"), (_CENTRAL,), FIELD, 0.31, 1.015, "宋雅琴"),
    Person(Name("罗晓东", "Luo Xiaodong"), (_SOUTHWEST,), FIELD, 0.35, 1.010, "冯志强"),
    Person(Name("唐雨薇", "Tang Yuwei"), (_SOUTHWEST,), FIELD, 0.34, 1.015, "冯志强"),
    Person(Name("杨凯", "Yang Kai"), (_SOUTHWEST,), FIELD, 0.31, 1.010, "冯志强"),
    Person(Name("林诗涵", "Lin Shihan"), (_EAST,), ONLINE, 1.0, 1.000, "曹敏"),
    Person(Name("郭浩然", "Guo Haoran"), (_SOUTH, _SOUTHWEST), ONLINE, 1.0, 1.005, "曹敏"),
    Person(Name("马欣怡", "Ma Xinyi"), (_NORTH, _CENTRAL), ONLINE, 1.0, 1.030, "曹敏"),
)  # fmt: skip


@dataclass(frozen=True)
class Promotion:
    """Runs every year between the two (month, day) marks, online; lowers prices and lifts demand."""

    name: Name
    first: tuple[int, int]
    last: tuple[int, int]
    demand: float
    discount: float


PROMOTIONS = (
    Promotion(Name("618大促", "618 festival"), (6, 1), (6, 20), 1.8, 0.03),
    Promotion(Name("双11大促", "Double 11"), (11, 1), (11, 11), 2.0, 0.03),
    Promotion(Name("双12促销", "Double 12"), (12, 10), (12, 12), 1.7, 0.02),
)
