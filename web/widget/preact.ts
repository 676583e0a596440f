/**
 * What the panel uses of Preact, in a fourth of its weight: function components, keyed children and the common
 * hooks. The build of the panel puts it in Preact's place (web/vite.config.ts); types are Preact's
 * own, and test/e2e/widget-states.test.ts draws every state with both and compares.
 */
type Props = Readonly<Record<string, unknown>> & { readonly children?: unknown };
type Component = (props: Props) => unknown;
type Type = string | Component;
interface VNode {
  readonly type: Type;
  readonly props: Props;
  readonly key: unknown;
}
type Cleanup = (() => void) | undefined;
interface Effect {
  readonly owner: Instance;
  run: () => unknown;
  deps: readonly unknown[] | undefined;
  cleanup: Cleanup;
}

/** What stands on the screen for a vnode, a text or a list: an element, a text node, or just the instances below. */
interface Instance {
  readonly type: Type | null;
  readonly parent: Instance | null;
  readonly key: unknown;
  readonly depth: number;
  readonly isSvg: boolean;
  props: Props;
  text: string | null;
  dom: Element | Text | null;
  kids: (Instance | null)[];
  hooks: unknown[];
  isGone: boolean;
}

export const Fragment = ({ children }: Props): unknown => children;
export const jsx = (type: Type, props: Props, key?: unknown): VNode => ({ type, props, key });
export const jsxs = jsx;

const layoutEffects: Effect[] = [];
const effects: Effect[] = [];
const dirty = new Set<Instance>();
let current: Instance;
let hookIndex = 0;
let isPlanned = false;

const isNode = (value: unknown): value is VNode => typeof value === 'object' && value !== null && 'type' in value;
const isNothing = (value: unknown): boolean => value === null || value === undefined || typeof value === 'boolean';
const typeOf = (value: unknown): Type | null => (isNode(value) ? value.type : Array.isArray(value) ? Fragment : null);

/** Draws `vnode` as the only content of `place`. */
export function render(vnode: unknown, place: Element): void {
  const root = create(null, null, undefined);
  root.dom = place;
  children(root, [vnode]);
  settle(root);
}

function create(parent: Instance | null, type: Type | null, key: unknown): Instance {
  return {
    type,
    parent,
    key,
    depth: parent ? parent.depth + 1 : 0,
    isSvg: type === 'svg' || (parent?.isSvg ?? false),
    props: {},
    text: null,
    dom: null,
    kids: [],
    hooks: [],
    isGone: false,
  };
}

/** Brings what is on the screen in line with `wanted`: the same key, or the same place, and the same type is kept. */
function children(owner: Instance, wanted: readonly unknown[]): void {
  const before = new Set(owner.kids);
  const keyed = new Map(owner.kids.flatMap((kid) => (kid?.key === undefined ? [] : [[kid.key, kid]])));
  const places = owner.kids;
  owner.kids = wanted.map((value, index) => {
    if (isNothing(value)) return null;
    const type = typeOf(value);
    const key = isNode(value) ? value.key : undefined;
    const old = key === undefined ? places[index] : keyed.get(key);
    const kept = old && old.type === type && old.key === key && before.delete(old) ? old : create(owner, type, key);
    update(kept, value);
    return kept;
  });
  for (const kid of before) if (kid) remove(kid, true);
}

function update(instance: Instance, value: unknown): void {
  const { type, props: old } = instance;
  if (type === null) {
    const text = String(value);
    instance.dom ??= document.createTextNode(text);
    if (instance.text !== text) (instance.dom as Text).data = text;
    instance.text = text;
    return;
  }
  instance.props = isNode(value) ? value.props : { children: value };
  if (typeof type === 'function') {
    call(instance, type);
    return;
  }
  const { props } = instance;
  instance.dom ??= instance.isSvg
    ? document.createElementNS('http://www.w3.org/2000/svg', type)
    : document.createElement(type);
  const element = instance.dom as HTMLElement;
  const { children: inner } = props;
  children(instance, Array.isArray(inner) ? inner : [inner]);
  place(instance);
  for (const name in { ...old, ...props })
    if (old[name] !== props[name]) setProp(element, name, props[name], old[name]);
}

function call(instance: Instance, type: Component): void {
  const [outer, outerIndex] = [current, hookIndex];
  current = instance;
  hookIndex = 0;
  dirty.delete(instance);
  const result = type(instance.props);
  current = outer;
  hookIndex = outerIndex;
  children(instance, Array.isArray(result) ? result : [result]);
}

