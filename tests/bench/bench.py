"""Sums a revenue file per track and currency with our reduction, DuckDB and Polars.

The file is made here, always the same: 5,000,000 lines, 50,000 tracks, 4 currencies, 0.5 % refunds.
Each tool has two threads, exact decimals, and the file in the page cache. They take turns; the
median of five counts. All totals must agree to the last decimal, or this fails. Beside the time on
the clock stands the processor's, which other work on the machine disturbs less.

A second file has a million groups, of which ours must hold no more than 300 MB in memory.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

THREADS = 2
MEMORY_MOST_MB = 300
TIMES_AS_FAST = 3
TEXTS = ["period", "track_id", "isrc", "source", "territory", "units", "currency"]
SOURCES = ["radio", "stream", "video", "club", "fitness"]
TERRITORIES = [("DE", "EUR"), ("US", "USD"), ("GB", "GBP"), ("JP", "JPY")]


def generate(path: Path, lines: int, any_source: bool) -> None:
    """With `any_source`, every track is on every source: five times as many groups.

    Only `random.random` is used: its sequence is the same in every version of Python.
    """
    chance = random.Random(5).random
    with path.open("w") as file:
        file.write(",".join([*TEXTS, "amount"]) + "\n")
        for begin in range(0, lines, 100_000):
            count = min(100_000, lines - begin)
            file.writelines(line(chance, any_source) for _ in range(count))


def line(chance, any_source: bool) -> str:
    track = int(chance() * 50_000)
    territory, currency = TERRITORIES[int(chance() * 4)]
    decimals = (2, 4, 6, 8)[int(chance() * 4)]
    amount = int(chance() * chance() * 2e9) // 10 ** (8 - decimals)
    whole, part = divmod(amount, 10**decimals)
    sign = "-" if chance() < 0.005 else ""
    units = int(chance() * 200)
    source = SOURCES[int(chance() * 5) if any_source else track % 5]
    return (
        f"2026-01,trk_{track:05},,{source},{territory},{units},{currency},"
        f"{sign}{whole}.{part:0{decimals}}\n"
    )


def processor_seconds(whose: int) -> float:
    usage = resource.getrusage(whose)
    return usage.ru_utime + usage.ru_stime


def timed(work) -> tuple:
    """Seconds on the clock and of the processor, in this process."""
    processor, begun = processor_seconds(resource.RUSAGE_SELF), time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    return seconds, processor_seconds(resource.RUSAGE_SELF) - processor


def timed_child(command: list) -> tuple:
    """The same of another process, its start and end included."""
    processor, begun = processor_seconds(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begun
    return seconds, processor_seconds(resource.RUSAGE_CHILDREN) - processor


class Ours:
    def __init__(self, binary: str, file: Path, mode: str) -> None:
        self.command = [binary, str(file), str(THREADS), mode]
        self.out = file.with_suffix(f".{mode}.totals")

    def run(self) -> tuple:
        return timed_child(self.command)

    def totals(self) -> dict:
        subprocess.run([*self.command, self.out], check=True, stdout=subprocess.DEVNULL)
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

    def run(self) -> tuple:
        return timed(lambda: self.connection.execute(self.query))

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

    def run(self) -> tuple:
        return timed(self.collect)

    def collect(self) -> None:
        self.frame = self.query.collect(engine="streaming")

    def totals(self) -> dict:
        return {(track, currency): amount for track, currency, amount in self.frame.iter_rows()}


class WordCount:
    """Reads the file and counts its lines, nothing else: what no sum can be faster than."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def run(self) -> tuple:
        return timed_child(["wc", "-l", self.file])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", help="the example `totals` of the crate revenue_file, built for release")
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # First, since only the largest memory of all children can be asked for.
        memory(options, Path(folder))
        compare(options, Path(folder))


def memory(options, folder: Path) -> None:
    file = folder / "wide.csv"
    generate(file, options.lines, any_source=True)
    ours = Ours(options.binary, file, "identity")
    ours.run()
    file.unlink()
    most_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{most_mb:.0f} MB of memory for a million groups\n")
    if most_mb > MEMORY_MOST_MB:
        sys.exit(f"more than {MEMORY_MOST_MB} MB")


def compare(options, folder: Path) -> None:
    file = folder / "revenue.csv"
    generate(file, options.lines, any_source=False)
    tools = {
        "ours": Ours(options.binary, file, "sums"),
        "ours, with the file's SHA-256": Ours(options.binary, file, "identity"),
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
    medians = {
        name: tuple(statistics.median(column) for column in zip(*taken))
        for name, taken in times.items()
    }
    report(options.lines, file.stat().st_size, medians)
    agree({name: tool.totals() for name, tool in tools.items() if hasattr(tool, "totals")})
    fast_enough(medians)


def report(lines: int, size: int, medians: dict) -> None:
    print(f"{lines:,} lines, {size / 1e6:.0f} MB, {THREADS} threads\n")
    print("| tool | seconds | million lines/s | to ours | processor seconds | to ours |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    our_seconds, our_processor = medians["ours"]
    for name, (seconds, processor) in medians.items():
        print(
            f"| {name} | {seconds:.3f} | {lines / seconds / 1e6:.1f} "
            f"| {seconds / our_seconds:.2f} × "
            f"| {processor:.2f} | {processor / our_processor:.2f} × |"
        )
    print()


def agree(totals: dict) -> None:
    ours = totals["ours"]
    for name, theirs in totals.items():
        if theirs != ours:
            sys.exit(f"the totals of {name} are others than ours")
    print(f"all agree on {len(ours):,} totals, {sum(ours.values())} in all currencies together")


def fast_enough(medians: dict) -> None:
    """By the processor's time: the one on the clock depends on who else works on the machine."""
    _, ours = medians["ours"]
    for name in ["DuckDB", "Polars"]:
        _, theirs = medians[name]
        if theirs < TIMES_AS_FAST * ours:
            sys.exit(f"less than {TIMES_AS_FAST} times as fast as {name}")


if __name__ == "__main__":
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)
    main()
