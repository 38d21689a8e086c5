// Whether what is pressed now are letters: of the browser, so that keys.ts needs none.

const CHOSEN = ["range", "checkbox", "radio", "button", "submit"];

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !CHOSEN.includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** A button, a link or a choice does something of its own with the space bar. */
export function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button, a, summary, input:not([type=range])") !== null;
}
