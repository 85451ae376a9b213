"""What the control words of Rich Text mean to somebody who only reads."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

WESTERN: Final = "cp1252"
ARABIC: Final = "cp1256"


class Place(Enum):
    """Where the text of a group belongs."""

    BODY = auto()
    NOTE = auto()
    RUNNING = auto()
    FONTS = auto()
    STYLES = auto()
    TITLE = auto()
    AUTHOR = auto()
    CREATED = auto()
    NOWHERE = auto()
    REPEATED = auto()


PLACES: Final[Mapping[str, Place]] = {
    "footnote": Place.NOTE,
    **dict.fromkeys(("header headerl headerr headerf").split(), Place.RUNNING),
    **dict.fromkeys(("footer footerl footerr footerf").split(), Place.RUNNING),
    "fonttbl": Place.FONTS,
    "stylesheet": Place.STYLES,
    "title": Place.TITLE,
    "author": Place.AUTHOR,
    "creatim": Place.CREATED,
    # What follows for old readers is said again for those that know Unicode.
    "upr": Place.REPEATED,
    **dict.fromkeys(
        (
            "annotation atnid atnauthor bkmkstart bkmkend colortbl company comment doccomm"
            " fldinst filetbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn generator info"
            " keywords listtable listoverridetable manager nonesttables objdata object operator"
            " pict pn revtbl rsidtbl shprslt sn sp subject sv tc themedata xe category hlinkbase"
            " datafield xmlnstbl latentstyles colorschememapping panose falt"
        ).split(),
        Place.NOWHERE,
    ),
}
# Groups that are marked as unknown to old readers and yet hold text.
STARRED: Final = frozenset({"shpinst", "shptxt", "result", "ud", "aftn"})

SYMBOLS: Final[Mapping[str, str]] = {
    "line": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
CODE_PAGES: Final[Mapping[int, str]] = {
    0: WESTERN,
    77: "mac_roman",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: ARABIC,
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}

BORDERS: Final = frozenset("par sect page cell nestcell row nestrow".split())
