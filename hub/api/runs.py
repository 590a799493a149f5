"""Endpoints of publications whose outcome needs a person."""

from hub.api import present, shapes
from hub.api.call import Call
from models.queries import jobs as job_queries


async def resolve(call: Call) -> shapes.Job:
    """Say what became of a publication in doubt; audited. Answers its job."""
    body = await call.body(shapes.Resolution)
    job = await call.hub.publishing.resolve(
        call.id, body.outcome, body.permalink, body.note, call.actor
    )
    return present.job(job)


async def look(call: Call) -> shapes.Job:
    """Look for a publication in doubt now. Answers its job."""
    return present.job(await call.hub.publishing.look_again(call.id, call.actor))


async def release(call: Call) -> shapes.Job:
    """Let a publication go out that is held since a restore; a post's job with its targets."""
    await call.hub.publishing.release(call.id, call.actor)
    return present.job(await call.hub.store.read(job_queries.get, call.id))
