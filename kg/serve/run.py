"""A graph folder, an address and limits in; a running web server until it is stopped."""

from __future__ import annotations

import socket
from pathlib import Path

from kg.errors import PolicingError, Unwritable
from kg.serve.limits import Limits


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address; Unwritable where it is taken or not ours.

    It names its protocol: asyncio sends small answers at once (TCP_NODELAY) only on sockets that do, and
    else every answer on a kept connection waits 40 ms for the client's acknowledgement.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise Unwritable(
            f"{host}:{port} cannot be served ({error.strerror}); choose another --port"
        ) from None
    return bound


def serve(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    token: str = "",
) -> None:
    """Serve the graph in `folder` until SIGINT or SIGTERM; loopback unless another `host` is given.

    With a `token`, who shows it may write the users' graphs.

    Raises NotAGraph, Unwritable where the address is taken, and PolicingError where the server's own
    packages are not installed.
    """
    try:
        from kg.serve.app import application
        from kg.serve.stopping import run_until_stopped
    except ImportError:
        raise PolicingError("the server needs more packages: pip install 'policing-kg[serve]'") from None
    bound = listening(host, port)
    try:
        run_until_stopped(application(folder, limits, token), bound)
    finally:
        bound.close()
