#!/usr/bin/env python3
"""The composers' music: thirteen small pieces, written here as notes and played by a few lines of synthesis.

Standard library only and deterministic: the same Python plays the same samples. `flac` and `lame`
(Debian packages) encode at making time; the files are kept, so that nobody has to run this.

    python3 compose.py [FOLDER]
"""

import math
import os
import random
import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass, field, replace

RATE = 32_000  # samples per second
LOUDNESS = -16.0  # LUFS, integrated
CEILING = 0.84  # of full scale; leaves room for what a lossy decoder overshoots
TAIL = 1.3  # seconds that the last chord and the room may ring

# --- the pieces ----------------------------------------------------------------------------------
#
# A bar of melody is a row of equal steps: a note, `-` holds the one before, `.` rests. A bar of
# rhythm is one sign a step. Arpeggios and basses name the notes of the bar's chord.


@dataclass(frozen=True)
class Part:
    """One player: what it plays, on what, how loud, where it sits and how much room it gets."""

    role: str  # melody, strum, arpeggio, bass, drum
    instrument: str
    bars: str  # bars parted by `|`; the last ones repeat from the beginning
    gain: float
    pan: float = 0.0  # -1 left, 1 right
    room: float = 0.2
    first: int = 0  # the bar it comes in


@dataclass(frozen=True)
class Piece:
    file: str
    title: str
    composer: str
    bpm: float
    chords: str
    parts: list = field(default_factory=list)
    swing: float = 0.0  # how late the off-beats come, as a part of an eighth


LEMON_GROVE = Piece(
    file="ada-1.wav",
    title="Lemon Grove",
    composer="Ada",
    bpm=124,
    chords="C G Am F C G F C",
    parts=[
        Part("melody", "whistle", """
            e5 g5 . g5 a5 g5 e5 . | d5 . g5 - b5 a5 g5 . | c6 b5 a5 . e5 a5 b5 c6 | a5 - - g5 f5 . g5 a5 |
            e5 g5 . g5 a5 g5 e5 . | d5 . g5 - b5 d6 b5 g5 | c6 a5 . f5 a5 g5 f5 d5 | e5 . g5 . c6 - - -
            """, 0.40, 0.05, 0.35),
        Part("melody", "bell", """
            . . . . . . . . | . . . . . . . . | . . . . . . . . | . . . . . . . . |
            c6 - - - e6 - - - | b5 - - - d6 - - - | a5 - - - c6 - - - | g5 - e5 - g5 - e6 -
            """, 0.20, 0.45, 0.45),
        Part("strum", "pluck", ".x.x.x.x | .x.x.x.x | .x.x.x.x | .x.x.xxx", 0.50, -0.35, 0.15),
        Part("bass", "bass", "r . . 5 . . r 8 | r . . 5 . r . 5", 0.58, 0.0, 0.0),
        Part("drum", "kick", "x...x...x...x...", 0.66, 0.0, 0.02),
        Part("drum", "clap", "....x.......x... | ....x.......x..x", 0.62, 0.15, 0.30),
        Part("drum", "shaker", "x.oxx.oxx.oxx.ox", 0.38, 0.4, 0.10),
    ],
)

BAREFOOT = Piece(
    file="ada-2.flac",
    title="Barefoot",
    composer="Ada",
    bpm=122,
    swing=0.32,
    chords="G Em7 Am7 D7 C Em7 D7 G",
    parts=[
        Part("melody", "bell", """
            . d5 g5 a5 b5 - a5 g5 | e5 - . g5 b5 . a5 - | . e5 a5 b5 c6 - b5 a5 | f#5 - . a5 d6 . c6 a5 |
            e6 - d6 c6 . g5 e5 . | g5 . b5 . e6 - d6 b5 | c6 a5 f#5 . d5 e5 f#5 a5 | g5 - b5 . g5 - - -
            """, 0.40, 0.1, 0.35),
        Part("melody", "whistle", """
            . . . . . . . . | . . . . . . . . | . . . . . . . . | . . . . . . . . |
            g5 - - - e5 - - - | b4 - - - e5 - - - | f#5 - - - a5 - - - | b5 - - - d5 - - -
            """, 0.20, -0.2, 0.4),
        Part("strum", "epiano", "..x..x.. | x..x.... | ..x..x.. | x..x..x.", 0.30, -0.35, 0.2),
        Part("bass", "upright", "r 3 5 8 | r 5 8 5 | r 3 5 3 | r 5 3 5", 0.58, 0.0, 0.03),
        Part("drum", "hat", "x.xxx.xx", 0.36, 0.35, 0.08),
        Part("drum", "snare", "..o...x. | ..o...xo", 0.37, -0.1, 0.2),
        Part("drum", "kick", "x...x..o", 0.52, 0.0, 0.02),
    ],
)

