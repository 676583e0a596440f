/** The import rules of the house as one table, and the check that holds the tree to it. */
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { parseSync, Visitor } from 'vite';
import { circles } from './circles.ts';

interface Rule {
  /** Path patterns; the first rule of the table that matches a file is its rule. */
  readonly area: readonly string[];
  /** Own files it may import: path patterns. Files of the same area are always allowed. */
  readonly own: readonly string[];
  /** Packages it may import: `node:*` for the built-ins, `*` for all. */
  readonly packages: readonly string[];
  /** Packages it may not import even so. */
  readonly banned?: readonly string[];
  /** Uses it may not contain: see `USES`. */
  readonly never?: readonly Use[];
}

type Use = keyof typeof USES;

/** Each entry names global uses: `a.b` any touch of the member, `f()` a call, `new X` a construction, `new Date()` one without arguments. */
const USES = {
  clock: ['Date.now', 'new Date()', 'performance.now', 'Temporal.Now'],
  random: ['Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'],
  env: ['process.env'],
  timers: ['setTimeout()', 'setInterval()', 'setImmediate()', 'queueMicrotask()'],
  network: ['fetch()', 'new WebSocket', 'new EventSource', 'new XMLHttpRequest', 'navigator.sendBeacon'],
  dom: ['window.*', 'document.*', 'localStorage.*', 'sessionStorage.*', 'navigator.*'],
} as const;

const SHARED = ['shared/**'];
const INFRA_PACKAGES = ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', 'cdk-nag'];
const WEB_PACKAGES = ['preact', 'preact/*', '@preact/signals', '@preact/signals/*', 'oauth4webapi'];

/** Features of the console, in their order: each may import those before it, and none after it. */
const CONSOLE = [
  'core',
  'desk',
  'tags',
  'search',
  'customer',
  'inbox',
  'notes',
  'alarm',
  'chat',
  'on-call',
  'setup',
  'shell',
];
const BASE = [...SHARED, 'web/base/**'];

/** A feature's logic is pure and knows neither screens nor services, only other logic and the types of words. */
const rulesOf = (feature: string, place: number): Rule[] => {
  const known = CONSOLE.slice(0, place + 1);
  const own = [...BASE, ...known.map((name) => `web/console/${name}/**`)];
  const isKnownTo = (...ends: string[]) => known.flatMap((name) => ends.map((end) => `web/console/${name}/${end}`));
  return [
    {
      area: [`web/console/${feature}/logic/**`],
      own: [...BASE, ...isKnownTo('logic/**', '**/*.en.ts')],
      packages: ['temporal-polyfill'],
      never: ['clock', 'random', 'env', 'timers', 'network', 'dom'],
    },
    {
      area: [`web/console/${feature}/**/*.tsx`],
      own,
      packages: [...WEB_PACKAGES, 'temporal-polyfill'],
      never: ['network'],
    },
    { area: [`web/console/${feature}/**`], own, packages: [...WEB_PACKAGES, 'valibot', 'temporal-polyfill'] },
  ];
};

/**
 * The capabilities of the product, the same folders on each floor of `FLOORS`. Their order is a rule: inside a floor a
 * capability imports `kernel` and those before it, never one after it.
 */
const CAPABILITIES = [
  'kernel',
  'entry',
  'projection',
  'conversation',
  'notes',
  'paging',
  'on-call',
  'contacts',
  'search',
  'desk',
  'clocks',
] as const;
const FLOORS = ['shared/domain', 'shared/protocol', 'functions'] as const;

const PORTS = ['ports.ts', 'timers.ts'];
const adaptersOf = (names: readonly string[]): string[] => names.map((name) => `functions/${name}/adapters/**`);
const portsOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => PORTS.map((file) => `functions/${name}/${file}`));
const usecasesOf = (names: readonly string[]): string[] => names.map((name) => `functions/${name}/*.ts`);

