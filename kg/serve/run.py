"""A graph folder, an address and limits in; a running web server until it is stopped."""

from __future__ import annotations

import socket
from pathlib import Path

from kg.errors import PolicingError, Unwritable
from kg.serve.limits import Limits


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address; Unwritable where it is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise Unwritable(
            f"{host}:{port} cannot be served ({error.strerror}); choose another --port"
        ) from None
    return bound


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8000, limits: Limits | None = None) -> None:
    """Serve the graph in `folder` until interrupted; loopback unless another `host` is given.

    Raises NotAGraph, Unwritable where the address is taken, and PolicingError where the server's own
    packages are not installed.
    """
    try:
        import uvicorn

        from kg.serve.app import application
    except ImportError:
        raise PolicingError("the server needs more packages: pip install 'policing-kg[serve]'") from None
    bound = listening(host, port)
    app = application(folder, limits)
    config = uvicorn.Config(
        app, log_level="warning", timeout_keep_alive=5, timeout_graceful_shutdown=3, server_header=False
    )
    try:
        uvicorn.Server(config).run([bound])
    finally:
        app.state.server.workers.close()
        bound.close()
