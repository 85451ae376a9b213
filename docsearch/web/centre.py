"""The centre that the application serves."""

from typing import Final, cast

from flask import Flask, current_app

from docsearch.services.centre import Centre

_NAME: Final = "docsearch.centre"


def keep_centre(app: Flask, centre: Centre) -> None:
    """Tie the centre to the application, and give templates ``has_disk_room``."""
    app.extensions[_NAME] = centre
    app.jinja_env.globals["has_disk_room"] = centre.room.is_left


def the_centre() -> Centre:
    """Return the centre of the present application."""
    return cast(Centre, current_app.extensions[_NAME])
