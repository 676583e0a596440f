import type { Ladder, Policy, Rung, Who } from '../../../../shared/domain/kernel/policy.ts';

/** Edits of a policy: each gives a new one, and the old is left as it was. */

export const withRungs = (policy: Policy, kind: keyof Policy['rungs'], rungs: readonly Rung[]): Policy => ({
  ...policy,
  rungs: { ...policy.rungs, [kind]: rungs },
});

export const withLadder = (policy: Policy, rhythm: keyof Policy['ladders'], ladder: Ladder): Policy => ({
  ...policy,
  ladders: { ...policy.ladders, [rhythm]: ladder },
});

/** Whom a step rings, as the value of a menu's option and back. */
export const whoKey = (who: Who): string =>
  typeof who === 'object' ? ('person' in who ? `person ${who.person}` : `skill ${who.skill}`) : String(who);

export function whoOf(key: string): Who {
  const [kind = '', ...rest] = key.split(' ');
  if (kind === 'person') return { person: rest.join(' ') };
  if (kind === 'skill') return { skill: rest.join(' ') };
  return key === 'everyone' ? key : Number(key);
}

/** A step after the last, before which `everyone` keeps its place at the end. */
export function withStep({ steps, repeat }: Ladder): Ladder {
  const last = steps.at(-1);
  if (!last) return { steps: [{ after: 0, who: 0 }], repeat };
  if (last.who !== 'everyone') return { steps: [...steps, { after: last.after + 60, who: 'everyone' }], repeat };
  const before = steps.at(-2)?.after ?? 0;
  const after = steps.length > 1 ? Math.round((before + last.after) / 2) : last.after;
  const moved = after > before || steps.length === 1 ? last : { ...last, after: last.after + 60 };
  return {
    steps: [...steps.slice(0, -1), { after: Math.max(after, steps.length > 1 ? before + 1 : 0), who: 1 }, moved],
    repeat,
  };
}
