import pytest

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS, base_of
from salesdash.catalog.model import registry
from salesdash.catalog.rules.declared import RULES
from salesdash.catalog.rules.together import ABOUT
from salesdash.catalog.words.headers import normal_header
from salesdash.warehouse.store.schema import channel_kind


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.key)
def test_every_metric_speaks_both_languages_and_comes_down_to_models(metric):
    assert metric.name.zh
    assert metric.name.en
    assert metric.definition.zh
    assert metric.definition.en
    assert list(base_of(metric))


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.key)
def test_a_dataset_asks_for_little(dataset):
    assert 1 <= len(dataset.required) <= 2


def test_a_key_declared_twice_is_found_at_import():
    channel = DIMENSIONS["channel"]
    with pytest.raises(ValueError, match="declared twice"):
        registry((channel, channel))


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("销售额（万元）", "销售额"),
        ("Order ID ", "orderid"),
        ("ＳＫＵ", "sku"),
        ("Sub-Category", "subcategory"),
    ],
)
def test_headers_are_compared_without_what_varies(written: str, normal: str):
    assert normal_header(written) == normal


@pytest.mark.parametrize(
    ("channel", "kind"),
    [
        ("天猫旗舰店", "marketplace"),
        ("京东", "marketplace"),
        ("抖音直播间", "social"),
        ("官方商城", "own_shop"),
        ("华东经销商", "distributor"),
        ("直营门店", "store"),
        ("Showrooms", "store"),
        ("大客户直销", "direct"),
    ],
)
def test_the_kind_of_a_channel_is_guessed_by_its_name(channel: str, kind: str):
    assert channel_kind(channel) == kind


def test_every_rule_stands_in_one_place_of_the_settings():
    shown = [key for _, keys in ABOUT for key in keys]
    assert sorted(shown) == sorted(RULES)
