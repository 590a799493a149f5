"""A real Chromium with the extension: started, looked at, hurt and stopped by whoever tests it.

The extension runs from a copy, so that a `bootstrap.json` can lie beside its manifest, and (unless
`granted` is False) with the optional permission of its manifest given beforehand, because nobody is
there to press Allow. Everything else in the copy is what is shipped.
"""

import base64
import hashlib
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome-for-testing", "chrome")
SCREEN = "1440x1000"
START_SECONDS = 30.0
STOP_SECONDS = 10.0
ANSWER_SECONDS = 30.0
LOOK_SECONDS = 0.05

Found = TypeVar("Found")


class BrowserError(Exception):
    """The browser did not do what it was asked."""


def chromium() -> str | None:
    """The Chromium of this machine that takes `--load-extension`, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def extension_id(manifest: Path) -> str:
    """The id that Chromium gives an extension with this manifest's key."""
    key = base64.b64decode(json.loads(manifest.read_text("utf-8"))["key"])
    digits = hashlib.sha256(key).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digits)


class Devtools:
    """A session of the browser's DevTools protocol: ask, and get the answer."""

    def __init__(self, url: str) -> None:
        self._connecting = connect(url, max_size=None, compression=None)
        self._socket: ClientConnection = self._connecting.__enter__()
        self._ids = itertools.count(1)

    def ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result; events in between are passed over."""
        number = next(self._ids)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        self._socket.send(json.dumps(message))
        while True:
            answer: dict[str, Any] = json.loads(self._socket.recv(timeout=ANSWER_SECONDS))
            if answer.get("id") == number:
                break
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def close(self) -> None:
        """End the session; the browser goes on."""
        self._connecting.__exit__(None, None, None)


class Page:
    """One tab, or the worker, reached by DevTools. Do not keep it open longer than needed: an
    attached session keeps the worker alive."""

    def __init__(self, devtools: Devtools, target: str) -> None:
        self._devtools = devtools
        self.target = target
        attached = devtools.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session: str = attached["sessionId"]

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A command to this target."""
        return self._devtools.ask(method, self._session, **parameters)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression (awaited when it is a promise)."""
        answer = self.ask(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def go(self, address: str) -> None:
        """To another address; it is there when all of it is loaded."""
        answer = self.ask("Page.navigate", url=address)
        if answer.get("errorText"):
            raise BrowserError(f"{address}: {answer['errorText']}")
        self.wait("document.readyState === 'complete'")

    def wait(self, expression: str, seconds: float = ANSWER_SECONDS) -> Any:
        """The value of an expression once it is true."""
        return until(lambda: self.evaluate(expression), seconds, expression)

    def screenshot(self, file: Path | None = None) -> bytes:
        """A PNG of what the page shows."""
        image = base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])
        if file is not None:
            file.write_bytes(image)
        return image

    def appearance(self, *, dark: bool, width: int, height: int) -> None:
        """How the page sees its surroundings."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def close(self) -> None:
        """Close the tab."""
        self._devtools.ask("Target.closeTarget", targetId=self.target)


