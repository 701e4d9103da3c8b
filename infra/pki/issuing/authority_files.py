"""The keys and certificates of an authority with its root, on disk."""

from pathlib import Path

from infra.pki import files
from infra.pki.issuing import issue
from infra.pki.issuing.issue import Authority


def read_or_make(folder: Path, keys: Path, root_name: str, issuing_name: str) -> Authority:
    """The issuing authority in `<folder>/ca.pem`, made on first use together with its root."""
    if not (folder / "ca.pem").exists():
        root = issue.root_authority(issue.new_key(), root_name)
        made = issue.issuing_authority(root, issue.new_key(), issuing_name)
        files.write_file(keys / "root.key", files.key_bytes(root.key), secret=True)
        files.write_file(keys / "issuing.key", files.key_bytes(made.key), secret=True)
        files.write_file(folder / "ca.pem", files.to_pem(root.certificate, made.certificate))
    certificates = files.read_certificates(folder / "ca.pem")
    return Authority(certificates[1], files.read_key(keys / "issuing.key"))
