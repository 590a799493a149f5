"""How complete the proof of a publication is: which of its six parts are stored and intact.

What a look brought that found the post counts too: it was captured later, but it shows the post.
"""

import json
from collections.abc import Sequence
from typing import Final

from peewee import SQL

from models.posts.views import PROOF_PARTS
from models.rows import Database

_GOOD: Final = "proof.state = 'stored' AND proof.integrity = 'intact' AND proof.parent_id IS NULL"
_PARTS: Final = """
SELECT 'account' AS part WHERE publishing_run.account_seen IS NOT NULL
UNION
SELECT proof.kind FROM proof WHERE proof.run_seq = publishing_run.run_seq AND {good}
    AND proof.kind IN ('before', 'after', 'permalink', 'page', 'log')
UNION
SELECT 'log' WHERE EXISTS (
    SELECT 1 FROM log JOIN run AS own ON own.job_seq = log.job_seq AND own.seq = log.run_seq
    WHERE own.seq = publishing_run.run_seq)
UNION
SELECT proof.kind FROM look JOIN job ON job.id = look.job_id
    JOIN proof ON proof.job_seq = job.seq
    WHERE look.publishing_run_seq = publishing_run.seq AND look.outcome = 'found' AND {good}
    AND proof.kind IN ('permalink', 'page')
""".replace("{good}", _GOOD)
_OF_RUNS: Final = """
SELECT run.id, (SELECT json_group_array(part) FROM ({parts}))
FROM publishing_run JOIN run ON run.seq = publishing_run.run_seq
WHERE run.id IN (SELECT value FROM json_each(?))
""".replace("{parts}", _PARTS)
_LACKING: Final = """
(SELECT variant.post_id FROM publishing_run JOIN variant ON variant.id = publishing_run.variant_id
WHERE publishing_run.state = 'published' AND (SELECT count(*) FROM ({parts})) < {all})
""".replace("{parts}", _PARTS).replace("{all}", str(len(PROOF_PARTS)))


def parts(db: Database, run_ids: Sequence[str]) -> dict[str, list[str]]:
    """Of each run the parts that are there, in the order of PROOF_PARTS.

    A run that never published anything (`publishing_run` does not know it) has none.
    """
    found: dict[str, list[str]] = {run_id: [] for run_id in run_ids}
    for run_id, kinds in db.execute_sql(_OF_RUNS, (json.dumps(list(run_ids)),)):
        there = set(json.loads(kinds))
        found[run_id] = [part for part in PROOF_PARTS if part in there]
    return found


def lacking() -> SQL:
    """Ids of posts that were published somewhere without full proof, for `Post.id.in_(…)`."""
    return SQL(_LACKING)
