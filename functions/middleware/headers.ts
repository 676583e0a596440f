/** A header by its name in lower case: gateways pass names on as each client wrote them. */
export function headerOf(
  headers: Readonly<Record<string, string | undefined>> | null | undefined,
  name: string,
): string | undefined {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}

type Headers = Parameters<typeof headerOf>[0];

/** The page that asks; nothing when no browser does. */
export function originOf({ headers }: { readonly headers: Headers }): { origin?: string } {
  const origin = headerOf(headers, 'origin');
  return origin === undefined ? {} : { origin };
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf({ headers }: { readonly headers: Headers }): string | undefined {
  const [, token] = /^Bearer +([\w.~+/-]{1,4096}=*)$/i.exec(headerOf(headers, 'authorization') ?? '') ?? [];
  return token;
}
