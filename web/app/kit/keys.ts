// Which key does what while something can be heard. Keys mean letters where one types.

export type Command =
  | { readonly do: "toggle" | "faster" | "slower" | "note" | "in" | "out" | "deliver" | "next" | "help" }
  | { readonly do: "move"; readonly ms: number }
  | { readonly do: "score"; readonly stars: number };

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const STEP_MS = 5_000;
const LEAP_MS = 15_000;
const PLAIN: Readonly<Record<string, Command["do"] & string>> = {
  " ": "toggle",
  k: "toggle",
  "[": "slower",
  "]": "faster",
  c: "note",
  i: "in",
  o: "out",
  n: "next",
  "?": "help",
};

export function commandOf(pressed: Pressed, typing: boolean): Command | undefined {
  const { key, shiftKey, altKey } = pressed;
  const held = pressed.ctrlKey || pressed.metaKey;
  if (held) return key === "Enter" ? { do: "deliver" } : undefined;
  if (typing || altKey) return undefined;
  const lower = key.toLowerCase();
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const ms = shiftKey ? LEAP_MS : STEP_MS;
    return { do: "move", ms: key === "ArrowLeft" ? -ms : ms };
  }
  if (lower === "j" || lower === "l") return { do: "move", ms: lower === "j" ? -LEAP_MS : LEAP_MS };
  if (/^[1-5]$/.test(key)) return { do: "score", stars: Number(key) };
  const plain = PLAIN[lower];
  return plain === undefined ? undefined : ({ do: plain } as Command);
}
