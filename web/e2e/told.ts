// Before any test: the story is told once, into a folder that every test's studio begins with a copy of.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Studio } from "../test/studio.js";

export default async function tellStory(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "coproducer-told-"));
  const studio = await Studio.start({ folder, story: true });
  await studio.settle();
  await studio.stop({ keep: true });
  process.env["STORY_FOLDER"] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