class Browser:
    """A Chromium of its own profile with the extension in it.

    `bootstrap` is what `bootstrap.json` says: `{"link": …, "name"?: …}`; with it the extension
    pairs by itself when it is first installed into the profile.
    """

    def __init__(
        self,
        extension_dir: Path,
        profile_dir: Path,
        *,
        bootstrap: dict[str, Any] | None = None,
        granted: bool = True,
        headless: bool = True,
        executable: str | None = None,
        arguments: tuple[str, ...] = (),
    ) -> None:
        self._source = extension_dir
        self._profile = profile_dir
        self._bootstrap = bootstrap
        self._granted = granted
        self._headless = headless
        self._executable = executable or chromium()
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self.extension_dir = profile_dir / "extension"
        self.extension_id = extension_id(extension_dir / "manifest.json")

    def __enter__(self) -> "Browser":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        return self._process.pid if self._process else None

    # ------------------------------------------------------------ its life

    def start(self) -> None:
        """Start it (again); it is ready when the extension's worker runs."""
        if self._executable is None:
            raise BrowserError("No Chromium is installed on this machine.")
        self._copy_extension()
        port_file = self._profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [self._executable, *self._switches(), *self._arguments, "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._answers, START_SECONDS, "the start of the browser")
        until(self.worker_is_alive, START_SECONDS, "the start of the extension")

    def stop(self) -> None:
        """End it as a person does; what does not end is killed."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """End it without warning."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait(STOP_SECONDS)

    # ------------------------------------------------------------ what is in it

    @contextmanager
    def devtools(self) -> Iterator[Devtools]:
        """A DevTools session of the whole browser."""
        port, path = (self._profile / "DevToolsActivePort").read_text().split("\n")[:2]
        session = Devtools(f"ws://127.0.0.1:{port}{path}")
        try:
            yield session
        finally:
            session.close()

    @contextmanager
    def page(self, url: str) -> Iterator[Page]:
        """A new tab; `ui/popup.html` and the like are pages of the extension. Closed at the end."""
        address = (
            url if ":" in url.partition("#")[0] else f"chrome-extension://{self.extension_id}/{url}"
        )
        with self.devtools() as devtools:
            target = devtools.ask("Target.createTarget", url="about:blank")["targetId"]
            page = Page(devtools, target)
            page.go(address)
            try:
                yield page
            finally:
                if target in {one["targetId"] for one in _targets(devtools)}:
                    page.close()

    @contextmanager
    def tab(self, address_part: str) -> Iterator[Page]:
        """The open tab whose address contains this."""
        with self.devtools() as devtools:
            found = until(
                lambda: _target(devtools, "page", address_part), ANSWER_SECONDS, address_part
            )
            yield Page(devtools, found["targetId"])

    @contextmanager
    def worker(self) -> Iterator[Page]:
        """The worker of the extension, woken if need be by nobody: it must be alive."""
        with self.devtools() as devtools:
            found = until(self._worker_target(devtools), ANSWER_SECONDS, "the worker")
            yield Page(devtools, found["targetId"])

    def tabs(self) -> list[str]:
        """The addresses of the open tabs."""
        with self.devtools() as devtools:
            return [one["url"] for one in _targets(devtools) if one["type"] == "page"]

    def worker_is_alive(self) -> bool:
        """Whether the extension's worker runs now."""
        with self.devtools() as devtools:
            return self._worker_target(devtools)() is not None

    def kill_worker(self) -> None:
        """End the extension's worker as the browser does when it wants the memory back."""
        with self.devtools() as devtools:
            found = self._worker_target(devtools)()
            if found is None:
                raise BrowserError("The worker does not run.")
            devtools.ask("Target.closeTarget", targetId=found["targetId"])
            until(
                lambda: self._worker_target(devtools)() is None, ANSWER_SECONDS, "the worker's end"
            )

    def screenshot(self, url: str, file: Path | None = None) -> bytes:
        """A PNG of a page, opened for it."""
        with self.page(url) as page:
            return page.screenshot(file)

    # ------------------------------------------------------------ its making

    def _copy_extension(self) -> None:
        self._profile.mkdir(parents=True, exist_ok=True)
        if self.extension_dir.exists():
            return
        shutil.copytree(self._source, self.extension_dir)
        if self._granted:
            self._grant(self.extension_dir / "manifest.json")
        if self._bootstrap is not None:
            (self.extension_dir / "bootstrap.json").write_text(json.dumps(self._bootstrap), "utf-8")

    def _grant(self, file: Path) -> None:
        manifest = json.loads(file.read_text("utf-8"))
        manifest["host_permissions"] += manifest.pop("optional_host_permissions")
        file.write_text(json.dumps(manifest), "utf-8")

    def _switches(self) -> list[str]:
        switches = [
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--password-store=basic",
            "--remote-debugging-port=0",
            "--lang=en-US",
            f"--user-data-dir={self._profile}",
            f"--load-extension={self.extension_dir}",
        ]
        if self._headless:
            switches += ["--headless=new", f"--screen-info={{{SCREEN}}}"]
        return switches

    def _answers(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise BrowserError(f"The browser ended at once ({self._process.returncode}).")
        port_file = self._profile / "DevToolsActivePort"
        return port_file.exists() and port_file.read_text().count("\n") >= 1

    def _worker_target(self, devtools: Devtools) -> Callable[[], dict[str, Any] | None]:
        return lambda: _target(devtools, "service_worker", self.extension_id)


def until(look: Callable[[], Found], seconds: float, what: str) -> Found:
    """The first answer that is true. Raises BrowserError when there is none in time."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise BrowserError(f"Not within {seconds:g} s: {what}")
        time.sleep(LOOK_SECONDS)
    return found


def _targets(devtools: Devtools) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = devtools.ask("Target.getTargets")["targetInfos"]
    return found


def _target(devtools: Devtools, kind: str, address_part: str) -> dict[str, Any] | None:
    return next(
        (one for one in _targets(devtools) if one["type"] == kind and address_part in one["url"]),
        None,
    )
