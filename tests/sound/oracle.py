"""Hears files of every format that we take beside ffmpeg, and prints the worst deviation of each value.

Made here, in target/sound: sweeps, noise, clicks and music-like chords in every container and
codec, at several rates, mono and stereo; the same as pipes, RF64, joined and with tags around. And
the cases of shared/media/samples/sound. The length is judged by how the file was made; loudness and
true peak by ffmpeg, over exactly those samples; the preview by the samples that ffmpeg decodes of
it, as a browser plays them.

Needs ffmpeg; flac, sox and oggenc are used where they are installed:
    apt-get install ffmpeg flac sox vorbis-tools      (Debian, Ubuntu)
    brew install ffmpeg flac sox vorbis-tools         (macOS)
"""

import json
import math
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
CASES = HERE / "shared/media/samples/sound"
WORK = HERE / "target/sound"
LIMITS = {"length ms": 1, "loudness LU": 0.02, "true peak dB": 0.05}
# Half a sample is what the other rate of a preview rounds.
PREVIEW_LIMITS = {"preview samples": 0.5, "preview loudness LU": 0.1}
# Clicks in 15 kb/s have a preview in 8, which comes out louder or softer by jumps.
COARSE = {("preview loudness LU", "clicks-48000-2-23-libvorbis.ogg"): 0.2}

SOUNDS = {
    "chords": "aevalsrc=0.2*sin(2*PI*220*t)*(1+sin(2*PI*0.7*t))+0.2*sin(2*PI*554.37*t)"
    "+0.1*sin(2*PI*(1+floor(t*2))*659.25*t)",
    "sweep": "aevalsrc=0.5*sin(2*PI*(100*t+800*t*t))",
    "loud": "anoisesrc=color=white:seed=9:amplitude=1,volume=2,alimiter=limit=0.98",
    "clicks": "aevalsrc=0.9*lt(mod(t\\,0.5)\\,0.0005)-0.4*lt(mod(t+0.3\\,0.7)\\,0.002)",
}
# Name, suffix, arguments, and whether an encoder's padding may be heard behind the sound: then
# ffmpeg's own count is the length.
CODECS = [
    ("pcm_s16le", "wav", [], False),
    ("pcm_s24le", "wav", [], False),
    ("pcm_s32le", "wav", [], False),
    ("pcm_u8", "wav", [], False),
    ("pcm_f32le", "wav", [], False),
    ("pcm_f64le", "wav", [], False),
    ("pcm_alaw", "wav", [], False),
    ("pcm_mulaw", "wav", [], False),
    ("pcm_s24le", "wav", ["-rf64", "always"], False),
    ("pcm_s16be", "aiff", [], False),
    ("pcm_s24be", "aiff", [], False),
    ("pcm_f32be", "aiff", [], False),
    ("flac", "flac", [], False),
    ("flac", "flac", ["-sample_fmt", "s32"], False),
    ("alac", "m4a", [], False),
    ("alac", "m4a", ["-sample_fmt", "s32p"], False),
    ("aac", "m4a", ["-b:a", "128k"], False),
    ("aac", "m4a", ["-b:a", "128k", "-movflags", "+faststart"], False),
    ("aac", "m4a", ["-b:a", "128k", "-movflags", "frag_keyframe+empty_moov+delay_moov"], False),
    ("libmp3lame", "mp3", ["-b:a", "128k"], False),
    ("libmp3lame", "mp3", ["-q:a", "4"], False),
    ("libmp3lame", "mp3", ["-q:a", "4", "-write_xing", "0"], True),
    ("libmp3lame", "mp3", ["-b:a", "96k", "-write_xing", "0", "-id3v2_version", "3"], True),
    ("libvorbis", "ogg", ["-q:a", "4"], False),
    ("flac", "ogg", [], False),
]
SHAPES = [(44_100, 2), (48_000, 2), (22_050, 1), (96_000, 2)]
# The chords are made in every codec, the others in these: what their sound has to do with.
CODECS_OF_ALL_SOUNDS = {1, 12, 16, 20, 23}
SECONDS = 3.3
# ffmpeg does not read a FLAC of 32 bits: it hears what the reference decoder makes of it.
READ_OTHERWISE = {"flac_32bit.flac"}
# Priming that ffmpeg plays: it does not find the header that says how much there is.
FIRST_FOR_FFMPEG = {"m4a_fragmented.m4a": 1_024, "mp3_junk_between_id3_and_sound.mp3": 1_105}


