import type { SetUpPerson } from '../../setup/workspace.ts';
import type { Policy } from '../../shared/domain/kernel/policy.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';

/**
 * The rules of the product with targets of a few seconds: every rung and every step of the default policy is there, in the
 * same order. Whole seconds, since a queue delays by whole seconds.
 */
export const QUICK_POLICY: Policy = {
  ...DEFAULT_POLICY,
  targets: { connect: 6, reply: 24 },
  rungs: {
    connect: [
      { after: 2, when: 'staffed', act: 'nudge.team' },
      { after: 4, when: 'staffed', act: 'tell.lead' },
      { after: 4, when: 'staffed.night', act: 'page' },
      { after: 6, when: 'staffed', act: 'page' },
      { after: 0, when: 'unstaffed', act: 'page' },
    ],
    reply: [
      { after: 12, when: 'always', act: 'nudge.assignee' },
      { after: 18, when: 'always', act: 'nudge.team' },
      { after: 24, when: 'always', act: 'tell.lead' },
      { after: 24, when: 'always', act: 'page' },
    ],
    promise: DEFAULT_POLICY.rungs.promise,
    review: DEFAULT_POLICY.rungs.review,
  },
  ladders: {
    staffed: {
      steps: [
        { after: 0, who: 0 },
        { after: 3, who: 1 },
        { after: 6, who: 'everyone' },
      ],
      repeat: 3,
    },
    unstaffed: {
      steps: [
        { after: 0, who: 0 },
        { after: 3, who: 1 },
        { after: 6, who: 'everyone' },
      ],
      repeat: 6,
    },
  },
  silence: 2,
  acknowledgedSilent: 20,
  recheck: 5,
  ownerCheck: 12,
  reviewWithin: 3600,
  // Never night, so that a test does the same at whatever hour it runs.
  night: { from: '00:00', to: '00:00' },
};

/** Who works in a test workspace: the first two are leads and on call, in this order. */
export const STAFF = ['anna', 'pyotr', 'oleg', 'maria'] as const;
export type StaffName = (typeof STAFF)[number];

/** A workspace of a running stack, with people and phones of its own. */
export interface TestWorkspace {
  readonly id: string;
  readonly policy: Policy;
  /** what the company's server signs identities with */
  readonly identitySecret: string;
  readonly people: Readonly<Record<StaffName, SetUpPerson & { readonly phone: string }>>;
}

export const isLead = (name: StaffName): boolean => name === 'anna' || name === 'pyotr';
