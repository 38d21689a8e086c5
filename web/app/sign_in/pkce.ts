// The parts of the authorization code flow with PKCE (RFC 7636, RFC 6749 4.1) that need no page: secrets,
// addresses, and what a token answer must have.

/** Where one signs in, as `GET /studio.json` tells. */
export interface Addresses {
  readonly authorize: string;
  readonly token: string;
  readonly revoke: string;
  readonly logout: string;
  readonly client_id: string;
  /** What to ask for; nothing where it is left out, which means all that the client may. */
  readonly scope?: string;
  /** Where the API begins; the same origin where it is empty or a path. */
  readonly api: string;
  /** Whether the studio runs on a laptop, with what only a laptop has. */
  readonly laptop?: boolean;
}

export interface Tokens {
  readonly access: string;
  /** New with each answer where they rotate; otherwise the one before goes on. */
  readonly refresh: string | undefined;
  /** How long the access token lasts, in seconds. */
  readonly expires_in: number;
}

export function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** 256 random bits. */
export function secret(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

export async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

export interface Asked {
  readonly redirect_uri: string;
  readonly state: string;
  readonly challenge: string;
}

export function authorizeAddress(to: Addresses, asked: Asked, origin: string): string {
  const url = new URL(to.authorize, origin);
  url.searchParams.set("response_type", "code");
  url.searchParams.set("client_id", to.client_id);
  url.searchParams.set("redirect_uri", asked.redirect_uri);
  url.searchParams.set("state", asked.state);
  url.searchParams.set("code_challenge", asked.challenge);
  url.searchParams.set("code_challenge_method", "S256");
  if (to.scope !== undefined) url.searchParams.set("scope", to.scope);
  return url.href;
}

/** The code that came back, or why there is none. */
export function codeOf(query: URLSearchParams, state: string | undefined): { code: string } | { refused: string } {
  const refused = query.get("error");
  if (refused !== null) return { refused: query.get("error_description") ?? refused };
  const code = query.get("code");
  if (code === null || state === undefined || query.get("state") !== state) return { refused: "state" };
  return { code };
}

export function tokensOf(answer: unknown): Tokens | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { access_token, refresh_token, expires_in } = answer as Record<string, unknown>;
  if (typeof access_token !== "string") return undefined;
  return {
    access: access_token,
    refresh: typeof refresh_token === "string" ? refresh_token : undefined,
    expires_in: typeof expires_in === "number" ? expires_in : 3600,
  };
}

/** The moment in milliseconds at which a token was made, by the clock of who made it. */
export function issuedAt(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));
    const iat = (claims as { iat?: unknown }).iat;
    return typeof iat === "number" ? iat * 1000 : undefined;
  } catch {
    return undefined;
  }
}
