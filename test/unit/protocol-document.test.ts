import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
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

const document = readFileSync(new URL('../../docs/PROTOCOL.md', import.meta.url), 'utf8');

/** The text of a chapter (`## title`). */
function chapter(title: string): string {
  const found = document.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
  if (found === undefined) throw new Error(`docs/PROTOCOL.md has no chapter "${title}"`);
  return found;
}
/** Sections of a chapter by the frame they are about. */
const sections = (title: string): Map<string, string> =>
  new Map(
    chapter(title)
      .split(/^### /m)
      .slice(1)
      .map((part) => [part.match(/^`([\w.]+)`/)?.[1] ?? part, part]),
  );
const typesOf = (schema: { options: readonly { entries: { type: { literal: string } } }[] }): string[] =>
  schema.options.map((option) => option.entries.type.literal);

const SCHEMAS = {
  customer: { '→': CustomerCommandSchema, '←': CustomerPushSchema },
  operator: { '→': OperatorCommandSchema, '←': OperatorPushSchema },
} as const;
const fences = [...document.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)].map(([, kind = '', text = '']) => ({
  kind,
  lines: text.split('\n'),
}));

describe('docs/PROTOCOL.md', () => {
  it('has a section for each command of either door, and for nothing else', () => {
    const commands = new Set([...CUSTOMER_COMMANDS, ...OPERATOR_COMMANDS]);
    expect([...sections('Commands').keys()].sort()).toEqual([...commands].sort());
  });

  it('says of each command whose it is, and shows it', () => {
    for (const [type, text] of sections('Commands')) {
      const doors = [CUSTOMER_COMMANDS.has(type) && 'Customer', OPERATOR_COMMANDS.has(type) && 'Operator'].filter(
        Boolean,
      );
      const said = text.split('\n')[2] ?? '';
      expect(said, type).toMatch(doors.length === 2 ? /^Both doors/ : new RegExp(`^${doors[0]}[.;]`));
      expect(text, type).toContain(`→ {"type":"${type}"`);
    }
  });

  it('has a section for each push, and for nothing else', () => {
    const pushes = new Set([...typesOf(CustomerPushSchema), ...typesOf(OperatorPushSchema)]);
    expect([...sections('Pushes').keys()].sort()).toEqual([...pushes].sort());
    for (const type of pushes) expect(document, type).toContain(`← {"type":"${type}"`);
  });

  it('shows nothing but frames of a door or of the gateway', () => {
    expect(new Set(fences.map(({ kind }) => kind))).toEqual(new Set(['customer', 'operator', 'gateway']));
  });

  it.each(fences.flatMap(({ kind, lines }) => lines.map((line) => [kind, line] as const)))('%s %s', (kind, line) => {
    const [direction, text] = [line.slice(0, 1), line.slice(2)];
    if (kind === 'gateway') {
      expect(parsePush(CustomerPushSchema, text)).toBeNull();
      return;
    }
    const schema = SCHEMAS[kind as keyof typeof SCHEMAS][direction as '→' | '←'];
    const frame: unknown = JSON.parse(text);
    const parsed = v.safeParse(schema as v.GenericSchema, frame);
    expect(parsed.issues).toBeUndefined();
    expect(parsed.output).toEqual(frame); // a field that the schema does not know would be gone
  });

  it('says of errors what the table of codes says', () => {
    for (const { lines } of fences)
      for (const line of lines.filter((each) => each.startsWith('← {"type":"error"'))) {
        const { code, retry, message } = JSON.parse(line.slice(2)) as {
          code: keyof typeof CODES;
          retry: string;
          message: string;
        };
        expect({ retry, message }).toEqual({ retry: CODES[code].retry, message: CODES[code].meaning });
      }
  });

  it('has the table of codes', () => {
    const rows = Object.entries(CODES).map(([code, { retry, meaning }]) => `| \`${code}\` | ${retry} | ${meaning} |`);
    const table = ['| Code | Retry | Meaning |', '|---|---|---|', ...rows].join('\n');
    expect(document.match(/<!-- codes -->\n([\s\S]*?)\n?<!-- \/codes -->/)?.[1]).toBe(table);
  });

  it('names only codes that exist', () => {
    const named = [...chapter('Commands').matchAll(/Errors: ([\s\S]*?)(?:\n\n|$)/g)].flatMap(([, text = '']) =>
      [...text.matchAll(/`([a-z_]+)`/g)].map(([, code = '']) => code),
    );
    const fields = ['by', 'at'];
    expect(named.filter((code) => !fields.includes(code) && !Object.hasOwn(CODES, code))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  it('has a row for each event, with its fields and who gets it', () => {
    const rows = [...chapter('Events').matchAll(/^\| `([\w.]+)` \| (\w+) \|(.*?) \|/gm)];
    const said = rows.map(([, type, sees, fields = '']) => ({
      type,
      sees,
      fields: fields.trim().split(', ').filter(Boolean).sort(),
    }));
    const real = WireEventSchema.options.map(({ entries }) => ({
      type: entries.type.literal,
      sees: whoSees(entries.type.literal),
      fields: Object.entries(entries as Record<string, { type: string }>)
        .filter(([name]) => name !== 'type')
        .map(([name, schema]) => (schema.type === 'optional' ? `${name}?` : name))
        .sort(),
    }));
    expect(said).toEqual(real);
  });
});

/** Asks the rules themselves, with every kind of clock and of act. */
function whoSees(type: string): 'yes' | 'some' | 'no' {
  const answers = ['connect', 'reply', 'promise', 'review'].flatMap((kind) =>
    ['nudge.assignee', 'page'].map((act) => seenBy('customer', { type, kind, act } as unknown as ConversationEvent)),
  );
  return answers.every(Boolean) ? 'yes' : answers.some(Boolean) ? 'some' : 'no';
}
