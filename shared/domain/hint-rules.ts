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
