"""Claims, permits and every fault in any order: nothing is published twice by us.

Agents press only with a live permit, as the protocol says; everything else about them is unruly.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from models import jobs, pauses
from models.errors import InvalidInput, NotFound, RuleRefused
from models.publishing import attempts, decisions, holding, permits
from models.publishing import door as publishing
from models.publishing.attempts import Attempt
from models.publishing.states import DOUBT, HARMLESS, RETRYABLE
from models.queries import jobs as queries
from models.rows import Database
from models.views import JobView
from tests.support import publishing as support
from tests.support import stores
from tests.support.publishing import HANDLE, PERMALINK
from tests.support.stores import NOW, OPERATOR

PICK = st.integers(0, 10**6)
OPEN = "SELECT id FROM job WHERE type = 'VERIFY_POST' AND status IN ('PENDING', 'RUNNING')"
UNRETURNED = """
SELECT variant_id, publication_key, state FROM publishing_run
WHERE permit IS NOT NULL AND returned_at IS NULL
"""


def some(status: str) -> Callable[[Any], bool]:
    """Only while a target's job stands there: most steps of a blind search would do nothing."""

    def stands(machine: "Machine") -> bool:
        sql = "SELECT 1 FROM job WHERE type = 'PUBLISH_VARIANT' AND status = ?"
        return machine.db.execute_sql(sql, (status,)).fetchone() is not None

    return stands