const RULES: readonly Rule[] = [
  {
    area: ['shared/domain/**'],
    own: [],
    packages: ['temporal-polyfill', 'temporal-polyfill/**', 'libphonenumber-js/min'],
    never: ['clock', 'random', 'env', 'timers', 'network', 'dom'],
  },
  {
    area: ['shared/protocol/**'],
    own: ['shared/domain/**', 'shared/contract.ts'],
    packages: ['valibot'],
    never: ['clock', 'random', 'env', 'timers', 'network', 'dom'],
  },
  {
    area: ['shared/client/**'],
    own: ['shared/domain/**', 'shared/protocol/**', 'shared/contract.ts'],
    packages: ['valibot'],
    never: ['clock', 'random', 'env', 'timers', 'network', 'dom'],
  },
  { area: ['shared/**'], own: [], packages: [], never: ['clock', 'random', 'env', 'timers', 'network', 'dom'] },
  {
    // Libraries and the SDK; an adapter knows the ports that it answers, and no use case.
    area: adaptersOf(CAPABILITIES),
    own: [...SHARED, ...portsOf(CAPABILITIES)],
    packages: ['*'],
    banned: [...INFRA_PACKAGES, ...WEB_PACKAGES, '@middy/*'],
  },
  { area: portsOf(CAPABILITIES), own: SHARED, packages: [], never: ['env'] },
  {
    area: usecasesOf(CAPABILITIES),
    own: [...SHARED, ...portsOf(CAPABILITIES)],
    packages: ['temporal-polyfill', 'temporal-polyfill/**'],
    never: ['env'],
  },
  {
    area: ['functions/middleware/**', 'functions/entries/**'],
    own: [...SHARED, 'functions/**'],
    packages: ['*'],
    banned: [...INFRA_PACKAGES, ...WEB_PACKAGES],
  },
  {
    area: ['infra/**'],
    own: ['shared/contract.ts', 'shared/contract/**'],
    packages: [...INFRA_PACKAGES, 'node:*'],
  },
  { area: ['web/vite.config.ts', 'web/*/vite.config.ts'], own: [...SHARED, 'web/**'], packages: ['*'] },
  { area: ['web/base/**'], own: SHARED, packages: WEB_PACKAGES, never: ['network'] },
  ...CONSOLE.flatMap(rulesOf),
  // the page's entry, and its service worker
  { area: ['web/console/*'], own: [...BASE, 'web/console/**'], packages: [...WEB_PACKAGES, 'valibot'] },
  {
    area: ['web/widget/store/**'],
    own: [...BASE, 'web/widget/words/**'],
    packages: ['temporal-polyfill'],
    never: ['clock', 'random', 'env', 'timers', 'network', 'dom'],
  },
  {
    area: ['web/widget/**/*.tsx'],
    own: [...BASE, 'web/widget/**'],
    packages: WEB_PACKAGES,
    never: ['network'],
  },
  { area: ['web/widget/**'], own: [...BASE, 'web/widget/**'], packages: [...WEB_PACKAGES, 'valibot', 'vite/client'] },
  { area: ['web/site/**'], own: BASE, packages: WEB_PACKAGES },
  {
    // Writes reference data into a deployment: by the functions' own mapping of items, so that neither can drift.
    area: ['setup/**'],
    own: [...SHARED, ...portsOf(CAPABILITIES), ...adaptersOf(CAPABILITIES), 'infra/regions.ts'],
    packages: ['node:*', '@aws-sdk/*', 'valibot'],
  },
  {
    // Writes history as the functions would have: the same append, projection and items, with past times. It decides nothing.
    area: ['local/demo/**'],
    own: [
      ...SHARED,
      'local/**',
      'setup/**',
      ...portsOf(CAPABILITIES),
      ...adaptersOf(CAPABILITIES),
      'functions/kernel/append.ts',
      'functions/projection/project.ts',
    ],
    packages: ['*'],
    banned: [...INFRA_PACKAGES],
  },
  { area: ['local/**'], own: ['scripts/**', 'local/demo/demo.ts'], packages: ['*'], banned: [...INFRA_PACKAGES] },
  { area: ['scripts/**', 'test/**', '*.ts'], own: ['**'], packages: ['*'] },
];

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Checks one file, named by its path from the top of the repository. */
export function violationsIn(file: string, source: string): Violation[] {
  const rule = RULES.find(({ area }) => matches(file, area));
  if (rule === undefined) return [{ file, line: 1, message: 'belongs to no area of the house' }];
  const parsed = parseSync(file, source);
  const error = parsed.errors[0];
  if (error !== undefined) return [{ file, line: 1, message: `cannot be parsed: ${error.message}` }];

  const found: { at: number; message: string }[] = [];
  for (const { specifier, at } of importsOf(parsed, source)) {
    const complaint = complaintAbout(file, specifier, rule) ?? outOfOrder(file, specifier);
    if (complaint !== undefined) found.push({ at, message: complaint });
  }
  for (const { use, at } of usesOf(parsed.program, rule.never ?? [])) {
    found.push({ at, message: `must not use ${use}` });
  }
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ at, message }) => ({ file, line: source.slice(0, at).split('\n').length, message }));
}

