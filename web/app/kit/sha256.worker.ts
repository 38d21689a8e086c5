// The SHA-256 of a file, beside the page, so that it stays quick.
addEventListener("message", async (event: MessageEvent<File>) => {
  try {
    const hash = await crypto.subtle.digest("SHA-256", await event.data.arrayBuffer());
    const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    postMessage({ hex });
  } catch {
    postMessage({ hex: undefined });
  }
});
