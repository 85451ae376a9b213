"""Signing in by a one-time link."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_security import login_user
from flask_security.proxies import _security
from werkzeug import Response

from docsearch.domain.errors import NotFound
from docsearch.domain.permissions import ANONYMOUS
from docsearch.web.centre import the_centre
from docsearch.web.errors import sentence

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/connexion/lien/<token>")
def sign_in_by_link(token: str) -> Response:
    """Sign in whoever holds the link; one that was used leads to the other ways in."""
    if request.method == "HEAD":
        # Mail programs look at links before people do.
        return Response()
    try:
        user_id = the_centre().accounts.redeem(ANONYMOUS, token)
        account = _security.datastore.find_user(id=user_id)
        if account is None or not login_user(account, authn_via=["link"]):
            raise NotFound("sign-in-link-spent")
    except NotFound as error:
        flash(sentence(error), "error")
        return redirect(url_for("security.login"))
    flash(_("You are signed in."))
    return redirect(url_for("search.home"))
