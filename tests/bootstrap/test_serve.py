"""A port somebody else has is named before anything is set up."""

import socket

import pytest

from bootstrap.says import SetupError
from bootstrap.serve import HOST, require_free_port


def test_a_port_in_use_is_refused_with_another_one_to_try() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"Port {port} is in use.*PORT="):
            require_free_port(port)


def test_a_port_let_go_of_is_free() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port = taken.getsockname()[1]
    require_free_port(port)
