"""Recomputes every posted month from a dump of the table and the buckets, and compares.

It shares nothing with the ledger: the revenue is read from the files as they were uploaded, amounts
are fractions, and nobody's month is planned. Instead it asks after each month what everybody is
entitled to of *everything* that has come in so far, by the splits, consents, matches and awards as
they are known then. The difference to the month before is what that month must have booked.

usage: recompute.py DUMP     DUMP/items.json      the table's items, as DynamoDB writes them
                             DUMP/uploads/KEY     revenue/MONTH/UPLOAD as it was uploaded
                             DUMP/derived/KEY     reduced/MONTH/SHA256.json
"""

import csv
import gzip
import hashlib
import io
import json
import pathlib
import sys
from collections import defaultdict
from fractions import Fraction

# Decimals of the minor unit, and what is paid at least, in minor units.
CURRENCIES = {"EUR": (2, 2500), "GBP": (2, 2500), "USD": (2, 2500), "JPY": (0, 3000), "KWD": (3, 8000)}
WHOLE = 1_000_000


def plain(value):
    """The value of an attribute."""
    (kind, inner), = value.items()
    if kind == "M":
        return {name: plain(one) for name, one in inner.items()}
    if kind == "L":
        return [plain(one) for one in inner]
    return int(inner) if kind == "N" else inner


class Dump:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.kinds = defaultdict(list)
        for item in json.loads((self.folder / "items.json").read_text()):
            item = {name: plain(value) for name, value in item.items()}
            self.kinds[item["kind"]].append(item)

    def until(self, kind, month):
        return [one for one in self.kinds[kind] if one["month"] <= month]

    def inputs(self, kind, month):
        found = [one for one in self.until("month_input", month) if kind in one["input"]]
        return [(one["month"], one["input"][kind] | {"at": one["at"].rstrip("Z")}) for one in found]

    def newest(self, kind, subject, month):
        """Of numbered decisions the one with the highest number, by subject."""
        newest = {}
        for _, one in sorted(self.inputs(kind, month), key=lambda pair: pair[1]["number"]):
            newest[one[subject]] = one
        return newest

    def lines(self, file):
        """The lines of a file, each with the key that the ledger reduces it under."""
        raw = (self.folder / "uploads" / "revenue" / file["month"] / file["upload"]).read_bytes()
        if raw.startswith(b"\x1f\x8b"):
            raw = gzip.decompress(raw)
        assert hashlib.sha256(raw).hexdigest() == file["sha256"], "another file"
        for line in csv.DictReader(io.StringIO(raw.decode())):
            track, isrc = (line.get(name, "").strip() for name in ("track_id", "isrc"))
            key = (("both", (track, isrc)) if track and isrc else ("track", track) if track
                   else ("isrc", isrc) if isrc else ("nothing", ""))
            yield Line(file, key, line)

    def reduced_row(self, match):
        """What the lines of a matched row have in common."""
        file, = [one for one in self.kinds["revenue_file"] if one["sha256"] == match["file_sha256"]]
        path = self.folder / "derived" / "reduced" / file["month"] / (file["reduced_sha256"] + ".json")
        row = json.loads(path.read_text())["rows"][match["row"]]
        key = row["key"]
        (kind, name), = key.items() if isinstance(key, dict) else [(key, "")]
        if kind == "both":
            name = (name["track_id"], name["isrc"])
        return (file["sha256"], kind, name, row["source"], row["territory"], row["currency"])


class Line:
    def __init__(self, file, key, line):
        self.key = key
        self.currency = line["currency"].strip()
        self.amount = Fraction(line["amount"].strip())
        source, territory = line["source"].strip(), line["territory"].strip()
        self.row = (file["sha256"], *key, source, territory, self.currency)
        self.void_track = None