function setProp(element: HTMLElement, name: string, value: unknown, old: unknown): void {
  if (name === 'children') return;
  if (name === 'ref') {
    if (value) (value as { current: unknown }).current = element;
  } else if (name === 'style') {
    for (const [key, part] of Object.entries(value ?? {})) element.style.setProperty(key, part as string);
  } else if (name.startsWith('on')) {
    const event = name.slice(2).toLowerCase();
    if (old) element.removeEventListener(event, old as EventListener);
    if (value) element.addEventListener(event, value as EventListener);
  } else if (name === 'value') {
    const field = element as HTMLInputElement;
    if (field.value !== value) field.value = String(value);
  } else if (isNothing(value) && !(name.startsWith('aria-') && value !== undefined && value !== null)) {
    if (value === true) element.setAttribute(name, '');
    else element.removeAttribute(name);
  } else element.setAttribute(name, String(value));
}

/** The DOM nodes an instance stands for, in order. */
const nodesOf = (instance: Instance | null): readonly Node[] =>
  instance?.dom ? [instance.dom] : (instance?.kids.flatMap(nodesOf) ?? []);

/** Puts the children of an element in order. What stands in its place is not touched: moving would stop animations. */
function place(instance: Instance): void {
  const element = instance.dom as Element;
  let next = element.firstChild;
  for (const node of instance.kids.flatMap(nodesOf)) {
    if (node === next) next = node.nextSibling;
    else element.insertBefore(node, next);
  }
}

function remove(instance: Instance, isTop: boolean): void {
  instance.isGone = true;
  for (const hook of instance.hooks) (hook as Partial<Effect>).cleanup?.();
  const { ref } = instance.props as { ref?: { current: unknown } };
  if (ref) ref.current = null;
  if (isTop && instance.dom) (instance.dom as Element).remove();
  for (const kid of instance.kids) if (kid) remove(kid, isTop && !instance.dom);
}

/** After a drawing: order below the nearest element, then the layout effects at once, and the others after the paint. */
function settle(instance: Instance): void {
  let host = instance;
  while (!host.dom && host.parent) host = host.parent;
  place(host);
  flush(layoutEffects);
  if (effects.length > 0) requestAnimationFrame(() => setTimeout(() => flush(effects)));
}

function flush(queue: Effect[]): void {
  for (const effect of queue.splice(0)) {
    if (effect.owner.isGone) continue;
    effect.cleanup?.();
    const cleanup = effect.run();
    effect.cleanup = typeof cleanup === 'function' ? (cleanup as () => void) : undefined;
  }
}

function redraw(instance: Instance): void {
  dirty.add(instance);
  if (isPlanned) return;
  isPlanned = true;
  queueMicrotask(() => {
    isPlanned = false;
    for (const it of [...dirty].sort((a, b) => a.depth - b.depth)) {
      if (!dirty.delete(it) || it.isGone) continue;
      call(it, it.type as Component);
      settle(it);
    }
  });
}

/** The hook's own slot, made at the first drawing. */
function slot<T>(make: () => T): T {
  const { hooks } = current;
  const index = hookIndex++;
  if (index >= hooks.length) hooks.push(make());
  return hooks[index] as T;
}

export function useState<S>(first: S): [S, (next: S) => void] {
  const owner = current;
  const it = slot(() => ({
    state: first,
    set(next: S): void {
      if (Object.is(next, it.state)) return;
      it.state = next;
      redraw(owner);
    },
  }));
  return [it.state, it.set];
}

export const useRef = <T>(first: T): { current: T } => slot(() => ({ current: first }));

function useLater(queue: Effect[], run: Effect['run'], deps: Effect['deps']): void {
  const owner = current;
  const effect = slot<Effect>(() => ({ owner, run, deps: undefined, cleanup: undefined }));
  const isSame = deps && effect.deps?.every((dep, index) => Object.is(dep, deps[index]));
  effect.run = run;
  effect.deps = deps;
  if (!isSame && !queue.includes(effect)) queue.push(effect);
}
export const useEffect = (run: Effect['run'], deps?: Effect['deps']): void => useLater(effects, run, deps);
export const useLayoutEffect = (run: Effect['run'], deps?: Effect['deps']): void => useLater(layoutEffects, run, deps);