# The first version makes the listener wait: four bars of pad before the bells, softly, and it stops
# on the way home. The second answers the feedback.
FIZZ = Piece(
    file="ada-3.mp3",
    title="Fizz",
    composer="Ada",
    bpm=112,
    chords="G D A Bm G D A",
    parts=[
        Part("melody", "bell", """
            b5 - a5 g5 d5 - g5 a5 | a5 - f#5 d5 . f#5 a5 . | c#6 - b5 a5 e5 - - -
            """, 0.20, 0.1, 0.5, first=4),
        Part("strum", "pad", "x---------------", 0.50, 0.0, 0.4),
        Part("arpeggio", "pluck", "0...2...3...2...", 0.40, -0.25, 0.3, first=2),
        Part("bass", "bass", "r - - - r - 5 -", 0.46, 0.0, 0.0, first=1),
        Part("drum", "kick", "x.......x.......", 0.50, 0.0, 0.02, first=4),
        Part("drum", "shaker", "x.o.x.o.x.o.x.o.", 0.28, 0.4, 0.1, first=4),
    ],
)

FIZZ_AGAIN = replace(
    FIZZ,
    file="ada-3-v2.mp3",
    bpm=124,
    chords="G D A Bm G D A D",
    parts=[
        Part("melody", "bell", """
            b5 - a5 g5 d5 - g5 a5 | a5 - f#5 d5 . f#5 a5 . | c#6 - b5 a5 e5 - a5 b5 | b5 - - d6 c#6 b5 a5 f#5 |
            g5 b5 d6 - b5 . g5 . | f#5 a5 d6 - a5 . f#5 . | e5 a5 c#6 - e6 d6 c#6 b5 | d6 - a5 . d6 - - -
            """, 0.44, 0.1, 0.4),
        Part("arpeggio", "bell", "3...3.2...3.2.3. | ..3...2.3...2.23", 0.18, 0.5, 0.4),
        Part("melody", "whistle", """
            . . . . . . . . | . . . . . . . . | . . . . . . . . | . . . . . . . . |
            d5 - - - b4 - - - | a4 - - - f#5 - - - | e5 - - - a5 - - - | f#5 - - - a5 - - -
            """, 0.22, -0.2, 0.4),
        Part("arpeggio", "pluck", "0123212301232123", 0.46, -0.35, 0.25),
        Part("strum", "pad", "x---------------", 0.18, 0.0, 0.4),
        Part("bass", "bass", "r . r 8 . r 5 8", 0.54, 0.0, 0.0),
        Part("drum", "kick", "x...x...x...x...", 0.63, 0.0, 0.02),
        Part("drum", "clap", "....x.......x... | ....x.......x.xx", 0.55, 0.15, 0.3),
        Part("drum", "shaker", "x.oxx.oxx.oxx.ox", 0.36, 0.4, 0.1),
    ],
)

NIGHT_BUS = Piece(
    file="ben-1.flac",
    title="Night Bus",
    composer="Ben",
    bpm=96,
    chords="Am7 F C G Dm7 E",
    parts=[
        Part("melody", "lead", """
            a4 - - g5 - - e5 c5 | c5 - - - a4 - c5 - | g4 - - e5 - - d5 e5 | d5 - - - b4 - d5 - |
            f5 - - c5 - d5 c5 d5 | e5 - - - g#4 - b4 -
            """, 0.49, 0.0, 0.5),
        Part("strum", "pad", "x---------------", 0.40, 0.0, 0.5),
        Part("arpeggio", "pluck", "..0...2...1...3.", 0.40, 0.5, 0.5),
        Part("bass", "synthbass", "r r r r r r 8 r", 0.50, 0.0, 0.0),
        Part("drum", "kick", "x.....x.x....... | x.....x.x.....x.", 0.71, 0.0, 0.02),
        Part("drum", "snare", "....x.......x...", 0.60, 0.0, 0.55),
        Part("drum", "hat", "..x...x...x...xo", 0.32, -0.35, 0.1),
    ],
)

