"""Fixtures of the delivery's tests."""

from collections.abc import Iterator

import pytest

from tests.delivery.slack import TinySlack


@pytest.fixture
def slack() -> Iterator[TinySlack]:
    with TinySlack().serving() as serving:
        yield serving
