"""The services as a session sees them (the `Desk` of `hub.wire.ports`)."""

from dataclasses import dataclass

from hub.services.agent_door import AgentDoor
from hub.services.evidence import EvidenceService
from hub.services.media import MediaService
from hub.services.pairing import PairingService
from hub.services.proofs import ProofsService
from hub.services.publishing import PublishingService
from hub.services.runs import RunsService


@dataclass(frozen=True, slots=True)
class ServiceDesk:
    """Everything a session needs, in one hand."""

    agents: AgentDoor
    pairing: PairingService
    jobs: RunsService
    evidence: EvidenceService
    proofs: ProofsService
    media: MediaService
    publishing: PublishingService
