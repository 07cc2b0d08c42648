"""A store with the orders that the plans of these tests are held against."""

import pytest

from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.plans.versions import Plans
from tests.stores import fill
from tests.warehouse.typed.planned import ORDERS


@pytest.fixture
def warehouse(tmp_path):
    found = Warehouse(tmp_path / "store")
    fill(found, tmp_path, orders=ORDERS)
    return found


@pytest.fixture
def plans(warehouse):
    return Plans(warehouse)
