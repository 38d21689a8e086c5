"""Schemathesis against a running studio: requests made from infra/openapi.yaml, as a composer, a
co-producer, a client and an operator, and every answer held to that document.

Run it with `make contract` (10,000 requests and more) or `.ci/contract sample`; both bring what it needs.
Ends with 1 where the studio failed (5xx) or answered what the document does not say."""

import argparse
import base64
import collections
import copy
import hashlib
import io
import itertools
import json
import math
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import wave

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "infra" / "openapi.yaml"
SEED = 18

# Who asks, by the name that the story gives them; a co-producer is a composer with that standing.
KINDS = {
    "composer": ("Ada", "composer"),
    "co-producer": ("Mika", "composer"),
    "client": ("Clara", "client"),
    "operator": ("Otto", "operator"),
}
# Whoever asks to be erased is nobody that the other requests need.
ERASED = ("Somebody Who Leaves", "composer")
ERASES = "DELETE /me"

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "ignored_auth",
]
# What a request that the document forbids may be answered with: also that the thing is in no state for it
# (409), has changed (412) or is too large (413), which may be found before what is wrong with the request.
REFUSALS = [400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428, "5xx"]
# What a request that the document allows may be answered with beside what it asks for: it may not be the
# caller's to ask, name what is not there, come at a wrong moment, or break a rule that no schema tells; a
# cursor of a list is made by the studio alone (400).
ACCEPTED = ["2xx", 303, 400, 401, 403, 404, 409, 412, 422, "5xx"]
# What a request without a header that it needs may be answered with: the caller and the thing may be judged
# before.
WITHOUT_HEADER = [400, 401, 403, 404, 428]
# How often a path names something that is there, when it might name anything.
KNOWN_ID_PROBABILITY = 0.75

ID = re.compile(r"\b([a-z]{3}_)[0-7][0-9A-HJKMNP-TV-Z]{25}\b")
METHODS = ("get", "put", "post", "delete", "patch")


def main():
    arguments = read_arguments()
    document = yaml.safe_load(DOCUMENT.read_text())
    with tempfile.TemporaryDirectory() as folder:
        with Studio(arguments.studio) as studio:
            if studio.process is not None:
                prepare(studio)
            known = Known(studio, document)
            runs = [run(studio, kind, known, arguments, pathlib.Path(folder)) for kind in KINDS]
    sys.exit(report(document, runs, arguments))


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--studio", help="a running studio with the story told; otherwise one is started")
    parser.add_argument("--examples", type=int, default=40, help="requests made at random, an operation and kind")
    parser.add_argument("--phases", default="examples,coverage,fuzzing", help="of schemathesis")
    parser.add_argument("--least", type=int, default=10_000, help="fewer requests are a failure")
    return parser.parse_args()