/** Checks every source file under `root`. */
export function violationsUnder(root: string): Violation[] {
  const files = globSync(['{shared,functions,infra,web,local,setup,scripts,test}/**/*.{ts,tsx}', '*.ts'], {
    cwd: root,
  });
  const sources = files.sort().map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
  return [...sources.flatMap(([file, source]) => violationsIn(file, source)), ...circlesIn(new Map(sources))];
}

/** Circles of files, one violation for each knot of them, at the import that the shortest circle begins with. */
export function circlesIn(sources: ReadonlyMap<string, string>): Violation[] {
  const graph = new Map(
    [...sources].map(([file, source]) => {
      const imports = importsOf(parseSync(file, source), source).flatMap(({ specifier, at }) => {
        const to = specifier.startsWith('.') ? targetOf(file, specifier) : null;
        return to !== null && sources.has(to) ? [[to, at] as const] : [];
      });
      return [file, new Map(imports)] as const;
    }),
  );
  return circles(graph).map((circle) => {
    const [file, next] = circle;
    const before = (sources.get(file) ?? '').slice(0, graph.get(file)?.get(next) ?? 0);
    return { file, line: before.split('\n').length, message: `imports in a circle: ${circle.join(' > ')}` };
  });
}

const targetOf = (file: string, specifier: string): string => join(dirname(file), specifier.replace(/\?.*$/, ''));

function complaintAbout(file: string, specifier: string, rule: Rule): string | undefined {
  if (specifier.startsWith('.')) {
    const target = targetOf(file, specifier);
    if (matches(target, rule.own)) return undefined;
    const targetRule = RULES.find(({ area }) => matches(target, area));
    return targetRule === rule ? undefined : `must not import ${target}`;
  }
  const name = isBuiltin(specifier) && !specifier.startsWith('node:') ? `node:${specifier}` : specifier;
  const isAllowed = matches(name, rule.packages) && !matches(name, rule.banned ?? []);
  return isAllowed ? undefined : `must not import ${specifier}`;
}

/** Capabilities are joined in one direction: what an earlier one needs of a later one is handed to it. */
function outOfOrder(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = join(dirname(file), specifier);
  const [from, to] = [capabilityOf(file), capabilityOf(target)];
  if (!from || !to || from.floor !== to.floor || to.place <= from.place) return undefined;
  return `must not import ${target}: ${CAPABILITIES[to.place]} comes after ${CAPABILITIES[from.place]}`;
}

function capabilityOf(file: string): { readonly floor: string; readonly place: number } | undefined {
  const floor = FLOORS.find((name) => file.startsWith(`${name}/`));
  const folder = floor === undefined ? '' : (file.slice(floor.length + 1).split('/')[0] ?? '');
  const place = (CAPABILITIES as readonly string[]).indexOf(folder);
  return floor === undefined || place < 0 ? undefined : { floor, place };
}

type Parsed = ReturnType<typeof parseSync>;

