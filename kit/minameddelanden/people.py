"""People and organisations that a test makes."""

from dataclasses import dataclass

from minameddelanden.rest import Json, Rest, path_part


@dataclass(frozen=True)
class Recipient:
    """A recipient of letters: a person or a company."""

    rest: Rest
    data: Json
    """As REST told of it when it was made."""

    @property
    def number(self) -> str:
        """The identity number, twelve digits."""
        return str(self.data["number"])

    @property
    def name(self) -> str:
        return str(self.data["name"])

    @property
    def operator(self) -> str | None:
        """The internet domain of the mailbox operator; None: no mailbox."""
        found: str | None = self.data["operator"]
        return found

    def empty_mailbox(self) -> None:
        """Remove all letters, and what the simulated phone has."""
        self.rest.post(f"/api/v1/mailboxes/{path_part(self.number)}/reset")

    def __str__(self) -> str:
        return self.number

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.number} {self.name}, {self.operator or 'no mailbox'}>"


class Person(Recipient):
    """A person with a number of her own."""

    def e_legitimation(self) -> Json:
        """Her key and certificate, to sign with a program of one's own; made if there are none."""
        found: Json = self.rest.put(f"/api/v1/eid/legitimations/{path_part(self.number)}")
        return found


class Company(Recipient):
    """An organisation in the company register."""


def number_of(recipient: Recipient | str) -> str:
    return recipient if isinstance(recipient, str) else recipient.number
