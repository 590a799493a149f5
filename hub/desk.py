"""The services as a session sees them (the `Desk` of `hub.ports`)."""

from dataclasses import dataclass

from hub.agent_door import AgentDoor
from hub.evidence import EvidenceService
from hub.pairing import PairingService
from hub.proofs import ProofsService
from hub.runs import RunsService


@dataclass(frozen=True, slots=True)
class ServiceDesk:
    """Everything a session needs, in one hand."""

    agents: AgentDoor
    pairing: PairingService
    jobs: RunsService
    evidence: EvidenceService
    proofs: ProofsService
