"""The main jobs, live: window and hub, practice web, a browser agent, a search, a publication.

    python packaging/demo.py [--headless-proof OUT/]

The demo uses the doors that everybody has: the operator API, a pairing link, the practice web. With
`--headless-proof` nobody is needed: it leaves `evidence.csv`, `proof-bundle.zip`, pictures of the
window and `summary.json` in OUT/ and exits 0 only if all came true.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_API", "pyside6")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from demo_agents import Agent, start_agent  # noqa: E402
from demo_checks import summary  # noqa: E402
from demo_publishing import Publication, PublishingFailed, checks, publish  # noqa: E402
from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop import loop  # noqa: E402
from desktop.app import Application  # noqa: E402
from desktop.instance import Seat  # noqa: E402
from desktop.window import MainWindow  # noqa: E402
from hub import announcement  # noqa: E402
from hub.service import HubOptions  # noqa: E402
from tests.support.operator import Operator  # noqa: E402
from tests.support.practices import Practice, practice_process  # noqa: E402

QUERY = "dentists in Amman"
CONNECTORS = ("google_maps", "google_search", "practice_wall", "practice_wall_verify")
ENDED = ("COMPLETED", "FAILED", "CANCELLED")
LOOK_SECONDS = 0.2
PATIENCE_SECONDS = 180
SETTLE_SECONDS = 1.5
"""What a page needs to show its last rows and pictures before it is photographed."""
WINDOW = (1440, 900)


class DemoFailed(Exception):
    """Something did not come true; the text says what."""


class Demo:
    """One demonstration, from an empty data folder to the exported rows."""

    def __init__(self, application: Application, folder: Path, out: Path | None) -> None:
        self._application = application
        self._folder = folder
        self._out = out
        self._screen = out is None and bool(
            os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        )

    async def live(self) -> int:
        """The window's life beside the demonstration's."""
        showing = asyncio.ensure_future(self._show())
        code = await self._application.live()
        if showing.done():
            return showing.result() if self._out else code
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)
        return 1 if self._out else code

    async def _show(self) -> int:
        try:
            return await self._perform()
        except (DemoFailed, PublishingFailed, OSError) as error:
            print(f"The demo could not go on: {error}", file=sys.stderr)
            return 1
        finally:
            if self._out is not None:
                QTimer.singleShot(0, self._application.end)

    async def _perform(self) -> int:
        operator = await self._operator()
        with practice_process() as practice:
            await self._use_practice(operator, practice)
            agent = await self._pair(operator)
            try:
                job_id = await self._search(operator, agent)
                publication = await self._publish(operator, practice, agent)
                if self._out is None:
                    await self._until_closed()
                    return 0
                return await self._leave_proof(operator, practice, agent, job_id, publication)
            finally:
                await asyncio.to_thread(agent.stop)

    async def _operator(self) -> Operator:
        """Somebody at the hub's door, as soon as it is open."""
        for _ in range(int(PATIENCE_SECONDS / LOOK_SECONDS)):
            found = announcement.read(self._folder)
            if found is not None and _windows():
                token = (self._folder / "api-token").read_text().strip()
                _say("The hub is running, the window is open.")
                return Operator(found.api_url, token)
            await asyncio.sleep(LOOK_SECONDS)
        raise DemoFailed("the hub did not start.")

    async def _use_practice(self, operator: Operator, practice: Practice) -> None:
        for connector in CONNECTORS:
            hosts = {"hosts": [practice.host]}
            await asyncio.to_thread(operator.ask, "PUT", f"/connectors/{connector}", hosts)
        _say(f"The practice web is at {practice.url}.")

    async def _pair(self, operator: Operator) -> Agent:
        made = await asyncio.to_thread(
            operator.ask, "POST", "/devices/pairing", {"allowFirst": True}
        )
        agent = await asyncio.to_thread(
            start_agent, made["link"], self._folder.parent, headless=not self._screen
        )
        _say(f"{agent.words} is pairing.")
        return agent

    async def _search(self, operator: Operator, agent: Agent) -> str:
        wish = {"type": "google_maps", "input": {"query": QUERY}}
        job = await asyncio.to_thread(operator.ask, "POST", "/jobs", wish)
        _window().show_page("jobs", job["id"])
        _say(f"Searching for “{QUERY}”.")
        photographed = False
        for _ in range(int(PATIENCE_SECONDS / LOOK_SECONDS)):
            job = await asyncio.to_thread(operator.ask, "GET", f"/jobs/{job['id']}")
            if job["counts"]["proofs"] and not photographed:
                photographed = True
                self._photograph("jobs-running")
            if job["status"] in ENDED:
                break
            await asyncio.sleep(LOOK_SECONDS)
        if job["status"] != "COMPLETED":
            raise DemoFailed(f"the search is {job['phase']}: {job['errorMessage'] or 'too slow'}")
        counts = job["counts"]
        _say(f"Completed: {counts['evidence']} rows, {counts['proofs']} proofs.")
        return str(job["id"])

    async def _publish(self, operator: Operator, practice: Practice, agent: Agent) -> Publication:
        _window().show_page("publish")
        _say("Publishing a post on the practice wall.")
        folder = self._out or self._folder.parent
        publication = await publish(operator, practice, agent, folder, PATIENCE_SECONDS)
        (target,) = publication.post["targets"]
        _say(f"Published: {target['permalink']}, proof {target['proofCompleteness']} of 6.")
        return publication

    async def _until_closed(self) -> None:
        _say(
            "Look around; Evidence has an Export button, Publish a proof bundle for each post."
            " Close the window to end the demo."
        )
        await asyncio.Event().wait()

    async def _leave_proof(
        self,
        operator: Operator,
        practice: Practice,
        agent: Agent,
        job_id: str,
        publication: Publication,
    ) -> int:
        assert self._out is not None
        csv_file = self._out / "evidence.csv"
        csv_file.write_bytes(
            await asyncio.to_thread(operator.download, f"/export/evidence.csv?jobId={job_id}")
        )
        for page in ("jobs", "overview", "publish", "evidence", "proofs", "devices"):
            _window().show_page(page, job_id if page == "jobs" else None)
            await asyncio.sleep(SETTLE_SECONDS)
            self._photograph(page)
        told = await asyncio.to_thread(
            summary, operator, practice, job_id=job_id, query=QUERY, csv_file=csv_file
        )
        told["checks"] |= await asyncio.to_thread(checks, practice, publication)
        told["ok"] = all(told["checks"].values())
        told["agent"] = agent.kind
        told["post"] = publication.post
        (self._out / "summary.json").write_text(json.dumps(told, indent=2, ensure_ascii=False))
        _say(json.dumps(told["checks"], indent=2))
        return 0 if told["ok"] else 1

    def _photograph(self, name: str) -> None:
        if self._out is not None:
            _window().grab().save(str(self._out / f"window-{name}.png"))


def _windows() -> list[MainWindow]:
    shown = QApplication.topLevelWidgets()
    return [one for one in shown if isinstance(one, MainWindow) and one.isVisible()]


def _window() -> MainWindow:
    """The window as it stands now (it is built anew when the language changes)."""
    for window in _windows():
        return window
    raise DemoFailed("the window is gone.")


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    """Run the demo in a data folder that is gone afterwards."""
    parser = argparse.ArgumentParser(prog="dev.py demo")
    parser.add_argument("--headless-proof", type=Path, metavar="OUT/", dest="out")
    out = parser.parse_args().out
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Proofdesk")
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory(prefix="proofdesk-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "desk"
        seat = Seat(folder)
        seat.take()
        options = HubOptions(port=0, api_port=0)
        application = Application(app, folder, seat, options)
        QTimer.singleShot(0, _size_windows)
        return loop.run(app, Demo(application, folder, out).live)


def _size_windows() -> None:
    """Pictures are taken at one size, whatever the screen."""
    for window in _windows():
        window.resize(*WINDOW)
        return
    QTimer.singleShot(50, _size_windows)


if __name__ == "__main__":
    sys.exit(main())
