"""Where and when the figures were taken."""

import os
import platform
import re
from datetime import datetime
from pathlib import Path


def description() -> str:
    """Return the date, the machine and how busy it is, in one line."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return (
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M}; {_processor()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GB; {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; load {load}"
    )


def _processor() -> str:
    information = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    named = re.search(r"^model name\s*: (.*)$", information, re.MULTILINE)
    return named[1] if named else platform.machine()
