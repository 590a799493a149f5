"""States of queue, outcomes and posts that have a picture of their own: name, page, steps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec

from desktop.dialogs.outcome.reading import Reading as DialogReading
from desktop.pages.publish.outcomes.reading import Reading
from models.views import ProofView
from tests.support import outcomes as made
from tests.support import post_details as details
from tests.support import sample, sample_pictures
from tests.support.views import post_view, proof_view, target_view

Step = Callable[[Any], object]
BLUE = "#1b5fcc"
TEXT = ["Winter check-up: 20% off until 15 December.", "Book a visit in Abdoun or Khalda."]


def _go(tab: str) -> Step:
    def gone(shell: Any) -> None:
        shell.window.page("publish").go(tab)

    return gone


def _kept(shell: Any, kind: str, content: bytes, at: int) -> ProofView:
    """A capture whose file lies where captures lie."""
    digest = hashlib.sha256(content).hexdigest()
    place = shell.desk.thumbnails.file(digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return proof_view(
        kind=kind, sha256=digest, captured_at=at, title=kind,
        page_url="https://facebook.example/ammandentalgroup",
    )  # fmt: skip


def _outcomes(shell: Any) -> list[Any]:
    dental, coffee = (workspace.id for workspace in shell.desk.workspaces.all()[:2])
    composer = sample_pictures.social(
        "page / ammandentalgroup", "Amman Dental Group", TEXT, colour=BLUE, composer=True
    )
    there = sample_pictures.profile(
        "page / ammandentalgroup", "Amman Dental Group",
        ["Weekend opening hours: Saturday 9 to 14.", "Whitening: myths."], colour=BLUE,
    )  # fmt: skip
    before = _kept(shell, "before", composer, made.AT - 14_000)
    seen = _kept(shell, "look", there, made.AT + 792_000)
    first = made.outcome_view(workspace_id=dental, looks=made.looks([seen]), proofs=[before])

    def other(number: int, state: str, title: str, platform: str, name: str, **run: Any) -> Any:
        target = msgspec.structs.replace(first.target, platform=platform, display_name=name)
        return made.outcome_view(
            state, run={"id": f"run-{number}"} | run, post_title=title, target=target,
            workspace_id=coffee if number % 2 else dental,
        )  # fmt: skip

    offline = {"journal": None, "journal_heard_at": None, "pressed_at": None, "submitted_at": None}
    return [
        first,
        msgspec.structs.replace(
            other(11, "unknown", "Gallery night", "instagram", "@cairo.coffee.house", **offline),
            group="to_decide", looks=made.looks()[:1],
        ),
        other(12, "verifying", "Braces for adults", "x", "@ammandental",
              next_look_at=sample.NOW + 17 * sample.MINUTE),
        other(14, "published", "Toothbrush tips", "x", "@ammandental", recovered=True),
        other(13, "published", "Quiz night", "instagram", "@cairo.coffee.house", resolved_by="o"),
        other(15, "not_published", "<b>Bold</b> & \u202eevil", "linkedin", "W" * 60,
              resolved_by="o"),
    ]  # fmt: skip


def _show_outcomes(shell: Any) -> None:
    tab = shell.window.page("publish").tab()
    tab._show(Reading(_outcomes(shell), {"o": "Sami"}))


def _decide(number: int) -> Step:
    def opened(shell: Any) -> object:
        tab = shell.window.page("publish").tab()
        tab._open(tab.model.views()[number])
        tab.dialog._tasks.cancel()
        found = DialogReading(_outcomes(shell)[number], made.timeline(), {"o": "Sami"})
        tab.dialog.show_reading(found)
        return tab.dialog

    return opened


def _sample(shell: Any) -> object:
    """The first that waits for a decision."""
    tab = shell.window.page("publish").tab()
    tab._open(tab.model.views()[0])
    return tab.dialog


def _order(shell: Any) -> object:
    dialog = shell.window.page("publish").tab().dialog
    dialog.decision.not_there.button.setChecked(True)
    dialog.decision.order.setChecked(True)
    dialog.decision.typed.setText("Amman Dental Gro")
    return dialog


def _narrow(shell: Any) -> object:
    shell.window.resize(1000, 800)
    return shell.window.page("publish").tab().dialog


def _posts(shell: Any) -> None:
    """The list with one post in full."""
    shell.window.page("publish").tasks.cancel()
    tab = shell.window.page("publish").tab()
    dental, coffee = (workspace.id for workspace in shell.desk.workspaces.all()[:2])
    colours = {"linkedin": "#0a5a9c", "facebook": BLUE, "x": "#1a1e26"}
    pictures = {
        kind: _kept(
            shell, kind,
            sample_pictures.social(
                "page / ammandentalgroup", "Amman Dental Group",
                ["Meet Dr. Lina, our new orthodontist.", "She joins the Abdoun clinic."],
                colour=colours["linkedin"], composer=kind == "before",
            ),
            details.AT,
        ).sha256
        for kind in ("before", "after", "permalink")
    }  # fmt: skip
    meet = details.meet(workspace_id=dental)
    tab._shown = meet.id
    tab.list.show_posts([meet, *_more(dental, coffee)])
    tab.pane.show_detail(details.detail(meet, pictures))


def _more(dental: str, coffee: str) -> list[Any]:
    from models.posts.views import PROOF_PARTS

    made = [
        ("Toothbrush tips", dental, ("x", "facebook"), "published", 0),
        ("Weekend opening hours", dental, ("facebook", "instagram"), "published", 2),
        ("Cold brew week", coffee, ("instagram", "facebook"), "published", 0),
        ("Quiz night", coffee, ("x", "instagram"), "unknown", 0),
        ("Whitening: myths", dental, ("x", "facebook", "linkedin"), "published", 0),
        ("Barista workshop", coffee, ("x",), "failed", 0),
        ("<b>Bold</b> & \u202eevil " + "W" * 60, coffee, ("telegram",), "missed", 0),
        ("منشور بالعربية عن الأسنان", dental, ("mastodon", "bluesky"), "scheduled", 0),
    ]  # fmt: skip
    posts = []
    for number, (title, workspace, platforms, status, gone) in enumerate(made, 1):
        targets = [
            target_view(
                platform, status=status,
                proof_parts=PROOF_PARTS[: 6 - (gone if not index else 0)],
            )
            for index, platform in enumerate(platforms)
        ]  # fmt: skip
        at = sample.NOW - number * 20 * sample.HOUR
        posts.append(
            post_view(title=title, workspace_id=workspace, status=status, targets=targets, at=at)
        )
    return posts


def _texts(shell: Any) -> None:
    shell.window.page("publish").tab().pane.text.more.click()


def _smaller(shell: Any) -> None:
    shell.window.resize(1000, 800)


def _other(shell: Any) -> None:
    shell.window.page("publish").tab().pane.choose_target("variant-facebook")


def _waiting(shell: Any) -> None:
    dental, coffee = (workspace.id for workspace in shell.desk.workspaces.all()[:2])
    now, desk = sample.NOW, "Front desk - Chrome"

    def post(title: str, platforms: str, status: str, at: int, workspace: str) -> Any:
        names = platforms.split()
        targets = [
            target_view(one, device_name=desk if number != 2 else "Laptop Mona - Firefox",
                        status="published" if status == "publishing" and not number else status)
            for number, one in enumerate(names)
        ]  # fmt: skip
        return post_view(
            title=title, status=status, at=at, workspace_id=workspace, targets=targets, job_id="j"
        )

    tab = shell.window.page("publish").tab()
    shell.window.page("publish").tasks.cancel()
    tab._show([
        post("Insurance partners", "linkedin", "held", now + 2 * sample.DAY, dental),
        post("Barista workshop", "x", "missed", now - 21 * sample.HOUR, coffee),
        post("Winter check-up offer", "facebook", "unknown", now - 10 * sample.MINUTE, dental),
        post("New autumn menu", "instagram x facebook", "publishing", now - sample.MINUTE, coffee),
        post("Meet the team, part 2", "facebook linkedin", "scheduled",
             now + 53 * sample.MINUTE + 56_000, dental),
        post("Lunch deal: shakshuka", "instagram", "scheduled", now + 129 * sample.MINUTE, coffee),
        post("Whitening: myths", "x facebook linkedin", "scheduled", now + sample.DAY, dental),
        post("Braces for adults", "facebook instagram", "scheduled", now + 3 * sample.DAY, dental),
    ])  # fmt: skip


def _accounts(shell: Any) -> object:
    from desktop.pages import device_actions

    device = next(
        one for one in shell.window.current_page()._reading.devices if len(one.bindings) > 2
    )
    dialog = device_actions.edit_accounts(shell.desk, device)
    dialog.add_account("mastodon", "ammandental@mastodon.example")
    return dialog


def _lina(shell: Any) -> None:
    """A post of the sample that is out, with its proof."""
    tab = shell.window.page("publish").tab()
    tab.open_item(next(one.id for one in tab.list.model.views() if one.title == "Meet Dr. Lina"))


def _doubtful_job(shell: Any) -> None:
    from desktop.presenters import jobs as job_words

    page = shell.window.page("jobs")
    page.open_item(next(j.id for j in page.table.jobs.views() if job_words.in_doubt(j)))


def _post_job(shell: Any) -> None:
    page = shell.window.page("jobs")
    views = page.table.jobs.views()
    page.open_item(next(j.id for j in views if j.type == "PUBLISH_POST" and j.children_total > 1))


OUTCOMES: tuple[tuple[str, str, Step, tuple[Step, ...]], ...] = (
    ("queue", "publish", _go("queue"), (_waiting,)),
    ("queue-sample", "publish", _go("queue"), ()),
    ("outcomes-sample", "publish", _go("outcomes"), ()),
    ("posts-sample", "publish", _go("posts"), (_lina,)),
    ("jobs-doubt", "jobs", _doubtful_job, ()),
    ("jobs-post", "jobs", _post_job, ()),
    ("outcome-sample", "publish", _go("outcomes"), (_sample,)),
    ("posts", "publish", _go("posts"), (_posts,)),
    ("posts-other", "publish", _go("posts"), (_posts, _other)),
    ("posts-texts", "publish", _go("posts"), (_posts, _texts)),
    ("posts-narrow", "publish", _go("posts"), (_posts, _smaller)),
    ("outcomes", "publish", _go("outcomes"), (_show_outcomes,)),
    ("outcomes-empty", "publish", _go("outcomes"), ()),
    ("outcome", "publish", _go("outcomes"), (_show_outcomes, _decide(0), _order)),
    ("outcome-looking", "publish", _go("outcomes"), (_show_outcomes, _decide(2))),
    ("devices-accounts", "devices", _accounts, ()),
    ("outcome-narrow", "publish", _go("outcomes"), (_show_outcomes, _decide(0), _narrow)),
)
