"""The server for one PC: the site on threads of this process, and one worker as a child process.

Static files are served from the package. A server for many users runs :mod:`baophu.web.wsgi` under its own WSGI server
behind TLS; this one is for loopback.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from socketserver import ThreadingMixIn
from types import FrameType
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from baophu.web.errors import AddressUnusable, DemoHomeExposed
from baophu.web.home import Home

log = logging.getLogger(__name__)

WORKER_GRACE_SECONDS = 10.0
WORKER_CHECK_SECONDS = 1.0
WORKER_RESTARTS = 5


class ThreadedServer(ThreadingMixIn, WSGIServer):
    """One thread a request; threads end with the process."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no event; anything else is logged."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            log.error("request failed", exc_info=error)


class ThreadedServer6(ThreadedServer):
    """The same on an IPv6 address."""

    import socket

    address_family = socket.AF_INET6


class QuietHandler(WSGIRequestHandler):
    """Requests go to the log, without the client's own words in the path's query."""

    timeout = 60
    server_version = "baophu"
    sys_version = ""

    def log_message(self, format: str, *args: object) -> None:
        """One line a request, at debug level."""
        log.debug("%s %s", self.command, self.path.partition("?")[0])


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_host(home: Home, host: str) -> None:
    """Refuse to show a demo home, whose passwords are public, to other machines."""
    if home.is_demo and not is_loopback(host):
        raise DemoHomeExposed(host=host)


def serve(home: Home, *, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until TERM or Ctrl+C, then stop the worker; ``announce`` is told the address once we listen.

    Errors: ``DemoHomeExposed``, ``AddressUnusable``.
    """
    check_host(home, host)
    _allow_host(host)
    server = _listen(host, port)
    worker = WorkerProcess(home)

    def stop(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, name="shutdown", daemon=True).start()

    previous = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        worker.start()
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{server.server_address[1]}/")
        server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()
        worker.stop()
        for number, handler in previous.items():
            signal.signal(number, handler)


def _allow_host(host: str) -> None:
    from django.conf import settings

    if host not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, f"[{host}]" if ":" in host else host]


def _listen(host: str, port: int) -> ThreadedServer:
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    from baophu.web.wsgi import application

    kind = ThreadedServer6 if ":" in host else ThreadedServer
    try:
        server = kind((host, port), QuietHandler)
    except OSError as error:
        raise AddressUnusable(host=host, port=port, why=error.strerror or str(error)) from error
    server.set_app(StaticFilesHandler(application))
    return server


class WorkerProcess:
    """The worker child: started and stopped by its id, started again when it dies, a few times."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._watch_over, name="worker-watch", daemon=True)

    def start(self) -> None:
        """Start the child and the thread that watches over it."""
        self._start_child()
        self._watch.start()

    def stop(self) -> None:
        """Let the child stop (its input ends), ask it when it does not in time, and end it when that does not help."""
        self._stopping.set()
        if self._watch.is_alive():
            self._watch.join()
        child = self._process
        if child is None:
            return
        if child.stdin is not None:
            child.stdin.close()
        for end_harder in (child.terminate, child.kill):
            try:
                child.wait(WORKER_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                log.warning("the worker did not stop in time: %s", end_harder.__name__)
                end_harder()
        child.wait()

    def _start_child(self) -> None:
        words = [sys.executable, "-m", "baophu.web.worker", "--home", str(self._home.path), "--child"]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        log.info("worker started as process %s", self._process.pid)

    def _watch_over(self) -> None:
        restarts = 0
        while not self._stopping.wait(WORKER_CHECK_SECONDS):
            if self._process is None or self._process.poll() is None:
                continue
            log.error("the worker ended with code %s", self._process.returncode)
            if restarts >= WORKER_RESTARTS:
                return
            restarts += 1
            self._start_child()
