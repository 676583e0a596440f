import * as v from 'valibot';
import { seenBy } from '../../shared/domain/conversation/audience.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { parsePush } from '../../shared/protocol/codec.ts';
import { CODES } from '../../shared/protocol/codes.ts';
import {
  CUSTOMER_COMMANDS,
  CustomerCommandSchema,
  OPERATOR_COMMANDS,
  OperatorCommandSchema,
} from '../../shared/protocol/commands.ts';
import { WireEventSchema } from '../../shared/protocol/events.ts';
import { CustomerPushSchema, OperatorPushSchema } from '../../shared/protocol/pushes.ts';

/**
 * What docs/PROTOCOL.md says otherwise than the schemas do, a sentence for each thing that is wrong; empty when they agree.
 * Sections and rows may stand in any order.
 */
export const problemsOf = (document: string): string[] => [
  ...commandProblems(document),
  ...pushProblems(document),
  ...exampleProblems(document),
  ...codeProblems(document),
  ...eventProblems(document),
];

const SCHEMAS = {
  customer: { '→': CustomerCommandSchema, '←': CustomerPushSchema },
  operator: { '→': OperatorCommandSchema, '←': OperatorPushSchema },
} as const;

/** The text of a chapter (`## title`). */
function chapter(document: string, title: string): string {
  const found = document.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
  if (found === undefined) throw new Error(`docs/PROTOCOL.md has no chapter "${title}"`);
  return found;
}
/** Sections of a chapter by the frame they are about. */
const sections = (document: string, title: string): Map<string, string> =>
  new Map(
    chapter(document, title)
      .split(/^### /m)
      .slice(1)
      .map((part) => [part.match(/^`([\w.]+)`/)?.[1] ?? part, part]),
  );
const typesOf = (schema: { options: readonly { entries: { type: { literal: string } } }[] }): string[] =>
  schema.options.map((option) => option.entries.type.literal);

/** Compares what there is with what is said of it, whatever the order. */
function named(what: string, where: string, real: Iterable<string>, said: Iterable<string>): string[] {
  const [there, written] = [new Set(real), new Set(said)];
  return [
    ...[...there].filter((one) => !written.has(one)).map((one) => `The ${what} \`${one}\` has no ${where}.`),
    ...[...written]
      .filter((one) => !there.has(one))
      .map((one) => `There is a ${where} for \`${one}\`, which is no ${what}.`),
  ];
}

function commandProblems(document: string): string[] {
  const found = sections(document, 'Commands');
  const problems = named('command', 'section in Commands', [...CUSTOMER_COMMANDS, ...OPERATOR_COMMANDS], found.keys());
  for (const [type, text] of found) {
    const [customer, operator] = [CUSTOMER_COMMANDS.has(type), OPERATOR_COMMANDS.has(type)];
    if (!customer && !operator) continue;
    const door = customer && operator ? 'Both doors' : customer ? 'Customer' : 'Operator';
    const begins = text.split('\n')[2] ?? '';
    if (!new RegExp(`^${door}[.;${customer && operator ? ' ' : ''}]`).test(begins))
      problems.push(`The section of \`${type}\` must begin with "${door}", and begins with "${begins.slice(0, 30)}".`);
    if (!text.includes(`→ {"type":"${type}"`)) problems.push(`The section of \`${type}\` shows no frame of it.`);
  }
  const refusals = [...chapter(document, 'Commands').matchAll(/Errors: ([\s\S]*?)(?:\n\n|$)/g)].flatMap(
    ([, text = '']) => [...text.matchAll(/`([a-z_]+)`/g)].map(([, code = '']) => code),
  );
  const strange = refusals.filter((code) => code !== 'by' && code !== 'at' && !Object.hasOwn(CODES, code));
  return [...problems, ...strange.map((code) => `"Errors:" in Commands names \`${code}\`, which is no code.`)];
}

function pushProblems(document: string): string[] {
  const pushes = new Set([...typesOf(CustomerPushSchema), ...typesOf(OperatorPushSchema)]);
  return [
    ...named('push', 'section in Pushes', pushes, sections(document, 'Pushes').keys()),
    ...[...pushes]
      .filter((type) => !document.includes(`← {"type":"${type}"`))
      .map((type) => `No example shows the push \`${type}\`.`),
  ];
}

/** Every frame that is shown, in a block that says whose door it is. */
export const examplesIn = (document: string): { kind: string; line: string }[] =>
  [...document.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)].flatMap(([, kind = '', text = '']) =>
    text.split('\n').map((line) => ({ kind, line })),
  );