# The brass calls in the first half of a bar, the drums answer in the second.
MARKET_DAY = Piece(
    file="chidi-1.mp3",
    title="Market Day",
    composer="Chidi",
    bpm=118,
    chords="F Bb C Bb F Bb C F",
    parts=[
        Part("melody", "brass", """
            c5 f5 a5 - c6 . . . | d5 f5 bb5 - d6 . . . | e5 g5 c6 - bb5 . g5 . | bb5 - a5 f5 . . . . |
            c5 f5 a5 - c6 . . . | d5 f5 bb5 - d6 . . . | c6 . bb5 g5 e5 . g5 bb5 | a5 . c6 . f5 - - -
            """, 0.92, 0.05, 0.3),
        Part("arpeggio", "marimba", "..2.3...2.3..2.3", 0.26, 0.35, 0.2),
        Part("arpeggio", "pluck", "0.21.0.20.21.03.", 0.48, -0.5, 0.15),
        Part("bass", "bass", "r . . r 5 . 8 5 | r . 3 . 5 . . 8", 0.56, 0.0, 0.0),
        Part("drum", "conga", "..o.......x.xx.x | ..o.....x.xx.x.x", 0.50, -0.25, 0.2),
        Part("drum", "cowbell", "x..x..x...x.x...", 0.26, 0.3, 0.15),
        Part("drum", "kick", "x...x...x...x...", 0.57, 0.0, 0.02),
        Part("drum", "shaker", "xoxoxoxoxoxoxoxo", 0.34, -0.3, 0.08),
        Part("drum", "snare", "......x.......xo", 0.30, 0.1, 0.2),
    ],
)

# What is there after the story: music for a night train, and for a harbour in the morning.
PLATFORM_NINE = Piece(
    file="ben-2.mp3",
    title="Platform Nine",
    composer="Ben",
    bpm=90,
    chords="Cm7 G# D# A# Cm7 G#",
    parts=[
        Part("melody", "epiano", """
            c5 - d#5 - g5 - - f5 | d#5 - - c5 - - g#4 - | a#4 - d#5 - f5 - g5 - | d5 - - - a#4 - - - |
            c5 - g5 - a#5 - g5 - | g#5 - g5 - d#5 - - -
            """, 0.44, 0.1, 0.5),
        Part("strum", "pad", "x---------------", 0.42, 0.0, 0.5),
        Part("bass", "synthbass", "r . . r . . 8 . | r . r . . 5 . .", 0.52, 0.0, 0.0),
        Part("drum", "hat", "..x...x...x...xo", 0.28, -0.35, 0.1),
        Part("drum", "kick", "x.......x.x.....", 0.62, 0.0, 0.02),
    ],
)

PLATFORM_NINE_AGAIN = replace(
    PLATFORM_NINE,
    file="ben-2-v2.mp3",
    bpm=98,
    parts=[
        Part("melody", "epiano", """
            c5 - d#5 - g5 - - f5 | d#5 - - c5 - - g#4 - | a#4 - d#5 - f5 - g5 - | d5 - f5 - a#5 - f5 - |
            c6 - g5 - a#5 - g5 - | g#5 - g5 - c5 - - -
            """, 0.46, 0.1, 0.5),
        Part("arpeggio", "pluck", "0...2...1...3...", 0.34, 0.45, 0.4),
        Part("strum", "pad", "x---------------", 0.30, 0.0, 0.5),
        Part("bass", "synthbass", "r . r r . 5 8 .", 0.54, 0.0, 0.0),
        Part("drum", "kick", "x.....x.x.....x.", 0.66, 0.0, 0.02),
        Part("drum", "snare", "....x.......x..o", 0.46, 0.0, 0.4),
        Part("drum", "hat", "x.x.x.x.x.x.x.xo", 0.28, -0.35, 0.1),
    ],
)

DINING_CAR = Piece(
    file="ada-4.mp3",
    title="Dining Car",
    composer="Ada",
    bpm=108,
    swing=0.28,
    chords="Dm7 G7 C Am7 Dm7 G7 C",
    parts=[
        Part("melody", "whistle", """
            f5 - d5 . a4 - c5 d5 | b4 - . d5 f5 . e5 d5 | e5 - - g5 e5 . c5 . | a4 - - - c5 - e5 - |
            f5 - a5 . g5 - f5 d5 | b4 . d5 . g5 - f5 - | e5 - - - c5 - - -
            """, 0.40, 0.05, 0.35),
        Part("strum", "epiano", "..x..x.. | x..x..x.", 0.34, -0.35, 0.2),
        Part("bass", "upright", "r 3 5 8 | r 5 3 5", 0.58, 0.0, 0.03),
        Part("drum", "hat", "x.xxx.xx", 0.32, 0.35, 0.08),
        Part("drum", "snare", "..o...x.", 0.34, -0.1, 0.2),
    ],
)

