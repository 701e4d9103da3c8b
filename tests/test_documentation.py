"""What the documents say is what there is: settings, commands, people, packages, links."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from infra.declaration import SimulatorApp

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
OUR_APPS = (
    *("infra", "base_registers", "far", "formedlare", "mailbox_operator"),
    *("sender", "print_supplier", "webhooks", "mailbox_ui", "console", "testbed"),
)
VARIABLE = re.compile(r"\b(?:MM_[A-Z_]+|DATABASE_URL|REDIS_URL|EMAIL_URL)\b")
LINK = re.compile(r"\]\(([^)#\s]+)")


def first_column(document: Path) -> list[str]:
    """The code in the first cell of each row of the document's tables."""
    return re.findall(r"^\| `([^`]+)` \|", document.read_text(), re.MULTILINE)


def required(name: str) -> set[str]:
    """The packages that a requirements file names itself, without extras and versions."""
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    return {re.split(r"[\[~=<>; ]", line)[0] for line in lines if line and line[0] not in "#-"}


def our_commands() -> list[str]:
    files = [file for app in OUR_APPS for file in (ROOT / app).rglob("management/commands/[a-z]*.py")]
    return sorted(file.stem for file in files)


def relative_links(document: Path) -> list[str]:
    return [link for link in LINK.findall(document.read_text()) if "://" not in link]


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    read = set(re.findall(r"\"(MM_[A-Z_]+|[A-Z]+_URL)\"", (ROOT / "infra/settings/__init__.py").read_text()))

    assert set(first_column(DOCS / "settings.md")) == read


def test_the_documents_speak_of_no_setting_that_does_not_exist() -> None:
    of_the_kit = {name for file in (ROOT / "kit").rglob("*.py") for name in VARIABLE.findall(file.read_text())}
    known = of_the_kit | set(first_column(DOCS / "settings.md"))

    spoken_of = {name: document for document in DOCUMENTS for name in VARIABLE.findall(document.read_text())}

    assert {name: document for name, document in spoken_of.items() if name not in known} == {}


@pytest.mark.parametrize("command", our_commands())
def test_every_command_stands_in_a_document(command: str) -> None:
    texts = "\n".join(document.read_text() for document in DOCUMENTS)

    assert re.search(rf"(manage\.py|make) {command}\b", texts)


def test_the_people_are_those_that_the_command_prints() -> None:
    printed = StringIO()
    call_command("people", markdown=True, stdout=printed)

    assert printed.getvalue().strip() in (DOCS / "people.md").read_text()


def test_every_package_has_its_reason_and_nothing_else_has_one() -> None:
    reasons = first_column(DOCS / "decisions.md")

    assert set(reasons) == required("base.in") | required("dev.in")


def test_each_role_brings_the_apps_that_the_settings_say() -> None:
    declared = [
        (app.role, app.name) for app in apps.get_app_configs() if isinstance(app, SimulatorApp) and app.role
    ]
    rows = re.findall(r"^\| (\w+) \| ((?:`[\w.]+`(?:, )?)+) \| ", (DOCS / "settings.md").read_text(), re.MULTILINE)

    documented = [
        (role, name) for role, names in rows if role in settings.ALL_ROLES for name in names[1:-1].split("`, `")
    ]

    assert sorted(documented) == sorted(declared)


def test_the_readme_names_every_role_and_nothing_else() -> None:
    [paragraph] = re.findall(r"^`MM_ROLES` names what.*?(?=\n\n)", README, re.MULTILINE | re.DOTALL)

    assert re.findall(r"`(\w+)`\s\(", paragraph) == list(settings.ALL_ROLES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_no_link_leads_nowhere(document: Path) -> None:
    assert [link for link in relative_links(document) if not (document.parent / link).exists()] == []


def test_the_pictures_are_small() -> None:
    assert [picture.name for picture in (DOCS / "pictures").iterdir() if picture.stat().st_size > 200_000] == []
