// What a file is called when it is announced: by its name, since browsers disagree about sound.

const BY_ENDING: Readonly<Record<string, string>> = {
  wav: "audio/wav",
  wave: "audio/wav",
  aif: "audio/aiff",
  aiff: "audio/aiff",
  flac: "audio/flac",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  mp4: "audio/mp4",
  ogg: "audio/ogg",
  oga: "audio/ogg",
};

export function contentTypeOf(name: string, told: string): string {
  return BY_ENDING[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? told;
}

/** A title to begin with, of a file's name. */
export function titleOf(name: string): string {
  return name.replace(/\.[^.]+$/, "").replace(/[_]+/g, " ").trim().slice(0, 120);
}
