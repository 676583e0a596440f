import type { Hint } from './before-send.ts';

/** Rules whose hints are counted: all but an offer, which holds nothing up. */
export type CountedRule = Exclude<Hint, { readonly level: 'offer' }>['rule'];
const COUNTED: Readonly<Record<CountedRule, true>> = {
  elsewhere: true,
  emptySlot: true,
  tooLong: true,
  otherCustomer: true,
  looksLikeNote: true,
  wroteMeanwhile: true,
  sameAgain: true,
  unchangedTemplate: true,
};
export const COUNTED_RULES = /* @__PURE__ */ Object.keys(COUNTED) as readonly CountedRule[];

/** Hints that came up while a message was written, each once; `overridden`: those of them it was sent over as it stood. */
export interface HintsSeen {
  readonly shown: readonly CountedRule[];
  readonly overridden: readonly CountedRule[];
}

const added = (rules: readonly CountedRule[], rule: CountedRule): readonly CountedRule[] =>
  rules.includes(rule) ? rules : [...rules, rule];

/** One more that was shown, or sent over: which it can only be when it was shown. */
export const seeHint = (
  { shown, overridden }: HintsSeen,
  rule: CountedRule,
  what: keyof HintsSeen = 'shown',
): HintsSeen => ({
  shown: added(shown, rule),
  overridden: what === 'overridden' ? added(overridden, rule) : overridden,
});

export const NO_HINTS: HintsSeen = { shown: [], overridden: [] };
