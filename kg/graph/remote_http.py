"""The address of a SPARQL server in, its replies to requests out, or one line that says why there is none.

Credentials come from the address (`http://USER:PASSWORD@HOST/…`) or from the environment: KG_STORE_USER and
KG_STORE_PASSWORD for a server that asks for Basic or Digest authentication, KG_STORE_TOKEN for one that
takes a bearer token. They are sent to this server only (a redirect is not followed) and never printed.
"""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit

from kg.errors import BadQuery, NotAGraph, PolicingError, Unwritable

SECONDS = 120  # the longest that an answer may take to begin
HOW = "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN"
FORM, UPDATE = "application/x-www-form-urlencoded", "application/sparql-update"
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer; `most` is the number of rows at which the server cut it, 0 where it is whole."""

    media: str
    body: bytes
    most: int


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: it would carry the credentials, and turn a POST into a GET."""

    def redirect_request(self, *_: object) -> None:
        return None


def _opener(address: str, user: str, password: str) -> urllib.request.OpenerDirector:
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    known.add_password(None, address, user, password)
    digest = urllib.request.HTTPDigestAuthHandler(known)
    basic = urllib.request.HTTPBasicAuthHandler(known)
    return urllib.request.build_opener(_Stay, *([digest, basic] if user else []))


def _first_line(error: urllib.error.HTTPError) -> str:
    """What the server says of an error in plain text; its own name for the status else."""
    if "html" in error.headers.get_content_type():
        return str(error.reason)
    lines = error.read(2000).decode("utf-8", "replace").strip().splitlines()
    return lines[0][:300] if lines else str(error.reason)


class Server:
    """One SPARQL server, by the URL of its query service."""

    def __init__(self, url: str) -> None:
        """Speak to this URL; NotAGraph where it is no http or https address."""
        try:
            parts = urlsplit(url)
            place = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
        except ValueError:
            parts, place = urlsplit(""), ""
        if parts.scheme not in {"http", "https"} or not place:
            raise NotAGraph(f"{_without_password(url)} is no SPARQL endpoint; write http://HOST:PORT/PATH")
        if parts.hostname and ":" in parts.hostname:
            place = place.replace(parts.hostname, f"[{parts.hostname}]", 1)
        self.address = urlunsplit((parts.scheme, place, parts.path, parts.query, ""))
        self._user = unquote(parts.username or "") or os.environ.get("KG_STORE_USER", "")
        self._password = unquote(parts.password or "") or os.environ.get("KG_STORE_PASSWORD", "")
        self._token = "" if parts.username else os.environ.get("KG_STORE_TOKEN", "")
        self._openers: dict[str, urllib.request.OpenerDirector] = {}

    def ask(self, fields: Fields, accept: str) -> Reply:
        """The reply to a query, sent by POST as a form, which every server takes.

        Raises BadQuery where the server refuses it, NotAGraph where there is no answer.
        """
        try:
            return self._post(self.address, FORM, urlencode(fields).encode(), accept)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error, self.address) from None

    def send(self, address: str, update: str) -> None:
        """Have `address`, the server's update service, run an update; Unwritable where it does not."""
        try:
            self._post(address, UPDATE, update.encode(), "*/*")
        except urllib.error.HTTPError as error:
            with error:
                raise Unwritable(f"{address} refuses to be written ({_told(error)})") from None

    def takes_updates(self, address: str) -> str:
        """Why `address` runs no updates, an empty text where it does; NotAGraph where nothing answers."""
        try:
            self._post(address, UPDATE, b"INSERT DATA {}", "*/*")
        except urllib.error.HTTPError as error:
            with error:
                return _told(error)
        return ""

    def _post(self, address: str, media: str, body: bytes, accept: str) -> Reply:
        request = urllib.request.Request(address, body, {"Accept": accept, "Content-Type": media})
        if self._token:
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        if address not in self._openers:
            self._openers[address] = _opener(address, self._user, self._password)
        try:
            with self._openers[address].open(request, timeout=SECONDS) as reply:
                most = reply.headers.get("X-SPARQL-MaxRows", "")  # Virtuoso: more rows were there
                body = reply.read()
                return Reply(reply.headers.get_content_type(), body, int(most) if most.isdigit() else 0)
        except urllib.error.HTTPError:
            raise
        except ValueError as error:  # urllib's, for a way to authenticate that it does not know
            raise NotAGraph(f"{address} asks for credentials in an unknown way ({error})") from None
        except (OSError, HTTPException) as error:
            why = " ".join(str(getattr(error, "reason", None) or error).split())[:200]
            raise NotAGraph(f"{address} does not answer ({why}); is its server running?") from None

    def _refused(self, error: urllib.error.HTTPError, address: str) -> PolicingError:
        if error.code in {401, 403}:
            return NotAGraph(f"{address} refuses to be read ({_told(error)})")
        if error.code in {301, 302, 303, 307, 308}:
            return NotAGraph(f"{address} has moved to {error.headers.get('Location')}; write that address")
        if error.code >= 500:
            return BadQuery(f"{address} fails on the query ({error.code}): {_first_line(error)}")
        return BadQuery(f"{address} refuses the query ({error.code}): {_first_line(error)}")


def _told(error: urllib.error.HTTPError) -> str:
    if error.code == 401:
        return f"401: wrong or no credentials; {HOW}"
    return f"{error.code}: {_first_line(error)}"


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.partition('//')[0]}//…@{tail}" if at and "//" in head else url
