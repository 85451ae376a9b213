"""Lucene's own expectations, read from the shared material."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Words = tuple[str, ...]


def vectors(shared_data: Path, name: str) -> list[dict[str, Any]]:
    path = shared_data / "analysis_vectors" / f"lucene_{name}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["vectors"]
    assert found
    return found


def differences(shared_data: Path, name: str, chain: Callable[[str], Words]) -> Mapping[str, Words]:
    """What the chain makes of the inputs for which Lucene expects something else."""
    return {
        vector["input"]: chain(vector["input"])
        for vector in vectors(shared_data, name)
        if chain(vector["input"]) != tuple(vector["expected"])
    }
