// Which page an address shows, and the address of a page. Nothing of the browser: see place.svelte.ts.

const PATHS = {
  welcome: "/",
  home: "/studio",
  signed_in: "/studio/signed-in",
  queue: "/studio/queue",
  room: "/studio/reviews/:review",
  board: "/studio/board",
  tracks: "/studio/tracks",
  my_briefs: "/studio/my-briefs",
  brief: "/studio/briefs/:brief",
  entries: "/studio/briefs/:brief/entries",
  application: "/studio/co-producer",
  coproduce: "/studio/briefs/:brief/co-produce",
  track: "/studio/briefs/:brief/tracks/:track",
  today: "/studio/today",
  months: "/studio/months",
  month: "/studio/months/:month",
  books: "/studio/months/:month/books",
  accounts: "/studio/months/:month/accounts",
  plan_diff: "/studio/months/:month/plans/:before/:after",
  payments: "/studio/payments/:part",
  people: "/studio/people/:part",
  member: "/studio/members/:member",
  member_statement: "/studio/members/:member/statements/:month",
  assignment: "/studio/briefs/:brief/tracks/:track/versions/:version/assignment",
  brief_desk: "/studio/briefs/:brief/operate",
  system: "/studio/system",
  earnings: "/studio/earnings",
  statement: "/studio/earnings/:month",
  payout_account: "/studio/payout-account",
  profile: "/studio/profile",
  points: "/studio/points",
  notices: "/studio/notices",
  credits: "/studio/credits",
  credit: "/studio/credits/:credit",
  licence: "/studio/briefs/:brief/licence",
  directory: "/studio/directory",
  public_page: "/studio/directory/:member",
  erasure: "/studio/leaving/:member",
} as const;

export type PageName = keyof typeof PATHS | "nowhere";

export interface Found {
  readonly page: PageName;
  readonly params: Readonly<Record<string, string>>;
}

const parts = (path: string): string[] => path.split("/").filter((part) => part !== "");

function matched(pattern: string, asked: readonly string[]): Record<string, string> | undefined {
  const wanted = parts(pattern);
  if (wanted.length !== asked.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const here = asked[at] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(here);
    else if (part !== here) return undefined;
  }
  return params;
}

/** The page of an address without its query. */
export function find(path: string): Found {
  const asked = parts(path);
  for (const page of Object.keys(PATHS) as (keyof typeof PATHS)[]) {
    const params = matched(PATHS[page], asked);
    if (params !== undefined) return { page, params };
  }
  return { page: "nowhere", params: {} };
}

/** The address of a page; every parameter that its path names is needed. */
export function addressOf(page: keyof typeof PATHS, params: Readonly<Record<string, string>> = {}): string {
  return PATHS[page].replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}
