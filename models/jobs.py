"""All state changes of jobs behind one door, for the caller's transaction.

What an agent reports takes `device_id, job_id, epoch`: the device must hold the lease of that
epoch, else RuleRefused LEASE_LOST (or JOB_NOT_RUNNING when the job has ended). A repeated last
word of the same run changes nothing and returns the job as it is. All raise NotFound("job", id).
"""

from models.changes import Change, Claimed, Moved, NewJob
from models.claims import claim
from models.creation import create, with_dedupe_key
from models.endings import complete, confirm_cancelled, fail, lease_lost
from models.orders import clear_needs_user, request_cancel, retry, set_priority
from models.reports import progress, raise_needs_user, write_log

__all__ = [
    "Change",
    "Claimed",
    "Moved",
    "NewJob",
    "claim",
    "clear_needs_user",
    "complete",
    "confirm_cancelled",
    "create",
    "fail",
    "lease_lost",
    "progress",
    "raise_needs_user",
    "request_cancel",
    "retry",
    "set_priority",
    "with_dedupe_key",
    "write_log",
]
