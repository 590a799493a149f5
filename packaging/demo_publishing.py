"""The second main job of the demo: a post goes out once, on the practice wall, with its proof."""

from __future__ import annotations

import asyncio
import io
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_agents import ACCOUNT, Agent

from tests.support.operator import Operator
from tests.support.practices import Practice
from tests.support.processes import ROOT, command
from tests.support.sample_posts import hills

TEXT = (
    "Dr. Lina joins the Abdoun clinic in December.\n\n"
    "تنضم الدكتورة لينا إلى عيادة عبدون في كانون الأول. 🦷✨"
)
LOOK_SECONDS = 0.3
ENDED = ("published", "partly_published", "failed", "unknown", "missed", "cancelled")


@dataclass(frozen=True)
class Publication:
    """What the desk says of the post, and what lies about it."""

    post: dict[str, Any]
    bundle: Path


class PublishingFailed(Exception):
    """The post did not come to its end; the text says how it stands."""


async def publish(
    operator: Operator, practice: Practice, agent: Agent, folder: Path, patience: float
) -> Publication:
    """Bind the account, write the post, publish it, fetch its proof bundle into `folder`."""
    await asyncio.to_thread(agent.sign_in, practice.url, ACCOUNT["handle"])
    await asyncio.to_thread(_bind, operator)
    post = await asyncio.to_thread(_write, operator)
    await asyncio.to_thread(operator.ask, "POST", f"/posts/{post['id']}/publish", {})
    for _ in range(int(patience / LOOK_SECONDS)):
        post = await asyncio.to_thread(operator.ask, "GET", f"/posts/{post['id']}")
        if post["status"] in ENDED:
            break
        await asyncio.sleep(LOOK_SECONDS)
    if post["status"] != "published":
        raise PublishingFailed(f"the post is {post['status']}: {post['targets']}")
    bundle = folder / "proof-bundle.zip"
    bundle.write_bytes(
        await asyncio.to_thread(operator.download, f"/posts/{post['id']}/bundle.zip")
    )
    return Publication(post, bundle)


def checks(practice: Practice, publication: Publication) -> dict[str, bool]:
    """What must be true of it, looked at from outside."""
    (target,) = publication.post["targets"]
    truth = practice.ask("/practice/wall/truth")
    with zipfile.ZipFile(io.BytesIO(publication.bundle.read_bytes())) as bundle:
        names = bundle.namelist()
    return {
        "the post is published": target["status"] == "published",
        "the button was pressed exactly once": truth["presses"] == 1,
        "the wall shows exactly this text": [one["text"] for one in truth["posts"]] == [TEXT],
        "the wall shows its picture": [len(one["media"]) for one in truth["posts"]] == [1],
        "the permalink leads to it": bool(target["permalink"])
        and target["permalink"].endswith(f"/{truth['posts'][0]['id']}"),
        "the proof has all six parts": target["proofCompleteness"] == 6,
        "the proof bundle is whole": _verified(publication.bundle),
        "the proof bundle holds report and manifest": {"report.html", "report.pdf", "manifest.json"}
        <= set(names),
    }


def _verified(bundle: Path) -> bool:
    """As anybody checks it who was handed the bundle."""
    return subprocess.run(command("verify", str(bundle)), cwd=ROOT).returncode == 0


def _bind(operator: Operator) -> None:
    (device,) = operator.ask("GET", "/devices")["items"]
    operator.ask("PUT", f"/devices/{device['id']}/bindings", {"bindings": [ACCOUNT]})


def _write(operator: Operator) -> dict[str, Any]:
    picture = operator.send_file("/media", "image/png", "dr-lina.png", hills(False))
    wish = {"text": TEXT, "media": [picture["mediaId"]], "targets": [ACCOUNT]}
    made: dict[str, Any] = operator.ask("POST", "/posts", wish)
    return made
