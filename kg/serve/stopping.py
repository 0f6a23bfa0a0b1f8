"""An application and a socket in; a server that a signal ends within seconds, whatever its clients do."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket

import uvicorn
from starlette.applications import Starlette

from kg.serve.worker import Workers

GRACE = 2  # seconds that queries have to end after the signal; then their processes are killed


class StoppingServer(uvicorn.Server):
    """A server that ends its workers before it waits for its connections.

    A thread that waits for a query cannot be cancelled: the query's process must end first.
    """

    def __init__(self, config: uvicorn.Config, workers: Workers) -> None:
        """Serve by `config`; `workers` end with the server."""
        super().__init__(config)
        self._workers = workers

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, give queries their grace, then end all."""
        # What ends in the midst of a request would each be told with a traceback.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        asyncio.get_running_loop().call_later(GRACE, self._workers.close)
        await super().shutdown(sockets)
        self._workers.close()


def _stay(number: int, frame: object) -> None:
    """Pass over the signal that uvicorn raises again after its end, so that what is open gets closed."""


def run_until_stopped(app: Starlette, bound: socket.socket) -> None:
    """Serve on `bound` until SIGINT or SIGTERM; the workers of `app` end in any case."""
    workers: Workers = app.state.server.workers
    config = uvicorn.Config(
        app,
        log_level="error",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=GRACE + 1,
        server_header=False,
    )
    before = {each: signal.signal(each, _stay) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        StoppingServer(config, workers).run([bound])
    finally:
        workers.close()
        for each, handler in before.items():
            signal.signal(each, handler)