function exampleProblems(document: string): string[] {
  return examplesIn(document).flatMap(({ kind, line }) => {
    const problem = exampleProblem(kind, line);
    return problem === null ? [] : [`The example ${line.slice(0, 80)} ${problem}.`];
  });
}
function exampleProblem(kind: string, line: string): string | null {
  const [direction, text] = [line.slice(0, 1), line.slice(2)];
  if (kind === 'gateway') return parsePush(CustomerPushSchema, text) === null ? null : 'is a push of ours';
  if (kind !== 'customer' && kind !== 'operator') return `stands in a block "${kind}": customer, operator or gateway`;
  if (direction !== '→' && direction !== '←') return 'begins with neither → nor ←';
  const frame = jsonOf(text);
  if (frame === undefined) return 'is no JSON';
  const parsed = v.safeParse(SCHEMAS[kind][direction] as v.GenericSchema, frame);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return `is refused at "${v.getDotPath(issue) ?? ''}": ${issue.message}`;
  }
  const unknown = unknownIn(frame, parsed.output, '');
  if (unknown !== null) return `has a field that the schema does not know: ${unknown}`;
  const { type, code, retry, message } = frame as Record<string, unknown>;
  if (type !== 'error') return null;
  const { retry: again, meaning } = CODES[code as keyof typeof CODES];
  return retry === again && message === meaning
    ? null
    : `says otherwise than the table of codes: ${again}, "${meaning}"`;
}
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // said as a sentence
  }
}
/** The first field of `from` that is gone from `to`, by its path. */
function unknownIn(from: unknown, to: unknown, path: string): string | null {
  if (typeof from !== 'object' || from === null) return null;
  if (typeof to !== 'object' || to === null) return path;
  for (const [name, value] of Object.entries(from)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (!Object.hasOwn(to, name)) return here;
    const below = unknownIn(value, (to as Record<string, unknown>)[name], here);
    if (below !== null) return below;
  }
  return null;
}

function codeProblems(document: string): string[] {
  const table = document.match(/<!-- codes -->\n([\s\S]*?)\n?<!-- \/codes -->/)?.[1] ?? '';
  const rows = new Map(
    [...table.matchAll(/^\| `(\w+)` \| (\w+) \| (.*) \|$/gm)].map(([, code = '', retry = '', meaning = '']) => [
      code,
      `${retry}, "${meaning}"`,
    ]),
  );
  return [
    ...named('code', 'row in the table of codes', Object.keys(CODES), rows.keys()),
    ...Object.entries(CODES).flatMap(([code, { retry, meaning }]) => {
      const said = rows.get(code);
      const real = `${retry}, "${meaning}"`;
      return said === undefined || said === real
        ? []
        : [`The row of the code \`${code}\` says ${said}; it is ${real}.`];
    }),
  ];
}

function eventProblems(document: string): string[] {
  const rows = new Map(
    [...chapter(document, 'Events').matchAll(/^\| `([\w.]+)` \| (\w+) \|(.*?) \|/gm)].map(
      ([, type = '', sees = '', fields = '']) => [
        type,
        { sees, fields: fields.trim().split(', ').filter(Boolean).sort().join(', ') },
      ],
    ),
  );
  return [
    ...named('event', 'row in Events', typesOf(WireEventSchema), rows.keys()),
    ...WireEventSchema.options.flatMap(({ entries }) => {
      const type = entries.type.literal;
      const said = rows.get(type);
      const sees = whoSees(type);
      const fields = Object.entries(entries as Record<string, { type: string }>)
        .filter(([name]) => name !== 'type')
        .map(([name, schema]) => (schema.type === 'optional' ? `${name}?` : name))
        .sort()
        .join(', ');
      if (!said) return [];
      return [
        ...(said.sees === sees
          ? []
          : [`The row of the event \`${type}\` says that customers see it: ${said.sees}; it is ${sees}.`]),
        ...(said.fields === fields
          ? []
          : [
              `The row of the event \`${type}\` has the fields ${said.fields || 'none'}; they are ${fields || 'none'}.`,
            ]),
      ];
    }),
  ];
}

/** Asks the rules themselves, with every kind of clock and of act. */
function whoSees(type: string): 'yes' | 'some' | 'no' {
  const answers = ['connect', 'reply', 'promise', 'review'].flatMap((kind) =>
    ['nudge.assignee', 'page'].map((act) => seenBy('customer', { type, kind, act } as unknown as ConversationEvent)),
  );
  return answers.every(Boolean) ? 'yes' : answers.some(Boolean) ? 'some' : 'no';
}
