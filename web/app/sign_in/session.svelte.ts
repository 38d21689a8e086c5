// Who is signed in: the access token in memory, the refresh token in this tab's sessionStorage, and one
// renewal at a time for all calls that wait for it.
import type { Schema } from "../../api/client.js";
import { type Addresses, authorizeAddress, challengeOf, codeOf, issuedAt, secret, type Tokens, tokensOf } from "./pkce.ts";

const REFRESH = "studio.refresh";
const ASKED = "studio.sign-in";
/** A token is renewed when it has no more than this left, in milliseconds. */
const EARLY_MS = 60_000;

interface SignIn {
  readonly state: string;
  readonly verifier: string;
  readonly place: string;
}

/** Nobody is signed in, or no longer. */
export class SignedOut extends Error {
  override readonly name = "SignedOut";
}

class Session {
  /** `starting` until it is known whether this tab is signed in. */
  state = $state<"starting" | "in" | "out" | "ended">(sessionStorage.getItem(REFRESH) === null ? "out" : "starting");
  me = $state.raw<Schema<"Me">>();
  /** Whether there are the tools of a laptop: known once the addresses are. */
  laptop = $state(false);
  /** The studio's clock minus this machine's, in milliseconds. */
  skew_ms = $state(0);
  #access: { token: string; until: number } | undefined;
  #renewal: Promise<string> | undefined;
  #addresses: Promise<Addresses> | undefined;
  /** Called before the page is left for signing in: everything unsaved is to be kept. */
  readonly keepers = new Set<() => void>();

  /** By the studio's clock. */
  now(): number {
    return Date.now() + this.skew_ms;
  }

  addresses(): Promise<Addresses> {
    this.#addresses ??= fetch("/studio.json").then(async (answer) => {
      if (!answer.ok) throw new TypeError(`studio.json: ${answer.status}`);
      const found = (await answer.json()) as Addresses;
      this.laptop = found.laptop === true;
      return found;
    });
    this.#addresses.catch(() => (this.#addresses = undefined));
    return this.#addresses;
  }

  async token(): Promise<string | undefined> {
    if (this.#access !== undefined && Date.now() < this.#access.until - EARLY_MS) return this.#access.token;
    return sessionStorage.getItem(REFRESH) === null ? this.#access?.token : this.renew();
  }

  /** Trades the refresh token for new ones; all who ask meanwhile wait for the same answer. */
  renew(): Promise<string> {
    this.#renewal ??= this.#trade().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #trade(): Promise<string> {
    const refresh_token = sessionStorage.getItem(REFRESH);
    if (refresh_token === null) return this.#end();
    const tokens = await this.#ask({ grant_type: "refresh_token", refresh_token });
    return tokens === undefined ? this.#end() : this.#take(tokens);
  }

  #end(): never {
    sessionStorage.removeItem(REFRESH);
    this.#access = undefined;
    this.state = this.me === undefined ? "out" : "ended";
    throw new SignedOut();
  }

  #take(tokens: Tokens): string {
    if (tokens.refresh !== undefined) sessionStorage.setItem(REFRESH, tokens.refresh);
    this.#access = { token: tokens.access, until: Date.now() + tokens.expires_in * 1000 };
    this.skew_ms = (issuedAt(tokens.access) ?? Date.now()) - Date.now();
    this.state = "in";
    return tokens.access;
  }

  /** `undefined` where the grant is refused; throws where nobody answers. */
  async #ask(grant: Record<string, string>): Promise<Tokens | undefined> {
    const to = await this.addresses();
    const body = new URLSearchParams({ client_id: to.client_id, ...grant });
    const answer = await fetch(to.token, { method: "POST", body });
    if (answer.status >= 500 || answer.status === 429) throw new TypeError(`token: ${answer.status}`);
    return answer.ok ? tokensOf(await answer.json()) : undefined;
  }

  /** Leaves for the sign-in page, and comes back to `place`. */
  async signIn(place = location.pathname + location.search): Promise<void> {
    for (const keep of this.keepers) keep();
    const to = await this.addresses();
    const asked: SignIn = { state: secret(), verifier: secret(), place: place === "/" ? "/studio" : place };
    sessionStorage.setItem(ASKED, JSON.stringify(asked));
    const challenge = await challengeOf(asked.verifier);
    const redirect_uri = `${location.origin}/studio/signed-in`;
    location.assign(authorizeAddress(to, { redirect_uri, state: asked.state, challenge }, location.origin));
  }

  /** Takes the code that came back; answers where the reader was. */
  async finish(query: URLSearchParams): Promise<string> {
    const kept = sessionStorage.getItem(ASKED);
    const asked = kept === null ? undefined : (JSON.parse(kept) as SignIn);
    const found = codeOf(query, asked?.state);
    if ("refused" in found || asked === undefined) throw new SignedOut("refused" in found ? found.refused : "state");
    sessionStorage.removeItem(ASKED);
    const redirect_uri = `${location.origin}/studio/signed-in`;
    const grant = { grant_type: "authorization_code", code: found.code, redirect_uri, code_verifier: asked.verifier };
    const tokens = await this.#ask(grant);
    if (tokens === undefined) throw new SignedOut("code");
    this.#take(tokens);
    return asked.place;
  }

  async signOut(): Promise<void> {
    for (const keep of this.keepers) keep();
    const to = await this.addresses();
    const token = sessionStorage.getItem(REFRESH);
    sessionStorage.removeItem(REFRESH);
    if (token !== null) {
      const body = new URLSearchParams({ token, client_id: to.client_id });
      await fetch(to.revoke, { method: "POST", body }).catch(() => undefined);
    }
    const url = new URL(to.logout, location.origin);
    url.searchParams.set("client_id", to.client_id);
    url.searchParams.set("logout_uri", `${location.origin}/`);
    location.assign(url);
  }
}

export const session = new Session();