SLEEPERS = Piece(
    file="chidi-2.mp3",
    title="Sleepers",
    composer="Chidi",
    bpm=104,
    chords="Gm F D# D7 Gm F D",
    parts=[
        Part("melody", "brass", """
            g4 . a#4 . d5 - - . | c5 . a4 . f4 - - . | g4 . a#4 . d#5 - d5 . | f#4 - a4 - c5 - - - |
            g4 . a#4 . d5 . g5 - | f5 - d#5 - c5 . a4 . | f#4 - - - d4 - - -
            """, 0.74, 0.05, 0.4),
        Part("arpeggio", "marimba", "0.2.1.2.0.2.3.2.", 0.36, 0.4, 0.25),
        Part("bass", "bass", "r . r . 5 . r 8", 0.54, 0.0, 0.0),
        Part("drum", "conga", "x.ox..x.x.ox..xo", 0.46, -0.25, 0.2),
        Part("drum", "shaker", "xoxoxoxoxoxoxoxo", 0.34, -0.3, 0.08),
        Part("drum", "kick", "x.......x.......", 0.52, 0.0, 0.02),
    ],
)

FERRY_BELL = Piece(
    file="ada-5.mp3",
    title="Ferry Bell",
    composer="Ada",
    bpm=84,
    chords="A E F#m D A E",
    parts=[
        Part("melody", "bell", """
            a5 - - c#6 - - e6 - | b5 - - g#5 - - e5 - | c#6 - a5 - f#5 - - - | d6 - c#6 - a5 - f#5 - |
            e6 - - c#6 - - a5 - | g#5 - b5 - e5 - - -
            """, 0.40, 0.15, 0.5),
        Part("arpeggio", "pluck", "0.1.2.3.2.1.2.3.", 0.44, -0.35, 0.3),
        Part("strum", "pad", "x---------------", 0.24, 0.0, 0.5),
        Part("bass", "upright", "r - - 5 - - r -", 0.52, 0.0, 0.03),
    ],
)

LOW_TIDE = Piece(
    file="ben-3.mp3",
    title="Low Tide",
    composer="Ben",
    bpm=76,
    chords="F#m D A E F#m",
    parts=[
        Part("melody", "lead", """
            c#5 - - - a4 - f#4 - | d5 - - - c#5 - a4 - | e5 - - c#5 - - a4 - | b4 - - - g#4 - - - |
            c#5 - - - f#4 - - -
            """, 0.44, 0.0, 0.55),
        Part("strum", "pad", "x---------------", 0.44, 0.0, 0.5),
        Part("arpeggio", "bell", "....2.......3...", 0.26, 0.4, 0.5),
        Part("bass", "bass", "r - - - - - 5 -", 0.50, 0.0, 0.0),
        Part("drum", "shaker", "x...o...x...o...", 0.26, 0.35, 0.1),
    ],
)

ROPE_AND_TAR = Piece(
    file="chidi-3.mp3",
    title="Rope and Tar",
    composer="Chidi",
    bpm=112,
    chords="G C D G C D G",
    parts=[
        Part("melody", "marimba", """
            g5 . b5 d6 . b5 g5 . | c6 . e5 g5 . c6 . . | d5 . f#5 a5 . d6 a5 . | b5 . g5 . d5 - . . |
            e5 g5 c6 . e6 . c6 . | d6 . a5 . f#5 . d5 . | g5 . b5 . g5 - - -
            """, 0.46, 0.1, 0.3),
        Part("strum", "pluck", ".x.x.x.x | .x.x.xxx", 0.44, -0.35, 0.15),
        Part("bass", "upright", "r 5 8 5 | r 3 5 3", 0.56, 0.0, 0.03),
        Part("drum", "conga", "..o...x...o..xx.", 0.44, -0.25, 0.2),
        Part("drum", "cowbell", "x...x...x...x.x.", 0.20, 0.3, 0.15),
        Part("drum", "kick", "x...x...x...x...", 0.52, 0.0, 0.02),
    ],
)

PIECES = [
    LEMON_GROVE, BAREFOOT, FIZZ, FIZZ_AGAIN, NIGHT_BUS, MARKET_DAY,
    PLATFORM_NINE, PLATFORM_NINE_AGAIN, DINING_CAR, SLEEPERS, FERRY_BELL, LOW_TIDE, ROPE_AND_TAR,
]

# --- notes and chords ----------------------------------------------------------------------------

STEPS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
QUALITIES = {"": (0, 4, 7), "m": (0, 3, 7), "7": (0, 4, 7, 10), "m7": (0, 3, 7, 10)}


