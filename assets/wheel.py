"""Hatchling hook: a wheel carries the built static files and the documents, or it is not built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig

DOCUMENTS = {"docs/handbuch": "passgenau/web/handbuch", "docs/methoden": "passgenau/web/methoden"}
BUILT = "src/passgenau/web/static/built/kern.css"


class CompleteWheel(BuildHookInterface[WheelBuilderConfig]):
    """Add what git does not hold beside the package; an editable install reads both from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Refuse a wheel without styles; put handbook and method sheets inside the package."""
        if version != "standard":
            return
        if not (Path(self.root) / BUILT).is_file():
            raise FileNotFoundError(f"{BUILT} is missing; run `./run assets` before building the wheel")
        build_data["force_include"].update(DOCUMENTS)
