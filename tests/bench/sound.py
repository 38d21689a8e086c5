"""Intake's analysis of a three-minute file beside ffmpeg's loudness filter: processor time and memory.

Both decode and measure loudness and true peak; ours finds waveform, silence, clipping and the SHA-256
as well. Without the preview ours may take half of ffmpeg's time; with it, it is stated. Needs ffmpeg
(apt-get install ffmpeg) and does nothing without.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PART_OF_FFMPEG_MAX = 0.5
TRIES = 3
MUSIC = (
    "aevalsrc=0.3*sin(2*PI*220*t)*(1+0.5*sin(2*PI*0.7*t))+0.25*sin(2*PI*554.37*t)"
    "|0.3*sin(2*PI*330*t)+0.25*sin(2*PI*659.25*t):s=44100:d=180"
)
NOISE = "anoisesrc=r=44100:color=pink:seed=7:amplitude=0.5:d=180"
MIX = "[1]pan=stereo|c0=c0|c1=c0[n];[0][n]amix=inputs=2:normalize=0,alimiter=limit=0.9"
CODECS = {"wav": [], "flac": [], "mp3": ["-b:a", "192k"], "m4a": ["-b:a", "192k"], "ogg": ["-q:a", "5"]}


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True)


def cost(*command: str | Path) -> tuple[float, float]:
    """The least processor seconds of several runs, and the most memory in MB."""
    seconds, memory = [], []
    for _ in range(TRIES):
        with subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{command[0]} failed")
        seconds.append(usage.ru_utime + usage.ru_stime)
        memory.append(usage.ru_maxrss / 1024)
    return min(seconds), max(memory)


def main(ours: str) -> int:
    if shutil.which("ffmpeg") is None:
        print("no ffmpeg here: the time of intake is not compared")
        return 0
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        master = Path(folder) / "master.wav"
        ffmpeg("-f", "lavfi", "-i", MUSIC, "-f", "lavfi", "-i", NOISE, "-filter_complex", MIX,
               "-t", "180", "-c:a", "pcm_s16le", master)
        print("three minutes, stereo  measured        with preview    ffmpeg ebur128  part")
        for suffix, arguments in CODECS.items():
            path = Path(folder) / f"music.{suffix}"
            ffmpeg("-i", master, *arguments, path)
            measured, memory = cost(ours, "--measure", path)
            whole, whole_memory = cost(ours, path)
            theirs, their_memory = cost("ffmpeg", "-nostats", "-i", path, "-map", "0:a:0", "-af",
                                        "ebur128=peak=true:framelog=verbose", "-f", "null", "-")
            worst = max(worst, measured / theirs)
            print(f"{suffix:>20}  {measured:5.2f} s {memory:4.0f} MB  {whole:5.2f} s "
                  f"{whole_memory:4.0f} MB  {theirs:5.2f} s {their_memory:4.0f} MB  "
                  f"{measured / theirs:.2f}")
    print(f"at most {worst:.2f} of ffmpeg's processor time; {PART_OF_FFMPEG_MAX} are allowed")
    return 0 if worst <= PART_OF_FFMPEG_MAX else 1


sys.exit(main(sys.argv[1]))