def pitch_class(name):
    """`f#` or `bb` as semitones above c."""
    return (STEPS[name[0].lower()] + name.count("#") - name[1:].count("b")) % 12


def midi(note):
    """`bb5` as a MIDI number."""
    return 12 * (int(note[-1]) + 1) + pitch_class(note[:-1])


def frequency(number):
    return 440.0 * 2.0 ** ((number - 69) / 12.0)


def chord(symbol):
    """The chord's root as a pitch class, and its intervals."""
    length = 2 if symbol[1:2] in ("#", "b") else 1
    return pitch_class(symbol[:length]), QUALITIES[symbol[length:]]


def voicing(symbol, low=57):
    """The chord's notes from `low` upwards, and the lowest once more an octave above: close
    positions in one register, so that the voices hardly move between chords."""
    root, intervals = chord(symbol)
    notes = sorted(low + (root + interval - low) % 12 for interval in intervals)
    return notes + [notes[0] + 12]


def bass_note(symbol, sign):
    root, intervals = chord(symbol)
    base = 33 + (root - 33) % 12
    return base + {"r": 0, "3": intervals[1], "5": 7, "8": 12}[sign]


# --- instruments: a frequency and a length in seconds to a list of samples -----------------------


def decaying(seconds, ring):
    return int(RATE * (seconds + ring))


def pluck(hertz, seconds, noise):
    """A string: a burst of noise going round a loop that swallows the treble (Karplus-Strong). The
    averaging delays by half a sample; an all-pass delays by the rest that keeps it in tune."""
    period = int(RATE / hertz - 0.6)
    rest = RATE / hertz - 0.5 - period
    tune, before, tuned = (1.0 - rest) / (1.0 + rest), 0.0, 0.0
    ring, previous = [], 0.0
    for _ in range(period):
        previous += 0.55 * (noise.uniform(-1, 1) - previous)
        ring.append(previous)
    average = sum(ring) / period
    ring = [sample - average for sample in ring]
    out, index, last, loss = [], 0, 0.0, 0.998 - 0.15 / period
    for _ in range(decaying(max(seconds, 0.35), 0.35)):
        value = ring[index]
        softened = loss * 0.5 * (value + last)
        last = value
        tuned = tune * (softened - tuned) + before
        before = softened
        ring[index] = tuned
        out.append(value * 1.6)
        index = (index + 1) % period
    return faded(out, 0.05)


def fm(hertz, seconds, ratio, depth, fall, modulator_fall, attack=0.002):
    """Two sines, the second bending the first: bells, bars and electric pianos."""
    count = decaying(0.0, min(max(seconds, 0.25) + 0.5, 1.8))
    step, bend = math.tau * hertz / RATE, math.tau * hertz * ratio / RATE
    out = []
    for i in range(count):
        at = i / RATE
        level = math.exp(-at / fall) * min(1.0, at / attack)
        out.append(level * math.sin(i * step + depth * math.exp(-at / modulator_fall) * math.sin(i * bend)))
    return faded(out, 0.08)


def bell(hertz, seconds, noise):
    return fm(hertz, seconds, 3.01, 1.6, 0.55, 0.18)


def marimba(hertz, seconds, noise):
    return fm(hertz, min(seconds, 0.3), 3.93, 1.1, 0.22, 0.035)


def epiano(hertz, seconds, noise):
    return fm(hertz, min(seconds, 0.4), 1.0, 1.3, 0.6, 0.4, attack=0.004)


def whistle(hertz, seconds, noise):
    """A breathy sine with a vibrato that waits until the note is settled."""
    count, phase, breath, out = int(RATE * (seconds + 0.09)), 0.0, 0.0, []
    for i in range(count):
        at = i / RATE
        vibrato = 0.006 * min(1.0, at / 0.25) * math.sin(math.tau * 5.4 * at)
        scoop = -0.02 * math.exp(-at / 0.025)
        phase += math.tau * hertz * (1.0 + vibrato + scoop) / RATE
        breath += 0.3 * (noise.uniform(-1, 1) - breath)
        level = min(1.0, at / 0.03) * min(1.0, (count - i) / (0.09 * RATE))
        out.append(level * (math.sin(phase) + 0.22 * math.sin(2 * phase) + 0.08 * math.sin(3 * phase) + 0.05 * breath))
    return out