@dataclass
class Sound:
    """A file, its length in samples where that is known, where its sound starts for ffmpeg, and the
    file that ffmpeg reads in its place where it cannot read this one."""

    path: Path
    samples: int | None
    rate: int
    first: int = 0
    readable: Path | None = None


def run(*command: str | Path, **options) -> subprocess.CompletedProcess:
    return subprocess.run([str(part) for part in command], capture_output=True, check=True, **options)


def ffmpeg(*arguments: str | Path) -> None:
    run("ffmpeg", "-v", "error", "-nostdin", "-y", *arguments)


def make() -> list[Sound]:
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / "previews").mkdir(parents=True)
    made = []
    for sound, source in SOUNDS.items():
        for rate, channels in SHAPES:
            samples = round(SECONDS * rate)
            master = WORK / f"{sound}-{rate}-{channels}.master.wav"
            layout = "mono" if channels == 1 else "stereo"
            form = f"aresample={rate},aformat=sample_fmts=s32:channel_layouts={layout}"
            trim = f"atrim=end_sample={samples}"
            ffmpeg("-f", "lavfi", "-i", f"{source}:s={rate}" if "aevalsrc" in source else
                   source.replace("anoisesrc=", f"anoisesrc=r={rate}:", 1),
                   "-af", f"{form},{trim}", "-c:a", "pcm_s24le", master)
            for index, (codec, suffix, arguments, is_padded) in enumerate(CODECS):
                is_wanted = sound == "chords" or index in CODECS_OF_ALL_SOUNDS
                if not is_wanted or (rate > 48_000 and codec == "libmp3lame"):
                    continue
                path = WORK / f"{sound}-{rate}-{channels}-{index:02}-{codec}.{suffix}"
                ffmpeg("-i", master, "-c:a", codec, *arguments, path)
                # ffmpeg plays a fragmented file's priming, at times below zero.
                first = 1_024 if "frag_keyframe" in "".join(arguments) else 0
                made.append(Sound(path, None if is_padded else samples, rate, first))
    return made + variants(made)


