"""What keeps frames from being stored or written down, of all parts, for health and every page."""

from misp_dashboard.api.running import TroubleAnswer
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.source.zeromq import ZeroMQSource


def troubles_of(source: ZeroMQSource, ingest: Ingest) -> list[TroubleAnswer]:
    """Empty when all is well; the gravest first: what the journal does not take is in memory."""
    troubles = []
    if fault := source.journal_fault:
        since = source.journal_fault_since
        troubles.append(TroubleAnswer(part="journal", reason=fault, since=since))
    if trouble := ingest.trouble():
        troubles.append(TroubleAnswer(**trouble._asdict()))
    return troubles