def saws(hertz, seconds, detunes, dark, attack, release):
    """Detuned saw waves behind a low-pass that opens with the attack."""
    count = int(RATE * (seconds + release))
    phases, out, low, lower = [0.13 * n for n in range(len(detunes))], [], 0.0, 0.0
    steps = [hertz * detune / RATE for detune in detunes]
    for i in range(count):
        at = i / RATE
        total = 0.0
        for n, step in enumerate(steps):
            phases[n] = (phases[n] + step) % 1.0
            total += 2.0 * phases[n] - 1.0
        level = min(1.0, at / attack) * min(1.0, (count - i) / (release * RATE))
        cut = dark * (0.35 + 0.65 * level)
        low += cut * (total / len(steps) - low)
        lower += cut * (low - lower)
        out.append(level * lower)
    return out


def pad(hertz, seconds, noise):
    return saws(hertz, seconds, (0.995, 1.0, 1.006), 0.12, 0.35, 0.5)


def lead(hertz, seconds, noise):
    return saws(hertz, seconds, (0.997, 1.004), 0.3, 0.03, 0.12)


def brass(hertz, seconds, noise):
    return [1.2 * sample for sample in saws(hertz, seconds * 0.9, (0.998, 1.0, 1.003), 0.42, 0.045, 0.07)]


def synthbass(hertz, seconds, noise):
    return [1.5 * sample for sample in saws(hertz, seconds * 0.7, (1.0, 1.003), 0.11, 0.004, 0.05)]


def round_bass(hertz, seconds, fall, bite):
    count = int(RATE * (seconds + 0.06))
    step, out = math.tau * hertz / RATE, []
    for i in range(count):
        at = i / RATE
        level = min(1.0, at / 0.005) * math.exp(-at / fall) * min(1.0, (count - i) / (0.05 * RATE))
        edge = bite * math.exp(-at / 0.08)
        out.append(level * (math.sin(i * step) + (0.3 + edge) * math.sin(2 * i * step) + edge * math.sin(3 * i * step)))
    return out


def bass(hertz, seconds, noise):
    return round_bass(hertz, seconds, 0.9, 0.25)


def upright(hertz, seconds, noise):
    return round_bass(hertz, seconds, 0.45, 0.45)


def kick(noise):
    out, phase = [], 0.0
    for i in range(int(0.28 * RATE)):
        at = i / RATE
        phase += math.tau * (48.0 + 110.0 * math.exp(-at / 0.028)) / RATE
        out.append(math.exp(-at / 0.09) * math.sin(phase) + 0.25 * math.exp(-at / 0.004) * noise.uniform(-1, 1))
    return faded(out, 0.03)


def snare(noise):
    out, before = [], 0.0
    for i in range(int(0.22 * RATE)):
        at = i / RATE
        white = noise.uniform(-1, 1)
        body = 0.5 * math.exp(-at / 0.05) * math.sin(math.tau * 190.0 * at)
        out.append(body + 0.7 * math.exp(-at / 0.06) * (white - 0.6 * before))
        before = white
    return faded(out, 0.03)


def clap(noise):
    """Three pairs of hands, not quite together."""
    out, band, slow = [0.0] * int(0.2 * RATE), 0.0, 0.0
    for late, loud in ((0.0, 0.6), (0.011, 0.7), (0.023, 1.0)):
        for i in range(int(late * RATE), len(out)):
            band += 0.45 * (noise.uniform(-1, 1) - band)
            slow += 0.08 * (band - slow)
            out[i] += loud * 1.6 * math.exp(-(i / RATE - late) / 0.03) * (band - slow)
    return faded(out, 0.03)


def conga(noise):
    out, phase = [], 0.0
    for i in range(int(0.3 * RATE)):
        at = i / RATE
        phase += math.tau * (205.0 + 60.0 * math.exp(-at / 0.01)) / RATE
        out.append(math.exp(-at / 0.075) * math.sin(phase) + 0.2 * math.exp(-at / 0.003) * noise.uniform(-1, 1))
    return faded(out, 0.03)


def hiss(noise, seconds, fall, attack):
    out, before = [], 0.0
    for i in range(int(seconds * RATE)):
        at = i / RATE
        white = noise.uniform(-1, 1)
        out.append(min(1.0, at / attack) * math.exp(-at / fall) * 0.7 * (white - 0.9 * before))
        before = white
    return faded(out, 0.01)


def hat(noise):
    return hiss(noise, 0.12, 0.03, 0.0005)


def shaker(noise):
    return hiss(noise, 0.09, 0.025, 0.012)


def cowbell(noise):
    out = []
    for i in range(int(0.25 * RATE)):
        at = i / RATE
        tones = math.sin(math.tau * 803 * at) + math.sin(math.tau * 1204 * at) + 0.4 * math.sin(math.tau * 2411 * at)
        out.append(0.4 * math.exp(-at / 0.07) * tones)
    return faded(out, 0.03)


