"""Tests against the Mina meddelanden simulator.

from minameddelanden import Simulator

with Simulator().run("my test") as run:
    person, sender = run.person(), run.sender()
    sender.send(person, "Beslut")
    assert run.messages.wait_for_one(recipient=person).subject == "Beslut"
"""

from minameddelanden.actors import Actor, Preflight, Reachability, Sender, Sent
from minameddelanden.clock import Clock
from minameddelanden.deliveries import Delivery
from minameddelanden.errors import KitError, NoAnswer, NotInTime, NotReady, Problem, Refused, Unreachable
from minameddelanden.exchanges import Exchange
from minameddelanden.faults import FaultRule
from minameddelanden.letters import File, Letter, Matter
from minameddelanden.messages import Attachment, Message, Verdict
from minameddelanden.people import Company, Person, Recipient
from minameddelanden.simulator import Checked, Run, Simulator, is_ready, wait_until_ready
from minameddelanden.timing import Timing

__all__ = [
    "Actor",
    "Attachment",
    "Checked",
    "Clock",
    "Company",
    "Delivery",
    "Exchange",
    "FaultRule",
    "File",
    "KitError",
    "Letter",
    "Matter",
    "Message",
    "NoAnswer",
    "NotInTime",
    "NotReady",
    "Person",
    "Preflight",
    "Problem",
    "Reachability",
    "Recipient",
    "Refused",
    "Run",
    "Sender",
    "Sent",
    "Simulator",
    "Timing",
    "Unreachable",
    "Verdict",
    "is_ready",
    "wait_until_ready",
]
