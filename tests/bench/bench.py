"""Sums a revenue file per track and currency with our reduction, DuckDB and Polars.

The file is made here, always the same: 5,000,000 lines, 50,000 tracks, 4 currencies, 0.5 % refunds.
Each tool has two threads, exact decimals, and the file in the page cache. They take turns; the
median of five counts. All totals must agree to the last decimal, or this fails.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

THREADS = 2
TEXTS = ["period", "track_id", "isrc", "source", "territory", "units", "currency"]
SOURCES = ["radio", "stream", "video", "club", "fitness"]
TERRITORIES = [("DE", "EUR"), ("US", "USD"), ("GB", "GBP"), ("JP", "JPY")]


def generate(path: Path, lines: int) -> None:
    """Only `random.random` is used: its sequence is the same in every version of Python."""
    chance = random.Random(5).random
    with path.open("w") as file:
        file.write(",".join([*TEXTS, "amount"]) + "\n")
        for begin in range(0, lines, 100_000):
            file.writelines(line(chance) for _ in range(min(100_000, lines - begin)))


def line(chance) -> str:
    track = int(chance() * 50_000)
    territory, currency = TERRITORIES[int(chance() * 4)]
    decimals = (2, 4, 6, 8)[int(chance() * 4)]
    amount = int(chance() * chance() * 2e9) // 10 ** (8 - decimals)
    whole, part = divmod(amount, 10**decimals)
    sign = "-" if chance() < 0.005 else ""
    units = int(chance() * 200)
    return (
        f"2026-01,trk_{track:05},,{SOURCES[track % 5]},{territory},{units},{currency},"
        f"{sign}{whole}.{part:0{decimals}}\n"
    )


class Ours:
    def __init__(self, binary: str, file: Path, out: Path, mode: str) -> None:
        self.command = [binary, str(file), str(THREADS), mode, str(out)]
        self.out = out

    def run(self) -> float:
        # The time is taken inside, from opening the file to the last total.
        done = subprocess.run(self.command, check=True, capture_output=True, text=True)
        return float(done.stdout.split()[0])

    def totals(self) -> dict:
        rows = (row.rstrip("\n").split(",") for row in self.out.open())
        return {(track, currency): Decimal(amount) for track, currency, amount in rows}


class DuckDb:
    def __init__(self, file: Path) -> None:
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {THREADS}")
        columns = {**dict.fromkeys(TEXTS, "VARCHAR"), "amount": "DECIMAL(18,8)"}
        self.query = (
            "CREATE OR REPLACE TEMP TABLE totals AS "
            "SELECT track_id, currency, sum(amount) AS amount "
            f"FROM read_csv('{file}', auto_detect = false, header = true, delim = ',', "
            f"quote = '\"', columns = {columns}) GROUP BY ALL"
        )

    def run(self) -> float:
        begun = time.perf_counter()
        self.connection.execute(self.query)
        return time.perf_counter() - begun

    def totals(self) -> dict:
        rows = self.connection.execute("SELECT * FROM totals").fetchall()
        return {(track, currency): amount for track, currency, amount in rows}


class Polars:
    def __init__(self, file: Path) -> None:
        import polars

        schema = {**dict.fromkeys(TEXTS, polars.String), "amount": polars.Decimal(18, 8)}
        self.query = (
            polars.scan_csv(file, schema=schema)
            .group_by("track_id", "currency")
            .agg(polars.col("amount").sum())
        )

    def run(self) -> float:
        begun = time.perf_counter()
        self.frame = self.query.collect(engine="streaming")
        return time.perf_counter() - begun

    def totals(self) -> dict:
        return {(track, currency): amount for track, currency, amount in self.frame.iter_rows()}


class WordCount:
    """Reads the file and counts its lines, nothing else: what no sum can be faster than."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def run(self) -> float:
        begun = time.perf_counter()
        subprocess.run(["wc", "-l", self.file], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", help="the example `totals` of the crate ledger, built for release")
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(options, Path(folder))


def compare(options, folder: Path) -> None:
    file = folder / "revenue.csv"
    generate(file, options.lines)
    tools = {
        "ours": Ours(options.binary, file, folder / "sums.csv", "sums"),
        "ours, with the file's SHA-256": Ours(
            options.binary, file, folder / "identity.csv", "identity"
        ),
        "DuckDB": DuckDb(file),
        "Polars": Polars(file),
        "`wc -l`": WordCount(file),
    }
    times = {name: [] for name in tools}
    for tool in tools.values():
        tool.run()
    for _ in range(options.rounds):
        for name, tool in tools.items():
            times[name].append(tool.run())
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    report(options.lines, file.stat().st_size, medians)
    agree({name: tool.totals() for name, tool in tools.items() if hasattr(tool, "totals")})


def report(lines: int, size: int, medians: dict) -> None:
    print(f"{lines:,} lines, {size / 1e6:.0f} MB, {THREADS} threads\n")
    print("| tool | seconds | million lines/s | ours is faster by |")
    print("| --- | ---: | ---: | ---: |")
    for name, median in medians.items():
        ratio = median / medians["ours"]
        print(f"| {name} | {median:.3f} | {lines / median / 1e6:.1f} | {ratio:.2f} × |")
    print()


def agree(totals: dict) -> None:
    ours = totals["ours"]
    for name, theirs in totals.items():
        if theirs != ours:
            sys.exit(f"the totals of {name} are others than ours")
    print(f"all agree on {len(ours):,} totals, {sum(ours.values())} in all currencies together")


if __name__ == "__main__":
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)
    main()
