"""Writes docs/law from the law's data: one page a scheme, the index, the list of texts. Usage: python tools/law_docs.py"""

from pathlib import Path

from baophu.law.loading import built_in_law
from baophu.law.page_index import pages

FOLDER = Path(__file__).parent.parent / "docs" / "law"


def main() -> None:
    """Write every page and remove those that are no longer made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages(built_in_law())
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(made)} pages in {FOLDER}")


if __name__ == "__main__":
    main()