function importsOf({ module }: Parsed, source: string): { specifier: string; at: number }[] {
  const fromExports = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest] : []));
  const fromDynamic = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const text = source.slice(start, end);
    return /^(['"`])[^$]*\1$/.test(text) ? [{ value: text.slice(1, -1), start }] : [];
  });
  const requests = [...module.staticImports.map(({ moduleRequest }) => moduleRequest), ...fromExports, ...fromDynamic];
  const byPlace = new Map(requests.map(({ value, start }) => [start, value]));
  return [...byPlace].map(([at, specifier]) => ({ specifier, at }));
}

function usesOf(program: Parsed['program'], never: readonly Use[]): { use: string; at: number }[] {
  const forbidden = new Set<string>(never.flatMap((use) => USES[use]));
  const declared = new Set<string>();
  const found: { global: string; use: string; at: number }[] = [];
  const note = (global: string, use: string, at: number): void => {
    if (forbidden.has(use)) found.push({ global, use, at });
  };
  const declare = (pattern: unknown): void => {
    for (const name of namesIn(pattern)) declared.add(name);
  };
  new Visitor({
    MemberExpression(node) {
      const object = globalName(node.object);
      if (object === undefined) return;
      const property = propertyName(node);
      if (property !== undefined) note(object, `${object}.${property}`, node.start);
      note(object, `${object}.*`, node.start);
    },
    CallExpression(node) {
      const callee = globalName(node.callee);
      if (callee !== undefined) note(callee, `${callee}()`, node.start);
    },
    NewExpression(node) {
      const callee = globalName(node.callee);
      if (callee === undefined) return;
      note(callee, `new ${callee}`, node.start);
      if (node.arguments.length === 0) note(callee, `new ${callee}()`, node.start);
    },
    VariableDeclarator: ({ id }) => declare(id),
    FunctionDeclaration: ({ id, params }) => declare([id, params]),
    FunctionExpression: ({ params }) => declare(params),
    ArrowFunctionExpression: ({ params }) => declare(params),
    ImportDeclaration: ({ specifiers }) => declare(specifiers.map(({ local }) => local)),
  }).visit(program);
  return found.filter(({ global }) => !declared.has(global));
}

/** Names a binding pattern declares: a file's own `window` (of time) is not the browser's. */
function namesIn(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(namesIn);
  if (typeof pattern !== 'object' || pattern === null) return [];
  const node = pattern as Readonly<Record<string, unknown>>;
  switch (node['type']) {
    case 'Identifier':
      return [String(node['name'])];
    case 'ObjectPattern':
      return namesIn(node['properties']);
    case 'Property':
      return namesIn(node['value']);
    case 'ArrayPattern':
      return namesIn(node['elements']);
    case 'AssignmentPattern':
      return namesIn(node['left']);
    case 'RestElement':
      return namesIn(node['argument']);
    default:
      return [];
  }
}

interface SyntaxNode {
  readonly type: string;
}

/** `x` and `globalThis.x` both name the global `x`. */
function globalName(node: SyntaxNode): string | undefined {
  if (node.type === 'Identifier') return (node as SyntaxNode & { name: string }).name;
  if (node.type !== 'MemberExpression') return undefined;
  const member = node as SyntaxNode & { object: SyntaxNode };
  return globalName(member.object) === 'globalThis' ? propertyName(member) : undefined;
}

function propertyName(node: SyntaxNode): string | undefined {
  const { property, computed } = node as SyntaxNode & {
    property: SyntaxNode & { name?: string; value?: unknown };
    computed: boolean;
  };
  if (!computed) return property.name;
  return property.type === 'Literal' ? String(property.value) : undefined;
}

function matches(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => toRegExp(pattern).test(path));
}

/** `**` spans folders (`a/**` + `/b` also matches `a/b`), `*` alone matches everything, any other `*` stays within one folder. */
function toRegExp(pattern: string): RegExp {
  if (pattern === '*') return /^/;
  if (pattern === 'node:*') return /^node:/;
  const body = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\/\*\*\//g, '(?:/|/.+/)')
    .replace(/\*\*/g, '.+')
    .replace(/\*/g, '[^/]+');
  return new RegExp(`^${body}$`);
}
