import type { Ladder, Who } from '../kernel/policy.ts';

/** The ladder that unanswered chats and the alarm button ring. */
export const ON_CALL = 'oncall';

/** Ladders are named after whom they are for; each is a log of its own, with its own acknowledgement. */
export const personLadder = (person: string): string => `person.${person}`;
export const skillLadder = (skill: string): string => `skill.${skill}`;
export const testLadder = (person: string): string => `test.${person}`;

/** Names in receipts what is no page and has no log: a code, or a ring that a person tries. */
export const NO_LADDER = 'none';

/** Whether a ladder's page says only that the phone works: nobody waits for it. */
export const isTest = (ladder: string): boolean => ladder.startsWith('test.');
/** Whether it is a page of somebody whom a lead has woken. */
export const isSpecialist = (ladder: string): boolean => ladder.startsWith('person.') || ladder.startsWith('skill.');

/** A test page asks once a day until it is acknowledged: it is no emergency. */
export const testPageLadder = (person: string): Ladder => ({ steps: [{ after: 0, who: { person } }], repeat: 86_400 });

/**
 * A specialist is rung at once, again after two minutes, and then each five: whoever woke them sees it, and can call it off
 * or wake somebody else. Those with a skill are rung together: whoever comes first has it.
 */
export const specialistLadder = (who: Extract<Who, object>): Ladder => ({
  steps: [
    { after: 0, who },
    { after: 120, who },
  ],
  repeat: 300,
});