def variants(made: list[Sound]) -> list[Sound]:
    """What pipes, taggers and cutters make of good files."""
    found = []

    def add(like: Sound, name: str, content: bytes, samples: int | None, first: int = 0) -> None:
        path = WORK / name
        path.write_bytes(content)
        found.append(Sound(path, samples, like.rate, first))

    wav = next(sound for sound in made if "chords-44100-2-00" in sound.path.name)
    whole = wav.path.read_bytes()
    data = whole.index(b"data") + 4
    for size in (0, 0xFFFFFFFF, 0x7FFFF000):
        lie = size.to_bytes(4, "little")
        content = whole[:4] + lie + whole[8:data] + lie + whole[data + 4 :]
        add(wav, f"v-data-{size:08x}.wav", content, wav.samples)
    for off in (-8, 8):
        riff = (len(whole) - 8 + off).to_bytes(4, "little")
        add(wav, f"v-riff-{off}.wav", whole[:4] + riff + whole[8:], wav.samples)
    aiff = next(sound for sound in made if "chords-44100-2-09" in sound.path.name)
    content = aiff.path.read_bytes()
    for off in (-8, 8):
        form = (len(content) - 8 + off).to_bytes(4, "big")
        add(aiff, f"v-form-{off}.aiff", content[:4] + form + content[8:], aiff.samples)
    flac = next(sound for sound in made if "chords-44100-2-12" in sound.path.name)
    content = flac.path.read_bytes()
    add(flac, "v-min-block-0.flac", content[:8] + b"\0\0" + content[10:], flac.samples)
    tag = b"TAG" + b"\0" * 125
    add(flac, "v-id3v1.flac", content + tag, flac.samples)
    footer = b"APETAGEX" + (2000).to_bytes(4, "little") + (32).to_bytes(4, "little") + bytes(16)
    add(flac, "v-ape.flac", content + footer, flac.samples)
    m4a = next(sound for sound in made if "chords-44100-2-17" in sound.path.name)
    content = m4a.path.read_bytes()
    at = content.index(b"mdat") - 4
    add(m4a, "v-mdat-0.m4a", content[:at] + bytes(4) + content[at + 4 :], m4a.samples)
    ogg = next(sound for sound in made if "chords-44100-2-23" in sound.path.name)
    other = next(sound for sound in made if "sweep-44100-2-23" in sound.path.name)
    both = ogg.path.read_bytes() + other.path.read_bytes()
    add(ogg, "v-chained.ogg", both, 2 * ogg.samples)
    for index in ("21", "22"):
        mp3 = next(sound for sound in made if f"chords-44100-2-{index}" in sound.path.name)
        content = mp3.path.read_bytes()
        # ffmpeg drops the frame before a second tag: the length is twice that of the one.
        add(mp3, f"v-joined-{index}.mp3", content + content, 2 * decoded_samples(mp3.path))
        add(mp3, f"v-tags-{index}.mp3", content + footer + tag, None)
    if shutil.which("sox"):
        for kind in ("wav", "aiff"):
            piped = run("sox", wav.path, "-t", kind, "-").stdout
            add(wav, f"v-sox-pipe.{kind}", piped, wav.samples)
    if shutil.which("flac"):
        run("flac", "-s", "-f", "-8", wav.path, "-o", WORK / "v-reference.flac")
        found.append(Sound(WORK / "v-reference.flac", wav.samples, wav.rate))
        raw = ["--force-raw-format", "--endian=little", "--sign=signed", "--channels=2", "--bps=16"]
        body = whole[data + 4 :]
        piped = run("flac", "-s", "-c", *raw, "--sample-rate=44100", "-", input=body).stdout
        add(wav, "v-pipe.flac", piped, wav.samples)
    if shutil.which("oggenc"):
        run("oggenc", "-Q", wav.path, "-o", WORK / "v-oggenc.ogg")
        found.append(Sound(WORK / "v-oggenc.ogg", wav.samples, wav.rate))
    return found


def cases() -> list[Sound]:
    """The samples that are taken; their length is ffmpeg's, or the one that they were made with."""
    found = []
    for case in json.loads((CASES / "expected.json").read_text()):
        path, rate = CASES / case["file"], case.get("sample_rate_hz", 0)
        if "refused" in case or case["file"] in READ_OTHERWISE:
            continue
        samples, first = case["duration_ms"] * rate // 1000, FIRST_FOR_FFMPEG.get(case["file"], 0)
        is_theirs = abs(decoded_samples(path) - samples) * 1000 < rate
        found.append(Sound(path, None if is_theirs else samples, rate, first))
    if shutil.which("flac"):
        path, readable = CASES / "flac_32bit.flac", WORK / "flac_32bit.wav"
        run("flac", "-s", "-f", "-d", path, "-o", readable)
        found.append(Sound(path, None, 22_050, 0, readable))
    return found


def decoded_samples(path: Path) -> int:
    """Samples of one channel as ffmpeg decodes them."""
    raw = run("ffmpeg", "-v", "error", "-i", path, "-map", "0:a:0", "-ac", "1", "-f", "s16le", "-").stdout
    return len(raw) // 2


def readings(path: Path, first: int = 0, samples: int | None = None) -> tuple[float | None, float]:
    """Loudness in LUFS, nothing where there is none, and the true peak, of which 1 is full scale."""
    end = "" if samples is None else f":end_sample={first + samples}"
    part = f"atrim=start_sample={first}{end},asetpts=PTS-STARTPTS"
    listen = "ebur128=peak=true:metadata=1,ametadata=print:file=-"
    heard = run("ffmpeg", "-nostats", "-i", path, "-map", "0:a:0", "-af", f"{part},{listen}", "-f", "null", "-")
    text = heard.stdout.decode()
    found = re.findall(r"r128\.I=(-?[\d.]+)", text)
    loudness = float(found[-1]) if found and float(found[-1]) > -70 else None
    return loudness, float(re.findall(r"r128\.true_peak=([\d.]+)", text)[-1])


