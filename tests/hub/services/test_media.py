"""Files of posts: added once, fetched by the device that publishes them, from any offset."""

import hashlib
from pathlib import Path

import pytest

from hub import limits
from hub.wire.channel import Chunk
from hub.wire.codec import Envelope
from models.devices import Binding
from models.errors import InvalidInput, NotFound, RuleRefused
from models.posts.changes import NewPost
from models.posts.views import MediaUse, MediaView
from tests.support import posts as support
from tests.support.agents import Agent
from tests.support.hubs import OPERATOR, Desk, hub_on, run
from tests.support.posts import PRACTICE
from tests.support.samples import png

DATA = png(b"smile" * 100_000)
SHA = hashlib.sha256(DATA).hexdigest()


def test_a_file_is_kept_by_its_content(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            media = desk.hub.media
            added = await media.add(DATA, "C:\\pictures\\smile.png", actor=OPERATOR)
            assert (added.name, added.mime, added.size_bytes) == (
                "smile.png",
                "image/png",
                len(DATA),
            )
            assert added.sha256 == SHA
            assert (await media.path(added.id)).read_bytes() == DATA
            assert await media.add(DATA, "smile.png", "image/png", actor=OPERATOR) == added
            assert await media.get(added.id) == added
            assert not list((tmp_path / "proofs" / "incoming").iterdir())
            (await media.path(added.id)).unlink()
            with pytest.raises(NotFound):
                await media.path(added.id)

    run(scenario())


def test_what_cannot_be_posted_is_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            for data, mime in (
                (b"<svg/>", None),
                (b"<svg/>", "image/svg+xml"),
                (b"<svg/>", "image/png"),
                (b"", None),
            ):
                with pytest.raises(RuleRefused) as found:
                    await desk.hub.media.add(data, "x.png", mime, actor=OPERATOR)
                assert found.value.code == "UNSUPPORTED_MEDIA"
            with pytest.raises(InvalidInput):
                await desk.hub.media.add(DATA, "", actor=OPERATOR)
            count = await desk.hub.store.read(
                lambda db: db.execute_sql("SELECT count(*) FROM media").fetchone()
            )
            assert count == (0,)

    run(scenario())


async def a_claimed_post(desk: Desk, agent: Agent, agent_id: str) -> tuple[MediaView, str, int]:
    """A post with a picture, its job in this agent's hands: the file, the job, the epoch."""
    await desk.hub.store.write(lambda db: support.with_platforms(db, "practice"))
    await desk.hub.agents.bind(
        agent_id, [Binding(platform=PRACTICE.platform, handle=PRACTICE.handle)], OPERATOR
    )
    file = await desk.hub.media.add(DATA, "smile.png", actor=OPERATOR)
    new = NewPost(text="Look", media=[MediaUse(id=file.id)], targets=[PRACTICE])
    post = await desk.hub.posts.create(new, OPERATOR)
    post = await desk.hub.posts.publish(post.id, OPERATOR)
    job_id = post.targets[0].job_id
    claimed = await agent.ask("job:ack", {"jobId": job_id, "agentId": agent_id}, "job:ack_success")
    (named,) = claimed["input"]["media"]
    assert (named["mediaId"], named["sha256"]) == (file.id, SHA)
    assert job_id is not None
    return file, job_id, claimed["epoch"]


async def fetched(agent: Agent, media_id: str, job_id: str, epoch: int, offset: int) -> bytes:
    """The bytes from an offset on; each frame fits into what the channel may carry."""
    assert agent.channel is not None
    data = {"jobId": job_id, "epoch": epoch, "mediaId": media_id, "offset": offset}
    ack = await agent.ask("job:media", data)
    assert ack == {
        "mediaId": media_id,
        "mime": "image/png",
        "name": "smile.png",
        "sizeBytes": len(DATA),
        "sha256": SHA,
    }
    came = b""
    while offset + len(came) < ack["sizeBytes"]:
        incoming = agent.channel.receive(await agent.receive_frame())
        if isinstance(incoming, Envelope):
            continue
        if isinstance(incoming, Chunk):
            assert (incoming.asset_id, incoming.offset) == (media_id, offset + len(came))
            assert 0 < len(incoming.data) <= limits.CHUNK_BYTES[agent.channel.name]
            came += incoming.data
    return came


@pytest.mark.parametrize("channel", ["json", "noise"])
def test_an_agent_fetches_a_file_and_goes_on_where_it_was(tmp_path: Path, channel: str) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            make = desk.json_agent if channel == "json" else desk.noise_agent
            agent, credential = await make("practice_post")
            file, job_id, epoch = await a_claimed_post(desk, agent, credential.agent_id)
            whole = await fetched(agent, file.id, job_id, epoch, 0)
            assert hashlib.sha256(whole).hexdigest() == SHA
            assert await fetched(agent, file.id, job_id, epoch, 123_456) == DATA[123_456:]
            assert await fetched(agent, file.id, job_id, epoch, len(DATA)) == b""
            beat = await agent.ask("heartbeat", {"agentId": credential.agent_id})
            assert beat["lost"] == []
            await agent.socket.close()

    run(scenario())


def test_only_the_files_of_the_own_job_are_given(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with hub_on(tmp_path) as desk:
            agent, credential = await desk.json_agent("practice_post")
            file, job_id, epoch = await a_claimed_post(desk, agent, credential.agent_id)
            other = await desk.hub.media.add(png(b"other"), "other.png", actor=OPERATOR)
            for data, code in (
                ({"mediaId": other.id, "epoch": epoch, "offset": 0}, "INVALID"),
                ({"mediaId": file.id, "epoch": epoch, "offset": len(DATA) + 1}, "INVALID"),
                ({"mediaId": file.id, "epoch": epoch + 1, "offset": 0}, "LEASE_LOST"),
            ):
                await agent.send("job:media", {"jobId": job_id} | data)
                assert (await agent.expect("error"))["code"] == code
            await agent.socket.close()

    run(scenario())
