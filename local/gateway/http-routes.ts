import type { RouteModel } from './model.ts';

/** A route that a request matched, with the values of its path's variables. */
export interface RouteMatch {
  readonly route: RouteModel;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the most specific route of an HTTP API: literal parts before variables, variables before `{proxy+}`, method before ANY. */
export function matchRoute(routes: Iterable<RouteModel>, method: string, path: string): RouteMatch | undefined {
  let best: (RouteMatch & { readonly rank: string }) | undefined;
  for (const route of routes) {
    const match = matchOne(route, method, path);
    if (match !== undefined && (best === undefined || match.rank > best.rank)) best = match;
  }
  return best;
}

/** Ranks compare as text: `3` literal part, `2` variable, `1` greedy variable; last the method, `1` named or `0` any. */
function matchOne(
  route: RouteModel,
  method: string,
  path: string,
): (RouteMatch & { readonly rank: string }) | undefined {
  if (route.key === '$default') return { route, parameters: {}, rank: '' };
  const [routeMethod = '', routePath = ''] = route.key.split(' ');
  if (routeMethod !== 'ANY' && routeMethod !== method) return undefined;
  const wanted = routePath.split('/');
  const given = path.split('/');
  const parameters: Record<string, string> = {};
  let rank = '';
  for (const [index, part] of wanted.entries()) {
    const value = given[index];
    if (value === undefined) return undefined;
    const greedy = /^\{(\w+)\+\}$/.exec(part)?.[1];
    if (greedy !== undefined) {
      parameters[greedy] = decode(given.slice(index).join('/'));
      return { route, parameters, rank: `${rank}1${routeMethod === 'ANY' ? 0 : 1}` };
    }
    const variable = /^\{(\w+)\}$/.exec(part)?.[1];
    if (variable !== undefined) parameters[variable] = decode(value);
    else if (part !== value) return undefined;
    rank += variable === undefined ? '3' : '2';
  }
  if (given.length !== wanted.length) return undefined;
  return { route, parameters, rank: `${rank}4${routeMethod === 'ANY' ? 0 : 1}` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
