// Music for a test, made here: a chord that is played again and again, as WAV.

const RATE_HZ = 44_100;
const CHANNELS = 2;
const BYTES_A_SAMPLE = 2;

/** A WAV file of so many seconds whose chord stands on `root` (in Hz): another root is another recording. */
export function wav(seconds: number, root: number): Uint8Array<ArrayBuffer> {
  const frames = seconds * RATE_HZ;
  const bytes = frames * CHANNELS * BYTES_A_SAMPLE;
  const file = Buffer.alloc(44 + bytes);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(36 + bytes, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(CHANNELS, 22);
  file.writeUInt32LE(RATE_HZ, 24);
  file.writeUInt32LE(RATE_HZ * CHANNELS * BYTES_A_SAMPLE, 28);
  file.writeUInt16LE(CHANNELS * BYTES_A_SAMPLE, 32);
  file.writeUInt16LE(8 * BYTES_A_SAMPLE, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(bytes, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    const beat = (frame / RATE_HZ) % 0.5;
    const step = [1, 9 / 8, 5 / 4, 3 / 2][Math.floor(frame / RATE_HZ / 2) % 4] ?? 1;
    const tone = [1, 5 / 4, 3 / 2].reduce(
      (sum, part) => sum + Math.sin((2 * Math.PI * root * step * part * frame) / RATE_HZ),
      0,
    );
    const sample = Math.round((tone / 3) * Math.exp(-3 * beat) * 16_000);
    for (let channel = 0; channel < CHANNELS; channel += 1) {
      file.writeInt16LE(sample, 44 + (frame * CHANNELS + channel) * BYTES_A_SAMPLE);
    }
  }
  return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
}
