"""The command line: `python -m app COMMAND`."""

import argparse
import asyncio
import gc
import json
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from app import demo, simulating, wiring
from app.clock import system_clock
from app.explaining import explainer
from app.failures import Failure, explained
from app.logs import configure
from app.model.days import parse_date
from app.operation import rebuild, replay, status
from app.programme.errors import check_text
from app.programme.load import SourceFile, load
from app.programme.schema import schema
from app.service import Service
from app.serving import serve
from app.settings import Settings, SettingsError
from app.simulation.as_json import data
from app.store.database import Database
from app.store.migrate import is_made

FAILED = 1
USAGE_ERROR = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    given = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = given.run
        return run(given)
    except SettingsError as error:
        print("Cairn cannot start. Please set in the environment:", file=sys.stderr)
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
        return USAGE_ERROR
    except Failure as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description="Cairn")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("serve", help="run the App")
    one.set_defaults(run=_serve)
    one = commands.add_parser("demo", help="try it: no account, no network")
    one.add_argument("--headless", action="store_true", help="play the whole cohort and end")
    one.add_argument("--export", metavar="DIR", type=Path, help="with --headless: write here")
    one.set_defaults(run=_demo)
    one = commands.add_parser("check", help="check a programme file")
    one.add_argument("file", type=Path, metavar="FILE")
    one.set_defaults(run=_check)
    one = commands.add_parser("simulate", help="who would get what when, before a cohort starts")
    one.add_argument("file", type=Path, metavar="FILE", help="or the folder of its checkout")
    one.add_argument("--home", metavar="OWNER/NAME", help="the repository that the file is in")
    private = "the private repository's file, or the folder of its checkout"
    one.add_argument("--private", metavar="PATH", type=Path, help=private)
    one.add_argument("--from", metavar="DATE", type=_day, dest="first", help="the first day shown")
    one.add_argument("--until", metavar="DATE", type=_day, dest="last", help="the day it ends on")
    one.add_argument("--json", action="store_true", help="print one JSON object")
    one.set_defaults(run=_simulate)
    one = commands.add_parser("schema", help="print the programme file's JSON Schema")
    one.set_defaults(run=_schema)
    one = commands.add_parser("status", help="what waits, what failed, what is due next")
    one.set_defaults(run=lambda _: asyncio.run(_with_database(status)))
    one = commands.add_parser("replay", help="take a parked delivery again")
    one.add_argument("id", metavar="ID")
    one.set_defaults(run=lambda given: asyncio.run(_with_database(replay(given.id))))
    one = commands.add_parser("rebuild", help="read everything from GitHub anew")
    one.set_defaults(run=lambda _: asyncio.run(_with_service(rebuild)))
    return parser


def _settings() -> Settings:
    settings = Settings.from_environ(os.environ)
    configure(settings.log_level, settings.log_format)
    return settings


async def _with_service(work: Callable[[Service], Awaitable[int]]) -> int:
    settings = _settings()
    clock = system_clock(settings.starts_at)
    with explained(settings.database_url.get_secret_value()):
        async with wiring.opened(settings, clock) as service:
            return await work(service)


async def _with_database(work: Callable[[Database], Awaitable[int]]) -> int:
    """For what only looks: no database is made, and GitHub is not asked."""
    url = _settings().database_url.get_secret_value()
    with explained(url):
        database = Database(url)
        try:
            if not await is_made(database):
                print("There is nothing of Cairn's in this database yet. Check DATABASE_URL.")
                return FAILED
            return await work(database)
        finally:
            await database.close()


def _stay() -> None:
    """What was imported stays; of rubbish among it a process that runs for days gets rid."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _serve(_given: argparse.Namespace) -> int:
    _stay()
    settings = _settings()
    with explained(settings.database_url.get_secret_value()):
        return serve(settings)


def _demo(given: argparse.Namespace) -> int:
    _stay()
    configure("error", "console")
    make = demo.connect(wiring.service)
    if given.headless != (given.export is not None):
        print("--headless and --export DIR belong together", file=sys.stderr)
        return USAGE_ERROR
    if given.headless:
        try:
            given.export.mkdir(parents=True, exist_ok=True)  # before hours are played
        except OSError as error:
            print(f"cannot write to {given.export}: {error.strerror}", file=sys.stderr)
            return USAGE_ERROR
        asyncio.run(demo.play(make, given.export))
        return 0
    try:
        asyncio.run(demo.show(make, _announce, explainer))
    except OSError as error:
        print(f"The demo cannot listen on port {demo.PORT}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _announce(address: str) -> None:
    print(f"Cairn's demo is ready: open {address} in a browser. Ctrl+C ends it.", flush=True)


def _check(given: argparse.Namespace) -> int:
    try:
        content = given.file.read_bytes()
    except OSError as error:
        print(f"{given.file}: {error.strerror}", file=sys.stderr)
        return USAGE_ERROR
    kinds = wiring.kinds()
    file = SourceFile("", str(given.file), content)
    loaded = load([file], kinds.sections, kinds.templates, None, kinds.texts.replaceable)
    print(check_text(loaded.errors), end="")
    return 1 if loaded.errors else 0


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _simulate(given: argparse.Namespace) -> int:
    configure("error", "console")
    asked = simulating.Asked(given.file, given.home, given.private, given.first, given.last)
    try:
        found = asyncio.run(simulating.simulate(wiring.simulated, wiring.kinds(), asked))
    except OSError as error:
        print(f"{error.filename or given.file}: {error.strerror}", file=sys.stderr)
        return USAGE_ERROR
    except simulating.Unusable as error:
        print(error, file=sys.stderr)
        return USAGE_ERROR
    except simulating.Wrong as error:
        print(check_text(error.errors), end="")
        return FAILED
    print(json.dumps(data(found), indent=2) if given.json else "\n".join(found.text()))
    return 0


def _schema(_given: argparse.Namespace) -> int:
    print(json.dumps(schema(wiring.kinds().sections), indent=2))
    return 0
