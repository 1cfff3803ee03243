"""Make the tagger's table and its sheet anew: `python -m training.slots`."""

import json
from hashlib import sha256
from pathlib import Path
from zlib import decompress

from threadline.calendar.extract import tagging
from training.slots.learning import learn
from training.slots.rows import HERE, Row, all_rows

TABLE = Path(tagging.__file__).with_name("slots.bin")
SHEET = HERE / "sheet.json"
SAMPLE = 200


def sheet_of(rows: list[Row]) -> dict[str, str | int]:
    """What tells whether a table was made of these sentences by this code: hashes of both and of a small table."""
    return {
        "sentences": len(rows),
        "sentences_sha256": sha256(repr(rows).encode()).hexdigest(),
        "sample_sha256": sha256(decompress(learn(rows[:SAMPLE], 1))).hexdigest(),
    }


def main() -> None:
    """Learn, write and say what was made."""
    rows = all_rows()
    TABLE.write_bytes(packed := learn(rows))
    sheet = sheet_of(rows) | {"table_sha256": sha256(decompress(packed)).hexdigest(), "bytes": len(packed)}
    SHEET.write_text(json.dumps(sheet, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} sentences, {len(packed)} bytes")


if __name__ == "__main__":
    main()