class Books:
    """What is known after each month."""

    def __init__(self, dump):
        self.dump = dump
        self.waiting = []
        self.settled = defaultdict(Fraction)    # (track, currency): everything so far
        self.applied = {}                       # track: its split, as last applied
        self.entitled = defaultdict(Fraction)   # (account, currency)
        self.outside = defaultdict(Fraction)    # adjustments and waivers so far
        self.prizes = []                        # track, writer and part, so far
        self.pooled = defaultdict(Fraction)     # (account, currency): of the entitlement, through the pool
        self.closing = defaultdict(Fraction)

    def month(self, month):
        """What the month must have booked, by (account, currency)."""
        dump = self.dump
        newest = {}
        for one in sorted(dump.until("split", month), key=lambda split: split["number"]):
            newest[one["track"]] = one
        void = {track for track, one in dump.newest("award", "track", month).items() if one["void"]}
        known = dump.newest("isrc", "track", month).items()
        # Of two tracks with one code, the one that got it later.
        codes = {one["isrc"]: track for track, one in sorted(known, key=lambda pair: pair[1]["at"])}
        matches = {dump.reduced_row(one): one["matched"]["track"]
                   for one in dump.until("suspense_match", month)}
        self.applied.update((track, one) for track, one in newest.items() if track not in void)

        new = defaultdict(Fraction)             # (track, currency): of this month's files
        still = []
        for line in self.waiting:
            track = line.void_track or matches.get(line.row)
            self.settle(line, track, void, still)
        for file in dump.kinds["revenue_file"]:
            for line in dump.lines(file) if file["month"] == month else []:
                kind, name = line.key
                track, code = name if kind == "both" else (name, name)
                owner = codes.get(code.replace("-", "").upper())
                if kind == "isrc":
                    track = owner or code
                elif kind == "nothing" or kind == "both" and owner not in (None, track):
                    track = None
                line.void_track = track if track in newest and track in void else None
                track = track if track in newest else matches.get(line.row)
                if self.settle(line, track, void, still):
                    new[track, line.currency] += line.amount
        self.waiting = still

        for of, one in dump.inputs("adjustment", month):
            for entry in one["entries"] if of == month else []:
                self.outside[entry["account"], entry["money"]["currency"]] += Fraction(entry["money"]["amount"])
        for prize in dump.kinds["prize_award"]:
            for share in prize["shares"] if prize["month"] == month else []:
                self.prizes.append((share["track"], share["member"], share["money"]))

        consents = {(one["track"], one["account"]) for _, one in dump.inputs("consent", month)}
        now, earned = defaultdict(Fraction, self.outside), defaultdict(Fraction)
        for track, member, money in self.prizes:
            waits = member in self.waiting_writers(track) and (track, member) not in consents
            account = f"suspense:prize:{member}:{track}" if waits else member
            now[account, money["currency"]] += Fraction(money["amount"])
        for (track, currency), revenue in self.settled.items():
            for account, share in self.shares(track, consents):
                now[account, currency] += revenue * share
        pooled = defaultdict(Fraction)
        for (track, currency), revenue in self.settled.items():
            for account, share in self.pool(track, consents):
                pooled[account, currency] += revenue * share
        for (track, currency), revenue in new.items():
            for account, share in self.shares(track, consents):
                earned[account, currency] += revenue * share
        for line in still:
            account = "suspense:void:" + line.void_track if line.void_track else "suspense:unmatched"
            now[account, line.currency] += line.amount
        return self.pay(month, now, earned, pooled)

    def settle(self, line, track, void, still):
        if track in self.applied and track not in void:
            self.settled[track, line.currency] += line.amount
            return True
        still.append(line)
        return False

    def shares(self, track, consents):
        rows = [(row["account"], row["share_ppm"]) for row in self.applied[track]["rows"]]
        return self.received(track, consents, rows)

    def pool(self, track, consents):
        """What of the shares comes of reviews: the pool by their number, the rest by largest remainder."""
        sources = self.applied[track].get("sources") or {"pool": 0, "reviews": []}
        count = defaultdict(int)
        for review in sources["reviews"]:
            count[review["account"]] += 1
        exact = {account: Fraction(sources["pool"] * number, len(sources["reviews"]))
                 for account, number in count.items()}
        parts = {account: int(part) for account, part in exact.items()}
        left = sources["pool"] - sum(parts.values()) if parts else 0
        for account in sorted(parts, key=lambda one: (parts[one] - exact[one], one))[:left]:
            parts[account] += 1
        return self.received(track, consents, parts.items())

    def waiting_writers(self, track):
        return {account for one in self.dump.kinds["split"] if one["track"] == track
                for account in one.get("unconsented", [])}

    def received(self, track, consents, rows):
        waiting = self.waiting_writers(track)
        for account, share_ppm in rows:
            if account in waiting and (track, account) not in consents:
                account = f"suspense:unconsented:{account}:{track}"
            yield account, Fraction(share_ppm, WHOLE)

    def waive(self, account, now):
        """What somebody who leaves gives up: all that cannot be paid goes to the platform."""
        for key in [key for key in set(now) | set(self.closing) if key[0] == account]:
            payable = self.closing[key] + now[key] - self.entitled[key]
            minor = 10 ** CURRENCIES[key[1]][0]
            rest = payable - (Fraction(payable * minor // 1, minor) if payable >= 1 else 0)
            for receiver, amount in ((account, -rest), ("platform", rest)):
                now[receiver, key[1]] += amount
                self.outside[receiver, key[1]] += amount

    def pay(self, month, now, earned, pooled):
        asked = {one["account"]: one["reason"] for of, one in self.dump.inputs("payout", month) if of == month}
        taxes = {account: one["rate_bp"]
                 for account, one in self.dump.newest("tax_rate", "account", month).items()}
        for account in sorted(account for account, reason in asked.items() if reason == "leaving_waived"):
            self.waive(account, now)
        booked = {}
        for key in sorted(set(now) | set(self.entitled) | set(self.closing)):
            account, currency = key
            change, opening = now[key] - self.entitled[key], self.closing[key]
            payable = opening + change
            decimals, minimum = CURRENCIES[currency]
            minimum = Fraction(1) if account in asked else Fraction(minimum, 10 ** decimals)
            gross = Fraction(0)
            if account.startswith("mem_") and payable >= minimum:
                gross = Fraction(payable * 10 ** decimals // 1, 10 ** decimals)
            withheld = Fraction(gross * 10 ** decimals * taxes.get(account, 0) // 10_000, 10 ** decimals)
            booked[key] = {
                "opening": opening, "earnings": earned[key], "change": change, "gross": gross, "withheld": withheld, "closing": payable - gross,
                "pool": pooled[key] - self.pooled[key],
            }
            self.closing[key] = payable - gross
        self.entitled, self.pooled = now, pooled
        return booked


def compare(month, booked, entries):
    """Every difference between what must be booked and what is."""
    for key, must in booked.items():
        entry = entries.pop(key, None)
        if entry is None:
            if any(must.values()):
                yield f"{month} {key}: nothing is booked, but {must}"
            continue
        payout = {name: Fraction(value) for name, value in entry["payout"].items()}
        is_ = {"opening": Fraction(entry["opening"]), "earnings": Fraction(entry["earnings"]),
               "change": Fraction(entry["earnings"]) + Fraction(entry["adjustments"]),
               "pool": Fraction(entry["pool"]),
               **{name: payout[name] for name in ("gross", "withheld", "closing")}}
        # Suspense receives what came into it this month and gives back what has waited: only the sum of
        # both follows from what waits.
        if key[0].startswith("suspense:") and not key[0].startswith("suspense:unconsented:"):
            is_["earnings"] = must["earnings"]
        for name, value in must.items():
            if is_[name] != value:
                yield f"{month} {key} {name}: {is_[name]} is booked, {value} is right"
        if payout["net"] != payout["gross"] - payout["withheld"]:
            yield f"{month} {key}: net is not what is left of gross"
    for key, entry in entries.items():
        if not key[0].startswith("prize:"):
            yield f"{month} {key}: booked without a reason: {entry}"


def main(folder):
    dump = Dump(folder)
    books, wrong, count = Books(dump), [], 0
    posted = sorted(one["month"] for one in dump.kinds["month"] if one.get("posted_at"))
    for month in posted:
        entries = {(one["account"], one["currency"]): one
                   for one in dump.kinds["entry"] if one["month"] == month}
        count += len(entries)
        wrong.extend(compare(month, books.month(month), entries))
    for balance in dump.kinds["balance"]:
        key = (balance["account"], balance["currency"])
        if Fraction(balance["balance_atoms"], 10 ** 14) != books.closing[key]:
            wrong.append(f"{key}: the balance is not what the months leave")
    print("\n".join(wrong) if wrong else f"{count} entries of {len(posted)} months agree to the last digit")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
