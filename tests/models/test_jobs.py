"""The whole machine under any order of messages: duplicates, late ones, foreign ones, crashes.

A model in a few lines of Python says what must hold after every step; the store is the real one.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from models import audit, jobs
from models.errors import RuleRefused
from models.queries import jobs as queries
from models.rows import Database
from models.states import FINISHED, RUN_RUNNING, Children, parent_progress, parent_status
from models.views import DeviceView, JobView, RunView
from tests.support import stores
from tests.support.stores import NOW, OPERATOR

PICK = st.integers(0, 10**6)
EPOCHS = st.integers(-1, 1)


def test_the_door_names_what_it_offers() -> None:
    assert all(getattr(jobs, name) is not None for name in jobs.__all__)


class Machine(RuleBasedStateMachine):
    """Two devices, a bulk job of three and two single jobs, and everything that can be said."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.db: Database = self.stack.enter_context(stores.store(Path(folder) / "data"))
        self.now = NOW
        self.best: dict[tuple[str, int], int] = {}
        self.ended: dict[str, RunView] = {}
        self.accepted: dict[str, int] = {}

    @initialize()
    def begin(self) -> None:
        stores.with_connectors(self.db)
        self.devices: list[DeviceView] = [stores.a_device(self.db, name) for name in ("A", "B")]
        self.parent, *children = stores.a_bulk(self.db, "x", "y", "z", max_attempts=2)
        singles = [stores.a_job(self.db, query, max_attempts=2) for query in ("p", "q")]
        self.ids = [job.id for job in (*children, *singles)]

    def teardown(self) -> None:
        self.stack.close()

    # -------------------------------------------------------------- what can be said

    def job(self, pick: int) -> JobView:
        return queries.get(self.db, self.ids[pick % len(self.ids)], now=self.now)

    def say(self, call: Callable[[], jobs.Change | jobs.Claimed | jobs.Moved]) -> None:
        """In one transaction; a refusal must leave no trace."""
        before = stores.snapshot(self.db)
        try:
            with self.db.atomic("IMMEDIATE"):
                change = call()
        except RuleRefused:
            assert stores.snapshot(self.db) == before
            return
        if isinstance(change, jobs.Moved):
            return
        for job in change.jobs:
            assert job == queries.get(self.db, job.id, now=self.now)
        if not change.jobs:
            assert stores.snapshot(self.db) == before

    @rule(pick=PICK, who=st.integers(0, 1))
    def claim(self, pick: int, who: int) -> None:
        job = self.job(pick)
        self.say(lambda: jobs.claim(self.db, job.id, self.devices[who].id, now=self.now))

    @rule(
        pick=PICK,
        who=st.integers(0, 1),
        stale=EPOCHS,
        percent=st.integers(0, 100),
        message=st.none() | st.just("reading"),
    )
    def progress(self, pick: int, who: int, stale: int, percent: int, message: str | None) -> None:
        job, device = self.job(pick), self.devices[who]
        self.say(
            lambda: jobs.progress(
                self.db,
                device.id,
                job.id,
                job.epoch + stale,
                percent,
                message,
                None,
                now=self.now,
            )
        )

    @rule(pick=PICK, who=st.integers(0, 1), stale=EPOCHS)
    def complete(self, pick: int, who: int, stale: int) -> None:
        job, device = self.job(pick), self.devices[who]
        self.say(
            lambda: jobs.complete(self.db, device.id, job.id, job.epoch + stale, None, now=self.now)
        )

    @rule(
        pick=PICK,
        who=st.integers(0, 1),
        stale=EPOCHS,
        code=st.sampled_from(["timeout", "NOT_SUPPORTED", "RATE_LIMITED"]),
        after=st.none() | st.integers(0, 60_000),
    )
    def fail(self, pick: int, who: int, stale: int, code: str, after: int | None) -> None:
        job, device = self.job(pick), self.devices[who]
        self.say(
            lambda: jobs.fail(
                self.db,
                device.id,
                job.id,
                job.epoch + stale,
                code,
                "x",
                retry_after_ms=after,
                now=self.now,
                jitter=0.5,
            )
        )

    @rule(pick=PICK, stale=EPOCHS)
    def lose(self, pick: int, stale: int) -> None:
        job = self.job(pick)
        self.say(
            lambda: jobs.lease_lost(self.db, job.id, job.epoch + stale, now=self.now, jitter=0.5)
        )

    @rule(pick=PICK, who=st.integers(0, 1))
    def confirm_cancelled(self, pick: int, who: int) -> None:
        job, device = self.job(pick), self.devices[who]
        self.say(
            lambda: jobs.confirm_cancelled(self.db, device.id, job.id, job.epoch, now=self.now)
        )

    @rule(pick=PICK, who=st.integers(0, 1))
    def need_user(self, pick: int, who: int) -> None:
        job, device = self.job(pick), self.devices[who]
        self.say(
            lambda: jobs.raise_needs_user(
                self.db, device.id, job.id, job.epoch, "captcha", "x", now=self.now
            )
        )

    @rule(
        pick=PICK, order=st.sampled_from([jobs.request_cancel, jobs.retry, jobs.clear_needs_user])
    )
    def order(self, pick: int, order: Callable[..., jobs.Change]) -> None:
        job = self.job(pick)
        self.say(lambda: order(self.db, job.id, actor=OPERATOR, now=self.now))

    @rule(order=st.sampled_from([jobs.request_cancel, jobs.retry]))
    def order_parent(self, order: Callable[..., jobs.Change]) -> None:
        self.say(lambda: order(self.db, self.parent.id, actor=OPERATOR, now=self.now))

    @rule(pick=PICK, who=st.integers(0, 1), stale=EPOCHS, first=st.integers(0, 5))
    def report_evidence(self, pick: int, who: int, stale: int, first: int) -> None:
        job, device = self.job(pick), self.devices[who]
        rows = [stores.a_finding(n) for n in range(first, first + 3)]
        before = stores.snapshot(self.db)
        try:
            result = stores.findings(
                self.db,
                device,
                job.id,
                *rows,
                batch=f"b{first}",
                epoch=job.epoch + stale,
                now=self.now,
            )
        except RuleRefused:
            assert stores.snapshot(self.db) == before
            return
        self.accepted[job.id] = self.accepted.get(job.id, 0) + len(result.rows)

    @rule(passed=st.sampled_from([1, 5_000, 20_000, 120_000]))
    def time_passes(self, passed: int) -> None:
        self.now += passed

    # -------------------------------------------------------------- what must hold

    @invariant()
    def runs_are_never_rewritten(self) -> None:
        for id in self.ids:
            job = queries.get(self.db, id, now=self.now)
            runs = queries.runs(self.db, id)[::-1]
            assert [run.epoch for run in runs] == list(range(1, job.epoch + 1))
            assert [run.attempt for run in runs] == list(range(1, job.run_count + 1))
            assert [run for run in runs if run.state == RUN_RUNNING] == (
                runs[-1:] if job.status == "RUNNING" else []
            )
            for run in runs:
                if run.state != RUN_RUNNING:
                    assert self.ended.setdefault(run.id, run) == run

    @invariant()
    def progress_never_runs_backwards_within_a_run(self) -> None:
        for id in self.ids:
            job = queries.get(self.db, id, now=self.now)
            if job.status == "RUNNING":
                best = self.best.get((id, job.epoch), 0)
                assert job.progress >= best
                self.best[id, job.epoch] = job.progress

    @invariant()
    def what_stands_in_a_job_fits_together(self) -> None:
        for id in self.ids:
            job = queries.get(self.db, id, now=self.now)
            assert (job.completed_at is not None) == (job.status in FINISHED)
            assert (job.assigned_agent_id is not None) or job.status in ("PENDING", "CANCELLED")
            assert not job.needs_user_action or job.status == "RUNNING"
            assert 0 <= job.attempts <= job.max_attempts
            assert job.status != "PENDING" or not job.cancel_requested
            assert (job.error_code is None) or job.status != "COMPLETED"
            assert len(queries.log_tail(self.db, id)) == job.log_count
            assert job.evidence_count == self.accepted.get(id, 0)

    @invariant()
    def a_device_holds_one_job(self) -> None:
        holders = [lease.device_id for lease in queries.leases(self.db)]
        assert len(holders) == len(set(holders))

    @invariant()
    def the_parent_is_what_its_children_say(self) -> None:
        children = queries.children(self.db, self.parent.id, now=self.now)
        parent = queries.get(self.db, self.parent.id, now=self.now)
        states = [child.status for child in children]
        said = Children(
            total=len(children),
            completed=states.count("COMPLETED"),
            failed=states.count("FAILED"),
            cancelled=states.count("CANCELLED"),
            started=any(child.run_count or child.status in FINISHED for child in children),
            progress_sum=sum(
                100 if child.status in FINISHED else child.progress for child in children
            ),
        )
        assert parent.status == parent_status(said, cancel_requested=parent.cancel_requested)
        assert parent.progress == parent_progress(said)
        assert parent.children_done == said.done
        assert parent.evidence_count == sum(child.evidence_count for child in children)
        assert (parent.completed_at is not None) == (parent.status in FINISHED)

    @invariant()
    def the_ledger_is_whole(self) -> None:
        assert audit.verify(self.db).whole


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=int(os.environ.get("PROOFDESK_EXAMPLES", "25")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
