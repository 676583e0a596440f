import type { Operator, Workspace } from '../functions/kernel/ports.ts';
import { dayOf } from '../shared/domain/kernel/hours.ts';
import type { Policy } from '../shared/domain/kernel/policy.ts';
import type { Millis } from '../shared/domain/kernel/types.ts';
import { type LocalDate, PLACES, type Schedule } from '../shared/domain/on-call/schedule/types.ts';
import type { Contact } from '../shared/domain/paging/contact.ts';
import type { SetupPorts } from './ports.ts';

/** A person to be let in. */
export interface NewPerson {
  readonly email: string;
  /** first name, as customers see it */
  readonly name: string;
  readonly role: 'operator' | 'lead';
  /** E.164: their first contact. It rings once its owner has confirmed it in the console ("My alerts") */
  readonly phone?: string;
  /** its owner has confirmed it elsewhere: only where the phones are ours as well (the demo, tests) */
  readonly isPhoneVerified?: boolean;
  /** what a lead can wake them for */
  readonly skills?: readonly string[];
  /** those on call are called in the order in which they stand here */
  readonly isOnCall?: boolean;
}

export interface SetupInput {
  /** who is on call when, of those who were set up; absent: as {@link firstSchedule} */
  readonly schedule?: (people: readonly SetUpPerson[], today: LocalDate) => Schedule;
  readonly workspace: Omit<Workspace, 'identitySecret' | 'schedule' | 'version' | 'edited'> & {
    readonly policy: Policy;
  };
  readonly people: readonly NewPerson[];
}

/** On call from the first day on, without end, in the order in which they were named: the team writes its own calendar. */
const firstSchedule = (people: readonly SetUpPerson[], today: LocalDate): Schedule => ({
  entries: people
    .filter(({ isOnCall }) => isOnCall === true)
    .slice(0, PLACES)
    .map(({ id }, place) => ({
      kind: 'rotation',
      id: `first-${place + 1}`,
      place,
      people: [id],
      start: today,
      handoff: '00:00',
      days: 7,
    })),
  staffed: [],
});

/** Id of the contact that a person has from the set-up. */
export const firstContact = (person: string): string => `phone-${person}`;

/** The same id at each run, so that a set-up that is run again finds it; and no other person's: pages name contacts by it. */
const phoneOf = ({ isPhoneVerified }: NewPerson, person: string, address: string, now: Millis): Contact => ({
  id: firstContact(person),
  person,
  kind: 'sms',
  address,
  label: address,
  createdAt: now,
  verifiedAt: isPhoneVerified === true ? now : null,
  pending: null,
  rang: [],
  last: null,
});

/** The console is a page of its own origin, which has to be allowed like those of the company. */
export const allowingSite = (input: SetupInput, siteUrl: string): SetupInput => ({
  ...input,
  workspace: { ...input.workspace, origins: [...new Set([...input.workspace.origins, new URL(siteUrl).origin])] },
});

/** A person as they are after the set-up. */
export interface SetUpPerson extends NewPerson {
  /** subject of their ID tokens, and their id as an operator */
  readonly id: string;
  /** has just been made at the identity provider, which has written to them */
  readonly isNewUser: boolean;
  /** has just been let in to the workspace */
  readonly isNewOperator: boolean;
}

export interface SetupResult {
  /** the workspace as it is now, whoever made it */
  readonly workspace: Workspace;
  /** made just now; else it was there, and has been left as it is */
  readonly isNew: boolean;
  readonly people: readonly SetUpPerson[];
  /** origins that were asked for and that the workspace, which was there before, does not allow */
  readonly missingOrigins: readonly string[];
}

/**
 * Makes a workspace with its people. Run again it changes nothing: what exists is left as people have made it, and what a
 * broken run has not got to is added. The workspace comes last, since it names those on call, and its being there says
 * that all of it is.
 */
export async function setUpWorkspace(ports: SetupPorts, input: SetupInput): Promise<SetupResult> {
  const { id, locale } = input.workspace;
  const people: SetUpPerson[] = [];
  for (const person of input.people) {
    const { email, name, role, phone, skills } = person;
    const user = await ports.users.ensure({ email, name, workspace: id });
    const operator: Operator = {
      id: user.id,
      name,
      role,
      locale,
      active: true,
      ...(skills && { skills }),
    };
    const isNewOperator = await ports.directory.createOperator(id, operator);
    if (phone !== undefined)
      await ports.directory.createContact(id, phoneOf(person, user.id, phone, ports.clock.now()));
    people.push({ ...person, id: user.id, isNewUser: user.isNew, isNewOperator });
  }
  const wanted: Workspace = {
    ...input.workspace,
    identitySecret: ports.secret(),
    schedule: (input.schedule ?? firstSchedule)(people, dayOf(ports.clock.now(), input.workspace.policy.zone)),
    version: 1,
  };
  await ports.directory.beginRounds(id, ports.clock.now());
  const isNew = await ports.directory.createWorkspace(wanted);
  const workspace = isNew ? wanted : ((await ports.directory.workspace(id)) ?? wanted);
  return {
    workspace,
    isNew,
    people,
    missingOrigins: wanted.origins.filter((origin) => !workspace.origins.includes(origin)),
  };
}
