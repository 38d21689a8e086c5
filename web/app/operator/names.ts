// The names of members, asked for once each. Who has no page of their own is known by the end of their id alone.
import { ApiProblem, body } from "../../api/client.js";
import { studio } from "../sign_in/studio.ts";

const known = new Map<string, Promise<string | undefined>>();

export function isMember(account: string): boolean {
  return account.startsWith("mem_");
}

/** The last letters of an id: enough to tell two apart on a page. */
export function endOf(id: string): string {
  return id.slice(-4);
}

export function nameOf(member: string): Promise<string | undefined> {
  const found = known.get(member) ?? ask(member);
  known.set(member, found);
  return found;
}

async function ask(member: string): Promise<string | undefined> {
  const path = { member };
  return body(studio.GET("/members/{member}", { params: { path, query: { limit: 1 } } })).then(
    (page) => ("display_name" in page ? (page.display_name ?? undefined) : undefined),
    (problem: unknown) => {
      if (!(problem instanceof ApiProblem)) known.delete(member);
      return undefined;
    },
  );
}