class Machine(RuleBasedStateMachine):
    """Two devices with the same account, two posts, one of them with two targets."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.db: Database = self.stack.enter_context(stores.store(Path(folder) / "data"))
        self.now = NOW
        self.presses: Counter[str] = Counter()
        """By variant: what really happened."""
        self.orders: Counter[str] = Counter()
        """By variant: attempts that the operator ordered, the first with the post."""
        self.live: dict[str, tuple[JobView, int, int]] = {}
        """Permits in agents' hands: job, device, until."""

    @initialize()
    def begin(self) -> None:
        support.with_wall(self.db)
        names = (HANDLE, "second")
        self.devices = [support.a_profile(self.db, name, *names) for name in ("A", "B")]
        self.ids = []
        for handles in ((HANDLE,), names):
            for child in support.sent(self.db, support.a_post(self.db, *handles))[1:]:
                self.ids.append(child.id)
                self.orders[child.input["variantId"]] = 1

    def teardown(self) -> None:
        self.stack.close()

    def job(self, pick: int) -> JobView:
        return queries.get(self.db, self.ids[pick % len(self.ids)], now=self.now)

    def newest(self, job: JobView) -> Attempt | None:
        return next(iter(attempts.of_job(self.db, job.id)), None)

    def say(self, call: Callable[[], Any]) -> Any:
        """In one transaction; a refusal leaves no trace."""
        before = stores.snapshot(self.db)
        try:
            with self.db.atomic("IMMEDIATE"):
                return call() or True
        except (RuleRefused, InvalidInput, NotFound):
            assert stores.snapshot(self.db) == before
            return None

    # -------------------------------------------------------------- agents

    @precondition(some("PENDING"))
    @rule(pick=PICK, who=st.integers(0, 1))
    def claim(self, pick: int, who: int) -> None:
        job = self.job(pick)
        self.say(lambda: jobs.claim(self.db, job.id, self.devices[who].id, now=self.now))

    @precondition(some("PENDING"))
    @rule(pick=PICK, who=st.integers(0, 1))
    def work(self, pick: int, who: int) -> None:
        """An eager agent: whatever waits is taken when its time comes, up to the permit."""
        job, device = self.job(pick), self.devices[who]
        if job.status == "PENDING":
            self.now = max(self.now, job.run_after or 0)
            self.say(lambda: holding.release(self.db, job.id, actor=OPERATOR, now=self.now))
            self.say(lambda: jobs.claim(self.db, job.id, device.id, now=self.now))
        if self.job(pick).status == "RUNNING":
            self.ask(pick, who, right=True)

    @rule(pick=PICK, who=st.integers(0, 1), right=st.booleans())
    def ask(self, pick: int, who: int, right: bool) -> None:
        job = self.job(pick)
        seen = {} if right else {"handle": "somebody"}
        device = self.devices[who]
        permit = self.say(lambda: support.granted(self.db, device, job, now=self.now, **seen))
        if permit is not None:
            assert right
            self.live[permit.permit] = (job, who, permit.until)

    @precondition(lambda self: self.live)
    @rule(pick=PICK, tell=st.booleans())
    def press(self, pick: int, tell: bool) -> None:
        """The button, with a permit that is in time; the news of it may get lost."""
        for permit, (job, _, until) in self.one_live(pick):
            del self.live[permit]
            if self.now <= until:  # the agent's own clock: too late is never pressed
                self.presses[job.input["variantId"]] += 1
                if tell:
                    self.submitted(job, permit)

    def one_live(self, pick: int) -> list[tuple[str, tuple[JobView, int, int]]]:
        known = [*self.live.items()]
        return [known[pick % len(known)]] if known else []

    def submitted(self, job: JobView, permit: str) -> None:
        attempt = attempts.of_epoch(self.db, job.id, job.epoch)
        assert attempt is not None
        args = (attempt.device_id, job.id, job.epoch, permit, self.now)
        self.say(lambda: publishing.submitted(self.db, *args, now=self.now))

    @precondition(lambda self: self.live)
    @rule(pick=PICK)
    def give_back(self, pick: int) -> None:
        for permit, (job, who, _) in self.one_live(pick):
            device_id = self.devices[who].id
            if self.say(
                lambda p=permit, j=job, d=device_id: permits.give_back(
                    self.db, d, j.id, j.epoch, p, now=self.now
                )
            ):
                del self.live[permit]

    @precondition(some("RUNNING"))
    @rule(pick=PICK, who=st.integers(0, 1), back=st.integers(0, 1))
    def done(self, pick: int, who: int, back: int) -> None:
        """A link only of what was really pressed."""
        job, device = self.job(pick), self.devices[who]
        pressed = self.presses[job.input["variantId"]] > 0
        output = {"permalink": PERMALINK} if pressed else {}
        self.say(
            lambda: jobs.complete(
                self.db, device.id, job.id, job.epoch - back, output, now=self.now
            )
        )

    @precondition(some("RUNNING"))
    @rule(
        pick=PICK,
        who=st.integers(0, 1),
        code=st.sampled_from(["TIMEOUT", "ACCOUNT_MISMATCH", "OUTCOME_UNKNOWN", "RATE_LIMITED"]),
    )
    def fail(self, pick: int, who: int, code: str) -> None:
        job, device = self.job(pick), self.devices[who]
        self.say(
            lambda: jobs.fail(
                self.db,
                device.id,
                job.id,
                job.epoch,
                code,
                "?",
                retry_after_ms=60_000,
                now=self.now,
                jitter=0,
            )
        )

    @precondition(some("RUNNING"))
    @rule(pick=PICK, who=st.integers(0, 1))
    def stop(self, pick: int, who: int) -> None:
        job, device = self.job(pick), self.devices[who]
        self.say(
            lambda: jobs.confirm_cancelled(self.db, device.id, job.id, job.epoch, now=self.now)
        )

    @precondition(lambda self: self.db.execute_sql(OPEN).fetchone())
    @rule(who=st.integers(0, 1), journal=st.booleans())
    def look(self, who: int, journal: bool) -> None:
        """Any planned look is taken and answered by what really happened."""
        device = self.devices[who]
        for (id,) in self.db.execute_sql(OPEN).fetchall()[:1]:
            claim = self.say(lambda id=id: jobs.claim(self.db, id, device.id, now=self.now))
            if claim is None:
                continue
            run = attempts.of_run(self.db, claim.job.input["runId"])
            found = self.presses[run.variant_id] > 0
            said: dict[str, Any] = {"found": found, "checked": 3}
            said |= {"permalink": PERMALINK} if found else {}
            said |= {"journal": "intent"} if journal else {}
            epoch = claim.job.epoch
            assert self.say(
                lambda id=id, e=epoch, o=said: jobs.complete(
                    self.db, device.id, id, e, o, now=self.now
                )
            )

    # -------------------------------------------------------------- the world

    @precondition(some("RUNNING"))
    @rule(pick=PICK)
    def lease_lost(self, pick: int) -> None:
        job = self.job(pick)
        self.say(lambda: jobs.lease_lost(self.db, job.id, job.epoch, now=self.now, jitter=0))

    @rule(who=st.integers(0, 1))
    def socket(self, who: int) -> None:
        self.say(lambda: publishing.connection_lost(self.db, self.devices[who].id, now=self.now))

    @rule(who=st.integers(0, 1))
    def back(self, who: int) -> None:
        named = [
            (job.id, job.epoch) for job in map(self.job, range(len(self.ids))) if job.run_count
        ]
        device_id = self.devices[who].id
        self.say(lambda: publishing.device_back(self.db, device_id, named, now=self.now))

    @rule()
    def restart(self) -> None:
        self.say(lambda: publishing.interrupted(self.db, now=self.now))

    @rule(seconds=st.sampled_from([1, 20, 40, 700]))
    def time(self, seconds: int) -> None:
        self.now += seconds * 1_000
        self.say(lambda: publishing.permits_over(self.db, now=self.now))

    @rule()
    def restore(self) -> None:
        self.say(lambda: holding.restored(self.db, actor=OPERATOR, now=self.now))

    # -------------------------------------------------------------- the operator

    @rule(pick=PICK, who=st.integers(0, 1))
    def pause(self, pick: int, who: int) -> None:
        """While everything is paused nobody gets a job or a permit."""
        job, device = self.job(pick), self.devices[who]
        pauses.pause(self.db, "all", None, actor=OPERATOR, now=self.now)
        if job.status == "PENDING":
            assert not self.say(lambda: jobs.claim(self.db, job.id, device.id, now=self.now))
        assert not self.say(lambda: support.granted(self.db, device, job, now=self.now))
        pauses.resume(self.db, "all", None, actor=OPERATOR, now=self.now)

    @rule(pick=PICK)
    def cancel(self, pick: int) -> None:
        job = self.job(pick)
        self.say(lambda: jobs.request_cancel(self.db, job.id, actor=OPERATOR, now=self.now))

    @precondition(some("FAILED"))
    @rule(pick=PICK, confirmed=st.booleans(), parent=st.booleans())
    def retry(self, pick: int, confirmed: bool, parent: bool) -> None:
        job = self.job(pick)
        given = {
            one.id
            for one in map(self.job, range(len(self.ids)))
            if any(run.pressable for run in attempts.of_job(self.db, one.id))
        }
        target = job.parent_id if parent else job.id
        change = self.say(
            lambda: jobs.retry(
                self.db, target or "", confirmed=confirmed, actor=OPERATOR, now=self.now
            )
        )
        for one in change.jobs if change else ():
            if one.id in given:
                assert confirmed
                self.orders[one.input["variantId"]] += 1

    @precondition(some("RUNNING"))
    @rule(pick=PICK, sure=st.booleans())
    def word(self, pick: int, sure: bool) -> None:
        """The operator looks at the site and says what is there."""
        job = self.job(pick)
        run = self.newest(job)
        if run is None or not sure:
            return
        there = self.presses[run.variant_id] > 0
        outcome = "published" if there else "not_published"
        link = PERMALINK if there else None
        self.say(
            lambda: decisions.resolve(
                self.db, run.run_id, outcome, link, None, actor=OPERATOR, now=self.now
            )
        )

    # -------------------------------------------------------------- what must hold

    @invariant()
    def no_target_is_pressed_more_often_than_it_was_ordered(self) -> None:
        for variant_id, presses in self.presses.items():
            assert presses <= self.orders[variant_id]

    @invariant()
    def one_permit_is_out_for_a_publication(self) -> None:
        rows = self.db.execute_sql(UNRETURNED).fetchall()
        open_ones = [row for row in rows if row[2] not in HARMLESS]
        for column in (0, 1):
            counted = Counter(row[column] for row in open_ones)
            assert all(count == 1 for count in counted.values())

    @invariant()
    def published_has_a_link(self) -> None:
        missing = self.db.execute_sql(
            "SELECT count(*) FROM publishing_run WHERE state = 'published' "
            "AND permalink IS NULL AND platform_post_id IS NULL"
        ).fetchone()
        assert missing == (0,)

    @invariant()
    def doubt_stays_with_the_operator(self) -> None:
        for index in range(len(getattr(self, "ids", ()))):
            job = self.job(index)
            run = self.newest(job)
            if run is not None and run.state in DOUBT:
                assert (job.status, job.needs_user_reason) == ("RUNNING", "confirm")
                assert job.phase in ("unknown", "verifying")
            if run is not None and run.state == "not_found" and job.status == "FAILED":
                assert job.needs_user_action
            if job.status == "RUNNING" and job.assigned_agent_id is None:
                assert run is not None
                assert run.state in DOUBT
            if job.status == "PENDING":
                waits = [one for one in attempts.of_job(self.db, job.id) if one.pressable]
                assert all(one.state in RETRYABLE for one in waits)

    @invariant()
    def a_completed_job_has_a_published_run(self) -> None:
        for index in range(len(getattr(self, "ids", ()))):
            job = self.job(index)
            states = {one.state for one in attempts.of_job(self.db, job.id)}
            assert (job.status == "COMPLETED") == ("published" in states) or (
                job.status in ("RUNNING", "CANCELLED") and "published" in states
            )


TestPublishing = Machine.TestCase
TestPublishing.settings = settings(
    max_examples=int(os.environ.get("PROOFDESK_EXAMPLES", "25")),
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
