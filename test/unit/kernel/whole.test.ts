import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CONVERSATION_LOG, NOTES_LOG, PAGE_LOG } from '../../../functions/kernel/adapters/log-schemas.ts';
import { whole } from '../../../functions/kernel/adapters/whole.ts';

/*
 * The compiler is what is tested here: `npm run check` fails when a line below an `@ts-expect-error` compiles.
 */
type Happening =
  | { readonly type: 'opened'; readonly by: string; readonly why?: string }
  | { readonly type: 'closed'; readonly touches: readonly { readonly id: string; readonly told?: number }[] };

const opened = v.object({ type: v.literal('opened'), by: v.string(), why: v.exactOptional(v.string()) });
const closed = v.object({
  type: v.literal('closed'),
  touches: v.array(v.object({ id: v.string(), told: v.exactOptional(v.number()) })),
});

describe('the schema of a log', () => {
  it('is taken when it has every type of event and every field', () => {
    const schema = whole<Happening>()(v.variant('type', [opened, closed]));

    expect(v.parse(schema, { type: 'opened', by: 'oleg', why: 'asked' })).toEqual({
      type: 'opened',
      by: 'oleg',
      why: 'asked',
    });
  });

  it('is refused by the compiler when a type of event is missing', () => {
    // @ts-expect-error: not assignable to "closed"
    const schema = whole<Happening>()(v.variant('type', [opened]));

    expect(v.is(schema, { type: 'closed', touches: [] })).toBe(false); // what a log would have failed at
  });

  it('is refused by the compiler when an optional field is missing, however deep', () => {
    const shallow = v.object({ type: v.literal('opened'), by: v.string() });
    const deep = v.object({ type: v.literal('closed'), touches: v.array(v.object({ id: v.string() })) });
    // @ts-expect-error: not assignable to "why"
    whole<Happening>()(v.variant('type', [shallow, closed]));
    // @ts-expect-error: not assignable to "touches.told"
    const schema = whole<Happening>()(v.variant('type', [opened, deep]));

    // What the log would have lost without a word.
    expect(v.parse(schema, { type: 'closed', touches: [{ id: 'a', told: 1 }] })).toEqual({
      type: 'closed',
      touches: [{ id: 'a' }],
    });
  });

  it('is refused by the compiler when a state lacks an optional field', () => {
    // @ts-expect-error: not assignable to "callback"
    const schema = whole<{ readonly seq: number; readonly callback?: number }>()(v.object({ seq: v.number() }));

    expect(v.parse(schema, { seq: 1, callback: 2 })).toEqual({ seq: 1 });
  });

  it('refuses an event of a type that it does not know', () => {
    for (const { event } of [CONVERSATION_LOG, NOTES_LOG, PAGE_LOG])
      expect(v.is(event, { type: 'conversation.sung' })).toBe(false);
  });
});
