/** Files, and what each imports: by types alone as well, for a type is read with the file it stands in. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, unknown>>;
/** A file, the ones on the way, and the file again. */
type Circle = readonly [file: string, next: string, ...rest: string[]];

/**
 * Files that import each other in a circle: none of them can be read, moved or tested without the others. Of each knot, all
 * of whose files reach each other, one circle: the shortest of its first file.
 */
export function circles(graph: Graph): Circle[] {
  const knotted = new Set<string>();
  return [...graph.keys()].flatMap((file) => {
    const circle = knotted.has(file) ? null : shortestCircle(graph, file);
    if (circle === null) return [];
    for (const one of knotOf(graph, file)) knotted.add(one);
    return [circle];
  });
}

/** From a file back to itself by the fewest imports, or null. */
function shortestCircle(graph: Graph, start: string): Circle | null {
  const from = new Map<string, string>();
  const queue = [start];
  for (const file of queue)
    for (const to of graph.get(file)?.keys() ?? []) {
      if (to === start) {
        const [next = start, ...rest] = wayTo(file, from, start);
        return [start, next, ...rest];
      }
      if (from.has(to)) continue;
      from.set(to, file);
      queue.push(to);
    }
  return null;
}

/** From the first file after `start` to `file`, and `start` again. */
function wayTo(file: string, from: ReadonlyMap<string, string>, start: string): string[] {
  const way = [start];
  for (let at = file; at !== start; at = from.get(at) ?? start) way.unshift(at);
  return way;
}

/** Every file that a file both reaches and is reached by. */
function knotOf(graph: Graph, start: string): string[] {
  const reach = (from: string): Set<string> => {
    const seen = new Set([from]);
    for (const file of seen) for (const to of graph.get(file)?.keys() ?? []) seen.add(to);
    return seen;
  };
  return [...reach(start)].filter((file) => reach(file).has(start));
}
