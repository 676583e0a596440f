/** `*` is any text, `?` any one character; the rest of the pattern is literal. */
export function matches(pattern: string, value: string): boolean {
  const known = cache.get(pattern);
  if (known !== undefined) return known.test(value);
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[\\s\\S]*')
    .replaceAll('?', '[\\s\\S]');
  const expression = new RegExp(`^${source}$`);
  cache.set(pattern, expression);
  return expression.test(value);
}

/** The patterns of a template are few and are asked for with each call. */
const cache = new Map<string, RegExp>();
