"""Files kept under their checksum."""

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docsearch.domain.errors import Invalid, NotFound, Unavailable
from docsearch.storage import LocalFileStore


@pytest.fixture
def store(tmp_path: Path) -> LocalFileStore:
    return LocalFileStore(tmp_path / "uploads")


@given(st.binary(max_size=3000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_bytes_come_back_as_they_went_in(store: LocalFileStore, content: bytes) -> None:
    for _ in range(2):
        kept = store.keep(io.BytesIO(content), limit=3000)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.size == len(content)
    assert store.path(kept.sha256).read_bytes() == content
    assert list(store.keys()).count(kept.sha256) == 1


def test_the_limit_itself_is_accepted(store: LocalFileStore) -> None:
    store.keep(io.BytesIO(bytes(10)), limit=10)
    with pytest.raises(Invalid, match="file-too-large"):
        store.keep(io.BytesIO(bytes(11)), limit=10)
    assert len(list(store.keys())) == 1


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64, "\x00" * 64])
def test_a_key_that_is_not_there_is_not_found(store: LocalFileStore, key: str) -> None:
    with pytest.raises(NotFound, match="file-missing"):
        store.path(key)


def test_forgetting_is_final_and_may_be_repeated(store: LocalFileStore) -> None:
    kept = store.keep(io.BytesIO(b"x"), limit=10)
    store.forget(kept.sha256)
    store.forget(kept.sha256)
    assert list(store.keys()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("a file where a folder should be")
    with pytest.raises(Unavailable, match="storage-unusable"):
        LocalFileStore(tmp_path / "uploads").keep(io.BytesIO(b"x"), limit=10)