def ours(files: list[Path]) -> dict[str, dict]:
    heard = run("cargo", "run", "--quiet", "-p", "media", "--example", "sound_facts", "--",
                "--previews", WORK / "previews", *files, cwd=HERE)
    lines = [json.loads(line) for line in heard.stdout.decode().splitlines()]
    return {line["file"]: line for line in lines}


def limit_of(value: str, file: str) -> float:
    return COARSE.get((value, file), {**LIMITS, **PREVIEW_LIMITS}[value])


class Worst:
    """The worst deviation of each value, with its file."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[float, str]] = {}
        self.failures: list[str] = []

    def add(self, value: str, deviation: float, file: str) -> None:
        limit = limit_of(value, file)
        if deviation > limit + 1e-9:
            self.failures.append(f"{file}: {value} is off by {deviation:.3f}")
        if value not in self.of or deviation > self.of[value][0]:
            self.of[value] = (deviation, file)

    def show(self) -> None:
        for value, (deviation, file) in self.of.items():
            limit = limit_of(value, file)
            print(f"{value:>20}: at worst {deviation:.3f} of {limit} ({file})")
        print("\n".join(self.failures))


def judge(sound: Sound, line: dict, worst: Worst) -> None:
    name = sound.path.name
    if "facts" not in line:
        worst.failures.append(f"{name}: refused: {line['refused']}")
        return
    facts = line["facts"]
    path = sound.readable or sound.path
    samples = sound.samples or decoded_samples(path)
    worst.add("length ms", abs(facts["duration_ms"] - samples * 1000 / sound.rate), name)
    loudness, peak = readings(path, sound.first, samples)
    if is_joined(sound.path):
        # ffmpeg drops or adds some samples where two files meet.
        loudness = facts["loudness_centi_lufs"] / 100
    else:
        compare(facts, loudness, peak, worst, name)
    preview = next((WORK / "previews").glob(f"{sound.path.stem}.preview"))
    rate = int(run("ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries",
                   "stream=sample_rate", "-of", "csv=p=0", preview).stdout)
    worst.add("preview samples", abs(decoded_samples(preview) - samples * rate / sound.rate), name)
    if loudness is not None:
        worst.add("preview loudness LU", abs(readings(preview)[0] - loudness), name)


def is_joined(path: Path) -> bool:
    return any(word in path.name for word in ("joined", "chained"))


def compare(facts: dict, loudness: float | None, peak: float, worst: Worst, name: str) -> None:
    found = facts["loudness_centi_lufs"]
    if (found is None) != (loudness is None):
        worst.failures.append(f"{name}: loudness {found} beside {loudness}")
    elif found is not None:
        worst.add("loudness LU", round(abs(found / 100 - loudness), 4), name)
    # ffmpeg prints three decimals of the amplitude: what lies within its rounding is right.
    low, high = (20 * math.log10(max(peak + half, 1e-9)) for half in (-0.0005, 0.0005))
    ours = facts["true_peak_centi_dbtp"] / 100
    worst.add("true peak dB", round(max(low - ours, ours - high, 0), 4), name)


def main() -> int:
    if shutil.which("ffmpeg") is None:
        print(__doc__)
        return 1
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    sounds = [sound for sound in make() + cases() if only in sound.path.name]
    found = ours([sound.path for sound in sounds])
    worst = Worst()
    for sound in sounds:
        judge(sound, found[sound.path.name], worst)
    print(f"{len(sounds)} files of {len(CODECS)} kinds, {len(SHAPES)} shapes, {len(SOUNDS)} sounds")
    worst.show()
    return 1 if worst.failures else 0


sys.exit(main())
