"""Plays previews in a browser and prints where it hears what stands in the master.

    python3 tests/sound/browser.py [chromium | firefox | webkit]

Chromium and Firefox run without a window; WebKit is the GTK port's MiniBrowser under Xvfb. Wanted
are (Debian, Ubuntu) the package chromium, firefox-esr, or libwebkit2gtk-4.1-0 with xvfb,
gstreamer1.0-plugins-good and gstreamer1.0-plugins-bad.
"""

import http.server
import json
import os
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
WORK = HERE / "target/preview-browser"
SECONDS = 4
CLICK_S = 1.0
TIME_LIMIT_S = 120
# Behind a seek an MP3 is silent until its decoder has what it refers to: 2 frames, 3 where they are
# short of bits. The clock of the page is that of its last block, and runs a little ahead of it. What is soft before the first
# sound counts as sound.
LIMITS_MS = {"duration": 1, "decoded length": 1, "decoded click": 1, "first sound": 5,
             "sound beside the clock": 30, "silent behind a seek": 80}

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--autoplay-policy=no-user-gesture-required", "--mute-audio"]
PREFERENCES = ["media.autoplay.default", "media.autoplay.blocking_policy"]


def wav(path: Path, samples: list[float], rate: int, channels: int) -> None:
    frames = b"".join(struct.pack("<h", round(sample * 32767)) * channels for sample in samples)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(frames), b"WAVE", b"fmt ", 16, 1, channels, rate,
                       rate * 2 * channels, 2 * channels, 16, b"data", len(frames))
    path.write_bytes(head + frames)


def masters() -> list[tuple[Path, bool]]:
    """Soft noise, of which every moment is unlike all others, and a click in silence, at several rates."""
    found = []
    for rate, channels in ((44_100, 2), (48_000, 2), (44_100, 1), (22_050, 2), (8_000, 1), (96_000, 2)):
        dice, last, noise = random.Random(17), 0.0, []
        for _ in range(rate * SECONDS):
            last += (dice.uniform(-0.8, 0.8) - last) * min(1, 9_000 / rate)
            noise.append(last)
        click = [0.0] * (rate * SECONDS)
        click[round(rate * CLICK_S)] = 0.9
        for name, samples in (("noise", noise), ("click", click)):
            path = WORK / f"{name}-{rate}-{channels}.wav"
            wav(path, samples, rate, channels)
            found.append((path, name == "click"))
    return found


class Pages(http.server.SimpleHTTPRequestHandler):
    """The page, the files by ranges, and the results when they come."""

    results: dict | None = None
    arrived = threading.Event()

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        Pages.results = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(204)
        self.end_headers()
        Pages.arrived.set()

    def do_GET(self) -> None:
        path = WORK / self.path.strip("/")
        if not path.is_file():
            self.send_error(404)
            return
        body, start = path.read_bytes(), 0
        asked = self.headers.get("range")
        if asked:
            low, _, high = asked.removeprefix("bytes=").partition("-")
            start, end = int(low or 0), int(high or len(body) - 1)
            self.send_response(206)
            self.send_header("content-range", f"bytes {start}-{min(end, len(body) - 1)}/{len(body)}")
            body = body[start : end + 1]
        else:
            self.send_response(200)
        kinds = {".html": "text/html", ".json": "application/json", ".mp3": "audio/mpeg", ".wav": "audio/wav"}
        self.send_header("content-type", kinds[path.suffix])
        self.send_header("accept-ranges", "bytes")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass


def command(browser: str, profile: str, url: str) -> list[str]:
    if browser == "firefox":
        lines = [f'user_pref("{name}", 0);' for name in PREFERENCES]
        Path(profile, "user.js").write_text("\n".join(lines))
        return ["firefox-esr", "--headless", "--no-remote", "--profile", profile, url]
    if browser == "webkit":
        folder = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1"
        return ["xvfb-run", "-a", f"{folder}/MiniBrowser", "--autoplay-policy=allow", url]
    return ["chromium", *FLAGS, f"--user-data-dir={profile}", url]


def play(browser: str) -> dict | None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/browser.html"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        home = {**os.environ, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        running = subprocess.Popen(command(browser, profile, url), env=home, start_new_session=True, **quiet)
        Pages.arrived.wait(TIME_LIMIT_S)
        os.killpg(running.pid, 15)
        running.wait()
    return Pages.results


def judge(result: dict) -> dict[str, float]:
    off = {
        "duration": result["duration_ms"] - result["master_ms"],
        "decoded length": result["decoded_ms"] - result["master_ms"],
    }
    if result["played"]:
        ahead = {kind: [one["last_ms"] - one["clock_ms"] for one in result[kind]] for kind in ("played", "master_played")}
        off["first sound"] = result["played"][0]["first_ms"]
        off["sound beside the clock"] = statistics.mean(ahead["played"]) - statistics.mean(ahead["master_played"])
        off["silent behind a seek"] = max(one["first_ms"] - one["seek_ms"] for one in result["played"])
    else:
        off["decoded click"] = result["decoded_click_ms"] - result["master_click_ms"]
    return off


def main() -> int:
    browser = sys.argv[1] if len(sys.argv) > 1 else "chromium"
    WORK.mkdir(parents=True, exist_ok=True)
    made = masters()
    subprocess.run(["cargo", "run", "--quiet", "-p", "media", "--example", "sound_facts", "--", "--previews",
                    WORK, *(path for path, _ in made)], cwd=HERE, check=True, stdout=subprocess.DEVNULL)
    files = []
    for path, is_click in made:
        path.with_suffix(".preview").rename(path.with_suffix(".mp3"))
        files.append({"master": path.name, "preview": path.with_suffix(".mp3").name, "click": is_click})
    (WORK / "files.json").write_text(json.dumps(files))
    (WORK / "browser.html").write_bytes((Path(__file__).parent / "browser.html").read_bytes())
    found = play(browser)
    if found is None:
        print(f"{browser} has not answered within {TIME_LIMIT_S} s")
        return 1
    print(found["agent"])
    failed = False
    for result in found["results"]:
        if "error" in result:
            print(result["error"])
            return 1
        off = judge(result)
        failed |= any(not abs(ms) <= LIMITS_MS[value] for value, ms in off.items())
        print(f"{result['file']:>20}: " + ", ".join(f"{value} {ms:+.3f} ms" for value, ms in off.items()))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
