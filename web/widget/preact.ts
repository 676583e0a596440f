/**
 * What the panel uses of Preact, in a fifth of its weight: function components, keyed children and the common hooks; all
 * effects run right after the drawing. The build of the panel puts it in Preact's place (web/vite.config.ts); types are
 * Preact's own, and test/screens/widget-states.test.ts draws every state with both and compares.
 */
type Props = Readonly<Record<string, unknown>> & { readonly children?: unknown };
type Component = (props: Props) => unknown;
type Type = string | Component;
interface VNode {
  readonly type: Type;
  readonly props: Props;
  readonly key: unknown;
}
interface Effect {
  readonly owner: Instance;
  run: () => unknown;
  deps: readonly unknown[] | undefined;
  cleanup: unknown;
}

/** What stands on the screen for a vnode, a text or a list: an element, a text node, or just the instances below. */
interface Instance {
  /** null: a text, or the root */
  readonly type: Type | null;
  readonly parent: Instance | null;
  readonly key: unknown;
  props: Props;
  dom: Element | Text | null;
  kids: (Instance | null)[];
  readonly hooks: unknown[];
  isGone: boolean;
}

export const Fragment = ({ children }: Props): unknown => children;
export const jsx = (type: Type, props: Props, key?: unknown): VNode => ({ type, props, key });
export { jsx as jsxs };

const effects: Effect[] = [];
const dirty = new Set<Instance>();
let current: Instance;
let hookIndex = 0;

const isNode = (value: unknown): value is VNode => typeof value === 'object' && value !== null && 'type' in value;
const isNothing = (value: unknown): boolean => value === null || value === undefined || typeof value === 'boolean';
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function create(parent: Instance | null, type: Type | null, key: unknown, dom: Instance['dom'] = null): Instance {
  return { type, parent, key, props: {}, dom, kids: [], hooks: [], isGone: false };
}

/** Draws `vnode` as the only content of `place`. */
export function render(vnode: unknown, place: Element): void {
  const root = create(null, null, null, place);
  children(root, vnode);
  settle(root);
}

/** Brings what is on the screen in line with `wanted`: the same key, or the same place, and the same type is kept. */
function children(owner: Instance, wanted: unknown): void {
  const places = owner.kids;
  const before = new Set(places);
  owner.kids = listOf(wanted).map((value, index) => {
    if (isNothing(value)) return null;
    const node = isNode(value) ? value : { type: Array.isArray(value) ? Fragment : null, props: { children: value } };
    const key = isNode(value) ? value.key : undefined;
    const old = key === undefined ? places[index] : places.find((kid) => kid?.key === key);
    const kept = old?.type === node.type && old.key === key && before.delete(old) ? old : create(owner, node.type, key);
    update(kept, node.props);
    return kept;
  });
  for (const kid of before) if (kid) remove(kid, true);
}

function update(instance: Instance, props: Props): void {
  const { type, props: old } = instance;
  instance.props = props;
  if (typeof type === 'function') draw(instance);
  else if (type === null) {
    instance.dom ??= document.createTextNode('');
    if (old.children !== props.children) (instance.dom as Text).data = String(props.children);
  } else {
    const space = type === 'svg' ? 'http://www.w3.org/2000/svg' : (hostOf(instance.parent).dom as Element).namespaceURI;
    instance.dom ??= document.createElementNS(space, type);
    children(instance, props.children);
    order(instance);
    for (const name in { ...old, ...props })
      if (old[name] !== props[name]) setProp(instance.dom as HTMLElement, name, props[name], old[name]);
  }
}

function draw(instance: Instance): void {
  const [outer, outerIndex] = [current, hookIndex];
  current = instance;
  hookIndex = 0;
  dirty.delete(instance);
  const result = (instance.type as Component)(instance.props);
  current = outer;
  hookIndex = outerIndex;
  children(instance, result);
}

function setProp(element: HTMLElement, name: string, value: unknown, old: unknown): void {
  if (name === 'children') return;
  if (name === 'ref') (value as { current: unknown }).current = element;
  else if (name === 'style')
    for (const key in value as object) element.style.setProperty(key, (value as Props)[key] as string);
  else if (name === 'value') {
    const field = element as HTMLInputElement;
    if (field.value !== value) field.value = String(value);
  } else if (name.startsWith('on')) {
    const event = name.slice(2).toLowerCase();
    element.removeEventListener(event, old as EventListener);
    element.addEventListener(event, value as EventListener);
  } else if (value === true && !name.startsWith('aria-')) element.setAttribute(name, '');
  else if (isNothing(value) && typeof value !== (name.startsWith('aria-') ? 'boolean' : ''))
    element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/** The nearest instance with an element of its own, from here up. */
function hostOf(instance: Instance | null): Instance {
  return instance && !instance.dom ? hostOf(instance.parent) : (instance as Instance);
}

/** The DOM nodes an instance stands for, in order. */
const nodesOf = (instance: Instance | null): readonly Node[] =>
  instance?.dom ? [instance.dom] : (instance?.kids.flatMap(nodesOf) ?? []);

/** Puts the children of an element in order. What stands in its place is not touched: moving would stop animations. */
function order({ dom, kids }: Instance): void {
  let next = dom?.firstChild ?? null;
  for (const node of kids.flatMap(nodesOf)) {
    if (node === next) next = node.nextSibling;
    else dom?.insertBefore(node, next);
  }
}

function remove(instance: Instance, isTop: boolean): void {
  instance.isGone = true;
  for (const hook of instance.hooks) clean(hook as Effect);
  if (isTop) (instance.dom as Element | null)?.remove();
  for (const kid of instance.kids) if (kid) remove(kid, isTop && !instance.dom);
}

const clean = ({ cleanup }: Partial<Effect>): void => {
  if (typeof cleanup === 'function') cleanup();
};

/** After a drawing: the order below the nearest element, then the effects. */
function settle(instance: Instance): void {
  order(hostOf(instance));
  for (const effect of effects.splice(0)) {
    if (effect.owner.isGone) continue;
    clean(effect);
    effect.cleanup = effect.run();
  }
}

function redraw(instance: Instance): void {
  if (dirty.size === 0)
    queueMicrotask(() => {
      // A set's loop visits what an effect adds on the way.
      for (const it of dirty) {
        dirty.delete(it);
        if (it.isGone) continue;
        draw(it);
        settle(it);
      }
    });
  dirty.add(instance);
}

/** The hook's own slot, made at the first drawing. */
function slot<T>(make: () => T): T {
  const { hooks } = current;
  const index = hookIndex++;
  hooks[index] ??= make();
  return hooks[index] as T;
}

export function useState<S>(first: S): [S, (next: S) => void] {
  const owner = current;
  const it = slot(() => ({
    state: first,
    set(next: S): void {
      if (next === it.state) return;
      it.state = next;
      redraw(owner);
    },
  }));
  return [it.state, it.set];
}

export const useRef = <T>(first: T): { current: T } => slot(() => ({ current: first }));

export function useEffect(run: Effect['run'], deps?: Effect['deps']): void {
  const owner = current;
  const effect = slot<Effect>(() => ({ owner, run, deps: undefined, cleanup: undefined }));
  const isSame = deps && effect.deps?.every((dep, index) => dep === deps[index]);
  effect.run = run;
  effect.deps = deps;
  if (!isSame) effects.push(effect);
}
export { useEffect as useLayoutEffect };
