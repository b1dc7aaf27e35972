"""What several folders of tests stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import migrations
from tests.workplace import Workplace, copy_of, workplace_in


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied: that is faster than migrating again."""
    path = tmp_path_factory.mktemp("prepared") / "interests.db"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def place(migrated: Path, tmp_path: Path) -> Iterator[Workplace]:
    """A workspace in which nothing happened yet."""
    with workplace_in(copy_of(migrated, tmp_path)) as found:
        yield found
