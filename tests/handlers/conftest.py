import pytest

from tests.handlers.counter import Counter
from tests.workplace import Workplace


@pytest.fixture
def counter(place: Workplace) -> Counter:
    return Counter(place)
