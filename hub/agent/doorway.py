"""How the agent comes in: pairing with a link, or coming back with what it kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec import UNSET

from hub.agent.client import Client, Closed, card
from hub.agent.credential import Credential, Keeper
from hub.agent.link import Link, from_base64url, to_base64url
from hub.version import VERSION
from hub.wire import messages as m
from hub.wire.handshake import PAIR, PROLOGUE, RESUME
from hub.wire.noise import Handshake, KeyPair, NoiseError

BROWSER = "script"
CAPABILITIES = ("google_maps", "google_search", "practice_wall")

Expected = TypeVar("Expected", bound=m.Message)


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection that is in."""

    client: Client
    agent_id: str
    auth: m.AuthOk
    config: m.Config


class Doorway:
    """Opens connections for one agent."""

    def __init__(
        self,
        keeper: Keeper,
        *,
        name: str,
        boot_id: str,
        say: Callable[[str], None],
        accounts: Sequence[m.Account] = (),
    ) -> None:
        """`accounts`: those that this agent publishes on."""
        self._keeper = keeper
        self._name = name
        self._boot_id = boot_id
        self._say = say
        self._accounts = list(accounts)

    async def pair(self, link: Link) -> Opened:
        """Show the link, wait to be let in, keep the credential. Raises Closed, Refused."""
        client = await Client.open(link.url, link.channel)
        try:
            opened = await (self._pair_noise if link.hub_key else self._pair_json)(client, link)
        except BaseException:
            await client.close()
            raise
        kept = self._keeper.load()
        if not self._accounts or kept is None:
            return opened
        # Pairing has no room for accounts; coming back has.
        await client.close()
        return await self.resume(kept, ())

    async def resume(self, credential: Credential, running: Sequence[m.JobRef]) -> Opened:
        """Come back. Raises Closed, Refused."""
        client = await Client.open(credential.url, credential.channel)
        try:
            if credential.channel == "noise":
                assert credential.private_key is not None
                assert credential.hub_key is not None
                keys = KeyPair(from_base64url(credential.private_key))
                await _shake_hands(client, keys, from_base64url(credential.hub_key))
            auth = m.Auth(
                protocol=m.PROTOCOL,
                agent_id=credential.agent_id,
                version=VERSION,
                capabilities=list(CAPABILITIES),
                boot_id=self._boot_id,
                running=list(running),
                token=credential.token or UNSET,
                name=self._name,
                browser=BROWSER,
                accounts=self._accounts or UNSET,
            )
            await client.send("auth", auth)
            return await _entered(client)
        except BaseException:
            await client.close()
            raise

    async def _pair_json(self, client: Client, link: Link) -> Opened:
        asked = m.Pair(
            protocol=m.PROTOCOL,
            link_id=link.id,
            secret=link.secret,
            name=self._name,
            browser=BROWSER,
            version=VERSION,
            capabilities=list(CAPABILITIES),
        )
        await client.send("pair", asked)
        paired = await _expect(client, m.PairOk)
        token = None if paired.token is UNSET else paired.token
        self._keep(link, paired.agent_id, token=token)
        return await _entered(client)

    async def _pair_noise(self, client: Client, link: Link) -> Opened:
        assert link.hub_key is not None
        keys = KeyPair.generate()
        payload = card(self._name, BROWSER, VERSION)
        digits = await _shake_hands(client, keys, link.hub_key, link=link, payload=payload)
        self._say(f"Compare in Proofdesk: {digits[:3]} {digits[3:]}")
        asked = m.Pair(protocol=m.PROTOCOL, link_id=link.id, capabilities=list(CAPABILITIES))
        await client.send("pair", asked)
        paired = await _expect(client, m.PairOk)
        self._keep(
            link,
            paired.agent_id,
            private_key=to_base64url(keys.private),
            hub_key=to_base64url(link.hub_key),
        )
        await client.send("pair_confirm", m.PairConfirm(agent_id=paired.agent_id))
        return await _entered(client)

    def _keep(
        self,
        link: Link,
        agent_id: str,
        *,
        token: str | None = None,
        private_key: str | None = None,
        hub_key: str | None = None,
    ) -> None:
        self._keeper.save(
            Credential(
                url=link.url,
                link_id=link.id,
                agent_id=agent_id,
                channel=link.channel,
                token=token,
                private_key=private_key,
                hub_key=hub_key,
            )
        )


async def _shake_hands(
    client: Client, keys: KeyPair, hub_key: bytes, *, link: Link | None = None, payload: bytes = b""
) -> str:
    """IKpsk1 with a link, IK without; the six digits of this handshake."""
    mode = RESUME if link is None else PAIR
    link_id = b"" if link is None else link.id_bytes
    handshake = Handshake(
        keys,
        PROLOGUE + mode + from_base64url(client.hello.nonce) + link_id,
        psk=None if link is None else link.secret_bytes,
        remote=hub_key,
    )
    await client.send_frame(mode + link_id + handshake.write_first(payload))
    answer = await client.frame()
    try:
        if isinstance(answer, str):
            raise NoiseError("text instead of the handshake")
        _, transport = handshake.read_second(answer)
    except NoiseError as error:
        raise Closed(None, f"the hub could not prove who it is ({error})") from error
    client.use_noise(transport)
    return transport.digits()


async def _entered(client: Client) -> Opened:
    auth = await _expect(client, m.AuthOk)
    config = await _expect(client, m.Config)
    return Opened(client, auth.agent_id, auth, config)


async def _expect(client: Client, kind: type[Expected]) -> Expected:
    event, message = await client.next()
    if not isinstance(message, kind):
        raise Closed(None, f"the hub said {event} where something else has its place")
    return message
