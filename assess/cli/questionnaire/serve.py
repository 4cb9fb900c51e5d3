"""`assess questionnaire serve`: the questions on a page of this computer, for people who don't use terminals."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.streams import say, tell
from assess.cli.subject import FILE, Given, subject_options
from assess.errors import InputError

if TYPE_CHECKING:
    from assess.answering.application import Application

LOOPBACK = "127.0.0.1"
"""The only address that is ever listened on."""


@click.command("serve")
@click.argument("repository", type=FILE, default=".")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port to listen on. [a free one]")
@click.option("--who", default="", metavar="NAME", help="Name that answers are given under at first. [from git]")
@click.option("--no-browser", is_flag=True, help="Only print the link.")
@subject_options
@click.option("--templates", type=FILE, metavar="DIR", help="Templates and styles that stand before the shipped ones.")
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(
    repository: Path, given: Given, port: int, who: str, no_browser: bool, templates: Path | None, verbose: bool
) -> int:
    """Show the questions of REPOSITORY on a local web page and save each answer at once.

    The page is reached from this computer only, by a link that lets one browser in. Ctrl-C ends it.
    """
    from assess.answering.access import Access
    from assess.answering.application import Application, Subject
    from assess.cli.appearance import of_subject
    from assess.cli.questionnaire.inquiry import inquiry
    from assess.output.options import Options
    from assess.snapshot.person import configured_person

    look = of_subject(given, given.request(repository), templates)
    found = inquiry(repository, given, verbose=verbose)
    found.store.read()
    fixed = given.as_of.date() if given.as_of else None

    def today() -> date:
        return fixed or datetime.now(UTC).date()

    hosts: list[str] = []
    access = Access(hosts)
    name = who or configured_person(repository)
    subject = Subject(found.assessment, found.rubric, found.store, today)
    server = listening(Application(subject, access, name, Options(brand=look[0], overrides=look[1])), port)
    number = server.effective_port
    hosts += [f"{LOOPBACK}:{number}", f"localhost:{number}"]
    link = f"http://{hosts[0]}/enter?link={access.link()}"
    say(f"Open {link}")
    tell("The link lets one browser in, from this computer. Each answer is saved at once; Ctrl-C ends the page.")
    if not no_browser:
        click.launch(link)
    try:
        server.run()
    finally:
        server.close()
    tell(f"The answers are in {found.store.path}.")
    return 0


def listening(application: Application, port: int) -> Any:
    """A server that listens already. Raises: InputError when the port cannot be had."""
    import logging
    import socket

    from waitress.server import create_server

    from assess.answering.application import LARGEST_FORM

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((LOOPBACK, port))
    except OSError as error:
        place.close()
        hint = "leave --port out: a free one is taken"
        raise InputError(f"port {port} cannot be listened on: {error.strerror}", hint=hint) from error
    return create_server(
        application,
        map={},
        sockets=[place],
        threads=4,
        ident=None,
        max_request_body_size=LARGEST_FORM,
        max_request_header_size=32_768,
        channel_timeout=30,
        connection_limit=50,
        clear_untrusted_proxy_headers=True,
    )