def faded(samples, seconds):
    """The same with its end brought to silence, so that nothing clicks."""
    count = min(len(samples), int(seconds * RATE))
    for i in range(count):
        samples[-1 - i] *= i / count
    return samples


PITCHED = {f.__name__: f for f in (pluck, bell, marimba, epiano, whistle, pad, lead, brass, synthbass, bass, upright)}
DRUMS = {f.__name__: f for f in (kick, snare, clap, conga, hat, shaker, cowbell)}

# --- playing -------------------------------------------------------------------------------------


class Desk:
    """Two channels and a send to the room."""

    def __init__(self, seconds):
        self.length = int(seconds * RATE)
        self.left, self.right, self.send = ([0.0] * self.length for _ in range(3))

    def play(self, samples, at, gain, pan, room):
        angle = (pan + 1.0) * math.pi / 4.0
        left, right, send = gain * math.cos(angle), gain * math.sin(angle), gain * room
        start = max(0, int(at * RATE))
        lefts, rights, sends = self.left, self.right, self.send
        for i, sample in enumerate(samples[: self.length - start], start):
            lefts[i] += sample * left
            rights[i] += sample * right
            sends[i] += sample * send


class Player:
    """Plays the parts of one piece, a little humanly: the same way every time."""

    def __init__(self, piece):
        self.piece = piece
        self.chords = piece.chords.split()
        self.beat = 60.0 / piece.bpm
        self.desk = Desk(len(self.chords) * 4 * self.beat + TAIL)
        self.noise = random.Random(piece.file)
        self.sounds = {}

    def part(self, part):
        bars = [bar.strip() for bar in part.bars.split("|")]
        for number in range(part.first, len(self.chords)):
            bar = bars[(number - part.first) % len(bars)]
            steps = bar.split() if part.role in ("melody", "bass") else list(bar)
            for index, sign in enumerate(steps):
                if sign not in ".-":
                    held = 1
                    while index + held < len(steps) and steps[index + held] == "-":
                        held += 1
                    self.strike(part, number, index, len(steps), held, sign)

    def strike(self, part, bar, index, steps, held, sign):
        beats = 4.0 / steps
        at = (bar * 4 + index * beats) * self.beat + self.late(index, steps)
        loud = part.gain * (1.0 if index * beats % 1.0 == 0.0 else 0.86) * self.noise.uniform(0.92, 1.0)
        seconds = held * beats * self.beat
        symbol = self.chords[bar]
        if part.role == "drum":
            loud *= 0.55 if sign == "o" else 1.0
            self.sound(part, at, loud, None, seconds)
        elif part.role == "strum":
            down = index % 2 == 0
            notes = voicing(symbol)
            for order, note in enumerate(notes if down else reversed(notes)):
                delay = 0.0 if part.instrument == "pad" else 0.011 * order
                self.sound(part, at + delay, loud * (1.0 if down else 0.8), note, seconds)
        elif part.role == "arpeggio":
            self.sound(part, at, loud, voicing(symbol)[int(sign) % len(voicing(symbol))], seconds)
        elif part.role == "bass":
            self.sound(part, at, loud, bass_note(symbol, sign), seconds)
        else:
            self.sound(part, at, loud, midi(sign), seconds)

    def late(self, index, steps):
        """Swing on the off-beat eighths, and the few milliseconds that make a hand a hand."""
        swung = steps == 8 and index % 2 == 1
        swing = self.piece.swing * self.beat / 2.0 if swung else 0.0
        return swing + self.noise.uniform(0.0, 0.006)

    def sound(self, part, at, gain, note, seconds):
        key = (part.instrument, note, round(seconds, 6))
        if key not in self.sounds:
            if note is None:
                self.sounds[key] = DRUMS[part.instrument](self.noise)
            else:
                self.sounds[key] = PITCHED[part.instrument](frequency(note), seconds, self.noise)
        self.desk.play(self.sounds[key], at, gain, part.pan, part.room)


def reverb(send, spread):
    """A small room: four combs that lose treble, two all-passes (Schroeder)."""
    out = [0.0] * len(send)
    for delay in (1116, 1188, 1277, 1356):
        size = int((delay + spread) * RATE / 44_100)
        line, index, low = [0.0] * size, 0, 0.0
        for i, sample in enumerate(send):
            value = line[index]
            low = 0.75 * value + 0.25 * low
            line[index] = sample + 0.78 * low
            out[i] += 0.25 * value
            index = (index + 1) % size
    for delay in (556, 225):
        size = int((delay + spread) * RATE / 44_100)
        line, index = [0.0] * size, 0
        for i, sample in enumerate(out):
            value = line[index]
            line[index] = sample + 0.5 * value
            out[i] = value - 0.5 * sample
            index = (index + 1) % size
    return out


