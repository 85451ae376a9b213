"""The HTML edge: a request comes in, one service is called, a page goes out."""

from docsearch.web.application import create_web

__all__ = ["create_web"]
