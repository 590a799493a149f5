"""A practice web in a thread, and a Chromium that opens its pages."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from hub import shipped
from hub.practice.server import PracticeWeb
from tests.support.browser import Browser, Page


@pytest.fixture(scope="module")
def web() -> Iterator[PracticeWeb]:
    """A practice web in a thread, so that the test can wait for the browser."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    served = PracticeWeb(delay=0.02)
    asyncio.run_coroutine_threadsafe(served.start(), loop).result(10)
    yield served
    asyncio.run_coroutine_threadsafe(served.stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("browser")
    with Browser(shipped.path("extension"), folder) as running:
        yield running


Open = Callable[[str, str], AbstractContextManager[Page]]


@pytest.fixture
def at(web: PracticeWeb, browser: Browser) -> Open:
    """Open a page of a fresh practice web and wait for its contents."""

    @contextmanager
    def opened(path: str, ready: str) -> Iterator[Page]:
        web.state.reset()
        with browser.page(web.url + path) as page:
            page.wait(f"document.querySelector({json.dumps(ready)}) !== null")
            yield page

    return opened