# --- mastering -----------------------------------------------------------------------------------


def biquad(samples, b0, b1, b2, a1, a2):
    x1 = x2 = y1 = y2 = 0.0
    out = []
    for x in samples:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        out.append(y)
    return out


def k_weighted(samples):
    """The ear's weighting of ITU-R BS.1770: a shelf for the head, a high-pass."""
    k = math.tan(math.pi * 1681.974450955533 / RATE)
    q, high = 0.7071752369554196, 10.0 ** (3.999843853973347 / 20.0)
    middle, a0 = high**0.4996667741545416, 1.0 + k / q + k * k
    shelf = biquad(
        samples,
        (high + middle * k / q + k * k) / a0,
        2.0 * (k * k - high) / a0,
        (high - middle * k / q + k * k) / a0,
        2.0 * (k * k - 1.0) / a0,
        (1.0 - k / q + k * k) / a0,
    )
    k, q = math.tan(math.pi * 38.13547087602444 / RATE), 0.5003270373238773
    a0 = 1.0 + k / q + k * k
    return biquad(shelf, 1.0, -2.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0)


def loudness(left, right):
    """Integrated loudness in LUFS, gated as BS.1770 says."""
    squares = [l * l + r * r for l, r in zip(k_weighted(left), k_weighted(right))]
    size, hop = int(0.4 * RATE), int(0.1 * RATE)
    powers = [sum(squares[at : at + size]) / size for at in range(0, len(squares) - size + 1, hop)]
    level = lambda power: -0.691 + 10.0 * math.log10(power)
    powers = [power for power in powers if power > 0.0 and level(power) > -70.0]
    gate = level(sum(powers) / len(powers)) - 10.0
    powers = [power for power in powers if level(power) > gate]
    return level(sum(powers) / len(powers))


def limited(sample):
    """Straight up to three fifths, then bent so that it never passes the ceiling."""
    knee, size = 0.6, abs(sample)
    if size <= knee:
        return sample
    bent = knee + (CEILING - knee) * math.tanh((size - knee) / (CEILING - knee))
    return math.copysign(bent, sample)


def mastered(left, right):
    gain = 10.0 ** ((LOUDNESS - loudness(left, right)) / 20.0)
    for _ in range(2):
        sides = [[limited(gain * sample) for sample in side] for side in (left, right)]
        gain *= 10.0 ** ((LOUDNESS - loudness(*sides)) / 20.0)
    return [faded([limited(gain * sample) for sample in side], 0.4) for side in (left, right)]


def perform(piece):
    player = Player(piece)
    for part in piece.parts:
        player.part(part)
    desk = player.desk
    wet = [reverb(desk.send, spread) for spread in (0, 23)]
    sides = zip((desk.left, desk.right), wet)
    return mastered(*([dry + room for dry, room in zip(side, rooms)] for side, rooms in sides))


# --- writing -------------------------------------------------------------------------------------


def write_wav(path, left, right):
    frames = bytearray()
    for samples in zip(left, right):
        for sample in samples:
            frames += int(round(sample * 32_767)).to_bytes(2, "little", signed=True)
    with wave.open(path, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(frames))


def encode(piece, wav, path):
    tags = {"ARTIST": piece.composer, "TITLE": piece.title, "COMPOSER": piece.composer}
    if path.endswith(".flac"):
        named = [f"--tag={name}={value}" for name, value in tags.items()]
        command = ["flac", "--silent", "--force", "--best", *named, "-o", path, wav]
    else:
        named = ["--ta", piece.composer, "--tt", piece.title, "--tv", f"TCOM={piece.composer}"]
        command = ["lame", "--quiet", "-b", "160", "-q", "0", "--add-id3v2", *named, wav, path]
    subprocess.run(command, check=True)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    for piece in PIECES:
        path = os.path.join(folder, piece.file)
        left, right = perform(piece)
        if path.endswith(".wav"):
            write_wav(path, left, right)
        else:
            with tempfile.TemporaryDirectory() as scratch:
                wav = os.path.join(scratch, "piece.wav")
                write_wav(wav, left, right)
                encode(piece, wav, path)
        print(f"{piece.file}: {len(left) / RATE:.2f} s, {os.path.getsize(path)} bytes, {loudness(left, right):.1f} LUFS")


if __name__ == "__main__":
    main()
