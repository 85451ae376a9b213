"""The ban on the network holds, and this machine stays reachable."""

import socket

import pytest


def test_an_address_elsewhere_is_refused() -> None:
    with socket.socket() as client, pytest.raises(AssertionError, match="connect"):
        client.connect(("192.0.2.1", 80))


def test_a_name_elsewhere_is_not_looked_up() -> None:
    with pytest.raises(AssertionError, match="example"):
        socket.create_connection(("docsearch.example", 80))


def test_this_machine_is_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
