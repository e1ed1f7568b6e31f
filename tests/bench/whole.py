"""All benchmarks of packs and long documents, as a table and a picture: `make bench`.

    python -m tests.bench.whole --peers VENV/bin/python [--packs 200] [--rounds 3]
                                [--svg FILE] [--readme FILE]

The peers' environment has typst, weasyprint, docxtpl and pypandoc_binary.
"""

from __future__ import annotations

import argparse
import compileall
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import batch, large
from tests.bench.picture import Bar, draw
from tests.bench.rows import Row, put_into, table


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peers", required=True, help="the Python that has the peers")
    parser.add_argument("--packs", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sections", type=int, default=250, help="of the long PDF, 5 pages each")
    parser.add_argument("--words", type=int, default=600_000, help="of the long memo")
    parser.add_argument("--only", choices=("packs", "large"), help="leave the rest out")
    parser.add_argument("--svg", type=Path, help="draw the ratios into this file")
    parser.add_argument("--readme", type=Path, help="put the table into this file")
    options = parser.parse_args()
    # An editable install is not compiled as it is installed; the peers are.
    compileall.compile_dir(str(large.PROJECT / "briefgen"), quiet=1)
    found: list[Row] = []
    with TemporaryDirectory() as name:
        if options.only != "large":
            found += batch.rows(options, Path(name))
        if options.only != "packs":
            found += large.rows(options, Path(name) / "large")
    sys.stdout.write(table(found))
    if options.readme:
        put_into(options.readme, table(found))
    if options.svg:
        title = "CPU of briefgen beside its peers"
        bars = [Bar(row.work, row.peer, row.ratios) for row in found]
        options.svg.write_text(draw(bars, title), encoding="utf-8")


if __name__ == "__main__":
    main()