class Studio:
    """A studio on a free port that is gone afterwards, or the one that is running at `url`."""

    def __init__(self, url):
        self.url, self.process = url, None

    def __enter__(self):
        if self.url is None:
            target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
            program = os.environ.get("COPRODUCER", target / "debug" / "coproducer")
            command = [program, "--log", "error", "up", "--port", "0", "--ephemeral", "--story", "--no-web"]
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            printed = []
            for line in self.process.stdout:
                printed.append(line)
                found = re.search(r"answers at (http://[0-9.]+:[0-9]+)", line)
                if found:
                    self.url = found[1]
                    break
            if self.url is None:
                sys.exit("the studio does not start:\n" + "".join(printed))
        return self

    def __exit__(self, *_):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def token(self, name, group):
        return self.send("GET", f"/_studio/token/{group}/{urllib.parse.quote(name)}")[1].decode()

    def send(self, method, path, body=None, headers=None):
        """Status and body of an answer; a path of the studio, or a whole address."""
        url = path if path.startswith("http") else self.url + path
        headers = dict(headers or {})
        if isinstance(body, (dict, list)):
            body, headers["content-type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(url, body, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def act(self, kind, method, path, body=None):
        """A request that must go well, with an idempotency key where it may be needed."""
        headers = {"authorization": f"Bearer {self.token(*KINDS[kind])}"}
        if method == "POST":
            headers["idempotency-key"] = hashlib.sha256(f"{path} {body}".encode()).hexdigest()
        status, answer = self.send(method, path, body, headers)
        if not 200 <= status < 300:
            sys.exit(f"{kind} {method} {path}: {status} {answer.decode()}")
        return json.loads(answer)


def prepare(studio):
    """Beside the story, where everything is over: a brief that takes entries, with a question, and an
    entry that waits for an answer."""
    now = json.loads(studio.send("GET", "/_studio/clock")[1])["now"]
    deadline = f"{int(now[:4]) + 1}{now[4:10]}T00:00:00Z"
    brief = studio.act("client", "POST", "/briefs", {
        "title": "Night train", "text": "crisp, awake, on rails", "deadline": deadline, "visibility": "public",
    })["id"]
    studio.act("client", "POST", f"/briefs/{brief}/open")
    studio.act("composer", "POST", f"/briefs/{brief}/questions", {"text": "Is there a whistle?"})
    sound = melody()
    place = studio.act("composer", "POST", f"/briefs/{brief}/tracks", {
        "title": "Sleeper", "content_type": "audio/wav", "size_bytes": len(sound),
        "sha256": hashlib.sha256(sound).hexdigest(),
    })
    upload = place["upload"]
    status, answer = studio.send(upload["method"], upload["url"], sound, upload["headers"])
    if status != 200:
        sys.exit(f"the upload: {status} {answer.decode()}")
    studio.send("POST", "/_studio/settle", {})


def melody(seconds=15, rate_hz=44_100):
    """A WAV file that is no recording of the story."""
    samples = (
        int(12_000 * math.sin(2 * math.pi * (277 + 31 * (at // rate_hz % 5)) * at / rate_hz))
        for at in range(seconds * rate_hz)
    )
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate_hz)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return file.getvalue()


class Known:
    """What paths may name: read from every list that anybody may read, and from everything that those
    lists name."""

    # Of the combinations that a path of several names has, so many are tried.
    TRIED = 60
    # The second round reads below what the first one has found, the third below that.
    ROUNDS = 3

    def __init__(self, studio, document):
        self.document = document
        self.tokens = {kind: studio.token(*who) for kind, who in KINDS.items()}
        self.prefixes = {name: self.prefix_of(name) for name in parameters(document)}
        self.values = collections.defaultdict(set)
        self.values["version"] |= {"1", "2"}
        self.values["before"].add("1")
        self.values["after"].add("2")
        # By path: the names in it that belong together, each a way to something that is there.
        self.ways = collections.defaultdict(dict)
        for _ in range(self.ROUNDS):
            for path, operations in document["paths"].items():
                if "get" in operations:
                    self.read(studio, path)

    def read(self, studio, path):
        names = names_of(path)
        columns = [sorted(self.of(name)) for name in names]
        for values in itertools.islice(itertools.product(*columns), self.TRIED):
            if values in self.ways[path]:
                continue
            named = filled(path, dict(zip(names, values)))
            for token in self.tokens.values():
                status, body = studio.send("GET", named, headers={"authorization": f"Bearer {token}"})
                if status == 200:
                    self.ways[path][values] = True
                    self.remember(path, body.decode(errors="replace"))

    def remember(self, path, text):
        for match in ID.finditer(text):
            self.values[match[1]].add(match[0])
        self.values["month"] |= set(re.findall(r'"(?:month|adjusts)":"(\d{4}-\d{2})"', text))
        if path.endswith("/revenue"):
            self.values["sha256"] |= set(re.findall(r'"([0-9a-f]{64})"', text))

    def of(self, name):
        """Everything that may stand in a path under this name."""
        return self.values[self.prefixes[name] or name]

    def example(self, path, turn):
        """Values for all names of a path that belong together, as far as any are known: of the longest
        path above it that led somewhere; another one each turn."""
        steps = path.split("/")
        for end in range(len(steps), 0, -1):
            above = "/".join(steps[:end])
            ways = sorted(self.ways.get(above, {}))
            if ways and names_of(above):
                return dict(zip(names_of(above), ways[turn % len(ways)]))
        return {}

    def prefix_of(self, name):
        """What ids in this place of a path begin with; nothing where it takes no id. A suspense entry
        is called `entry` in a path: the document's pattern says what it is."""
        for operation in operations_of(self.document).values():
            for parameter in operation.get("parameters", []):
                parameter = resolved(self.document, parameter)
                if parameter["in"] == "path" and parameter["name"] == name:
                    pattern = resolved(self.document, parameter["schema"]).get("pattern", "")
                    match = re.match(r"\^([a-z]{3}_)", pattern)
                    return match[1] if match else None
        return None

    def document_with_examples(self, turn):
        """The document, whose paths have examples that are there."""
        document = copy.deepcopy(self.document)
        for label, operation in operations_of(document).items():
            path = label.split(" ")[1]
            example = self.example(path, turn)
            operation["parameters"] = [
                with_example(document, parameter, example) for parameter in operation.get("parameters", [])
            ]
        return document


def with_example(document, parameter, example):
    parameter = resolved(document, parameter)
    if parameter["name"] == "If-Match":
        # An empty one matches nothing, and is not compared where a repeat changes nothing: no fault.
        schema = {key: part for key, part in parameter["schema"].items() if key != "minLength"}
        return {**parameter, "schema": schema}
    value = example.get(parameter["name"]) if parameter["in"] == "path" else None
    if value is None:
        return parameter
    schema = resolved(document, parameter["schema"])
    if schema.get("type") == "integer":
        value = int(value)
    kept = {key: part for key, part in parameter.items() if key not in ("example", "examples")}
    return {**kept, "schema": {**schema, "examples": [value]}}


def operations_of(document):
    """All operations, by what schemathesis calls them: method and path."""
    return {
        f"{method.upper()} {path}": operations[method]
        for path, operations in document["paths"].items()
        for method in METHODS
        if method in operations
    }


def parameters(document):
    return sorted({name for path in document["paths"] for name in names_of(path)})


def names_of(path):
    return re.findall(r"{(\w+)}", path)


def filled(path, values):
    return re.sub(r"{(\w+)}", lambda match: str(values[match[1]]), path)


def resolved(document, value):
    while "$ref" in value:
        found = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        value = found
    return value


def run(studio, kind, known, arguments, folder):
    """All operations as one kind of person."""
    events, settings, document = (folder / f"{kind}.{end}" for end in ("ndjson", "toml", "json"))
    settings.write_text(configuration(studio, kind, known))
    document.write_text(json.dumps(known.document_with_examples(list(KINDS).index(kind))))
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", settings, "run", document,
        "--url", studio.url, "--seed", str(SEED), "--phases", arguments.phases,
        "--max-examples", str(arguments.examples), "--checks", ",".join(CHECKS),
        "--continue-on-failure", "--no-shrink", "--generation-database", "none",
        "--suppress-health-check", "all", "--warnings", "off", "--output-sanitize", "false", "--no-color",
        "--report", "ndjson", "--report-ndjson-path", events,
    ]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if not events.exists():
        sys.exit(f"schemathesis did not run:\n{done.stdout}\n{done.stderr}")
    return Run(kind, events, done, time.monotonic() - begun)


def configuration(studio, kind, known):
    """schemathesis.toml of one kind of person: their token, what is there, which refusals will do."""
    authorization = json.dumps(f"Bearer {studio.token(*KINDS[kind])}")
    erased = json.dumps(f"Bearer {studio.token(*ERASED)}")
    lines = [
        f"headers = {{ Authorization = {authorization} }}",
        f"checks.negative_data_rejection.expected-statuses = {json.dumps([str(one) for one in REFUSALS])}",
        f"checks.positive_data_acceptance.expected-statuses = {json.dumps([str(one) for one in ACCEPTED])}",
        f"checks.missing_required_header.expected-statuses = {json.dumps([str(one) for one in WITHOUT_HEADER])}",
        # The gateway has no such route, 404, whatever the method.
        "phases.coverage.unexpected-methods = []",
    ]
    named = {name: sorted(known.of(name)) for name in parameters(known.document) if known.of(name)}
    for name, values in named.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}"]
    lines += ["[parameters]"]
    for name in named:
        lines += [f'"path.{name}" = {{ dictionary = "{name}", probability = {KNOWN_ID_PROBABILITY} }}']
    lines += ["[[operations]]", f'include-name = "{ERASES}"', f"headers = {{ Authorization = {erased} }}"]
    return "\n".join(lines) + "\n"


class Run:
    """What was asked and answered as one kind of person."""

    def __init__(self, kind, events, done, seconds):
        self.kind, self.done = kind, done
        self.operations, self.answers, self.failures = set(), collections.Counter(), {}
        self.errors = []
        with events.open() as lines:
            for line in lines:
                try:
                    ((name, event),) = json.loads(line).items()
                except json.JSONDecodeError:
                    self.errors.append("its report breaks off")
                    break
                if name == "ScenarioFinished":
                    self.count(event["recorder"])
                elif name == "NonFatalError":
                    self.errors.append(json.dumps(event)[:400])
        events.unlink()
        print(f"{kind:<12} {sum(self.answers.values()):>7} requests  {seconds:6.1f} s", flush=True)

    def count(self, recorder):
        interactions = recorder.get("interactions", {})
        for case, interaction in interactions.items():
            self.operations.add(recorder["label"])
            answer = interaction["response"]
            self.answers[answer["status_code"] if answer else "none"] += 1
        for case, checks in recorder.get("checks", {}).items():
            for check in checks:
                if check["status"] == "failure":
                    failure = check["failure_info"]["failure"]
                    self.failures.setdefault(
                        (recorder["label"], check["name"], failure["title"]),
                        (failure["message"], interactions.get(case)),
                    )


def report(document, runs, arguments):
    """Prints what happened; the exit code."""
    answers = sum((run.answers for run in runs), collections.Counter())
    operations = set().union(*(run.operations for run in runs))
    requests = sum(answers.values())
    failures = [(run.kind, *key, *value) for run in runs for key, value in run.failures.items()]
    errors = [(run.kind, error) for run in runs for error in run.errors]
    for kind, label, check, title, message, interaction in failures:
        print(f"\n{kind}: {label}: {title} ({check})\n{indented(message)}\n{indented(shown(interaction))}")
    for kind, error in errors:
        print(f"\n{kind}: schemathesis: {error}")
    print(f"\noperations   {len(operations)} of {len(operations_of(document))}")
    print(f"requests     {requests}, seed {SEED}")
    for status, count in sorted(answers.items(), key=str):
        print(f"  {status}        {count:>7}")
    print(f"failures     {len(failures)}")
    # A run that ended before its events did has said why.
    broken = [run for run in runs if run.done.returncode not in (0, 1)]
    for run in broken:
        print(f"\n{run.kind}: schemathesis ended with {run.done.returncode}\n{run.done.stdout[-2000:]}{run.done.stderr}")
    if requests < arguments.least:
        print(f"fewer requests than {arguments.least}")
    # A sample may miss some of them; a run as far as it goes may not.
    unasked = sorted(set(operations_of(document)) - operations) if "coverage" in arguments.phases else []
    if unasked:
        print(f"operations that were never asked: {', '.join(unasked)}")
    failed = any(str(status).startswith("5") or status == "none" for status in answers)
    return int(bool(failures or errors or broken or failed or unasked or requests < arguments.least))


def shown(interaction):
    """A request and its answer, short."""
    if interaction is None:
        return ""
    request, answer = interaction["request"], interaction["response"] or {}
    sent, got = decoded(request.get("body")), decoded(answer.get("content"))
    return f"{request['method']} {request['uri']}\n{sent[:600]}\n{answer.get('status_code')} {got[:600]}"


def decoded(content):
    """A body as text; the report has it as base64."""
    if not content:
        return ""
    return base64.b64decode(content["$base64"]).decode(errors="replace")


def indented(text):
    return "\n".join(f"    {line}" for line in text.splitlines())


if __name__ == "__main__":
    main()
