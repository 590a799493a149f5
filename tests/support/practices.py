"""The practice web in a process of its own, as `proofdesk practice` starts it."""

import json
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.support.processes import ROOT, command, surroundings

SECONDS = 20


@dataclass(frozen=True)
class Practice:
    """Where it is, and what it is asked."""

    url: str

    @property
    def host(self) -> str:
        """As a connector's hosts name it."""
        return self.url.removeprefix("http://")

    def ask(self, path: str, body: object = None) -> Any:
        """Its answer; a body makes it a POST."""
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(self.url + path, data, timeout=SECONDS) as reply:
            return json.load(reply)

    def become(self, *variants: str) -> None:
        """Change its mood."""
        self.ask("/practice/variant", {"variants": list(variants)})

    def expected(self, query: str) -> set[str]:
        """The places that this query must bring, by the practice web's own word."""
        found: set[str] = set()
        offset, more = 0, True
        while more:
            asked = f"query={urllib.parse.quote(query)}&offset={offset}"
            batch = self.ask(f"/practice/api/places?{asked}")
            found |= {place["featureId"] for place in batch["places"]}
            offset, more = offset + len(batch["places"]), batch["more"]
        return found


@contextmanager
def practice_process() -> Iterator[Practice]:
    """A practice web on a free port that is gone at the end."""
    process = subprocess.Popen(
        command("practice", "--port", "0"),
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as first:
        try:
            yield Practice(json.loads(first.readline())["url"])
        finally:
            process.terminate()
            process.wait(SECONDS)
