"""Results as a table on the terminal and as JSON in var/bench/."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Results = dict[str, dict[str, Any]]


def save_results(results: Results, folder: Path) -> Path:
    """Keep the results; the file's name is the time in UTC."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    file.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    return file


def print_results(results: Results) -> None:
    """Print a table for each measurement; what has no value is left out."""
    for name, figures in results.items():
        print(f"\n{name}")
        for what, value in figures.items():
            if value is not None:
                print(f"  {what:<24}{value!s:>14}")
