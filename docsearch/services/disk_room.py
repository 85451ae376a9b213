"""Whether the disk of the centre has room for more reading."""

import shutil
from pathlib import Path


class DiskRoom:
    """Looks at the disk that holds the centre; asking costs next to nothing."""

    def __init__(self, home: Path, *, least: int) -> None:
        self._home = home
        self._least = least

    def is_left(self) -> bool:
        """Tell whether ``least`` bytes are free: without them nothing new is read."""
        try:
            return shutil.disk_usage(self._home).free >= self._least
        except OSError:
            # Whatever ails the folder is told by those who work in it.
            return True
