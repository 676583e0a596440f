import * as v from 'valibot';
import type { Policy } from '../../../shared/domain/kernel/policy.ts';
import type { Problem } from '../../../shared/domain/kernel/problem.ts';
import type { Schedule } from '../../../shared/domain/on-call/schedule/types.ts';
import {
  AddContactSchema,
  AddedContactSchema,
  CalendarSchema,
  MyContactsSchema,
  NightsSchema,
  OnCallSchema,
  PagesSchema,
  RefusedSchema,
  SavedSchema,
} from '../../../shared/protocol/on-call.ts';
import type { Http } from '../core/server.ts';

/**
 * What came of a request. `code` is the server's, or one of ours: `unreachable` (no answer, or none that can be read),
 * `session_over` (only a new sign-in helps).
 */
export type Answer<T> = { readonly ok: true; readonly value: T } | Refused;
export interface Refused {
  readonly ok: false;
  readonly code: string;
  /** 422: where and what is wrong with what was sent */
  readonly problems: readonly Problem[];
  /** 409: who saved in between */
  readonly by?: string;
}

export type OnCallData = v.InferOutput<typeof OnCallSchema>;
export type MyContacts = v.InferOutput<typeof MyContactsSchema>;
export type AddContact = v.InferOutput<typeof AddContactSchema>;
export type AddedContact = v.InferOutput<typeof AddedContactSchema>;
export type PagesPart = v.InferOutput<typeof PagesSchema>;
export type NightsData = v.InferOutput<typeof NightsSchema>;
export type Saved = v.InferOutput<typeof SavedSchema>;

/** `/v1/on-call/*`. Nothing rejects: what went wrong is a value, for the screen to say. */
export interface OnCallApi {
  all(): Promise<Answer<OnCallData>>;
  saveSchedule(version: number, schedule: Schedule): Promise<Answer<Saved>>;
  savePolicy(version: number, policy: Policy): Promise<Answer<Saved>>;
  saveSkills(person: string, skills: readonly string[]): Promise<Answer<unknown>>;
  contacts(): Promise<Answer<MyContacts>>;
  addContact(contact: AddContact): Promise<Answer<AddedContact>>;
  sendCode(contact: string): Promise<Answer<unknown>>;
  verify(contact: string, code: string): Promise<Answer<unknown>>;
  removeContact(contact: string): Promise<Answer<unknown>>;
  testRing(contact: string): Promise<Answer<unknown>>;
  pages(before: number | null): Promise<Answer<PagesPart>>;
  nights(): Promise<Answer<NightsData>>;
  calendar(renew: boolean): Promise<Answer<{ url: string }>>;
}

export function createOnCallApi(http: Http): OnCallApi {
  async function ask<T>(path: string, schema: v.GenericSchema<unknown, T>, body?: object): Promise<Answer<T>> {
    let token: string;
    try {
      token = await http.idToken();
    } catch (error) {
      return refused(error instanceof Error && 'fatal' in error ? 'session_over' : 'unreachable');
    }
    try {
      const response = await http.fetch(`/v1/on-call${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer: unknown = text === '' ? {} : JSON.parse(text);
      if (response.ok) return { ok: true, value: v.parse(schema, answer) };
      const why = v.safeParse(RefusedSchema, answer);
      if (!why.success) return refused(response.status === 401 ? 'session_over' : 'unreachable');
      const { code, problems, by } = why.output;
      return { ok: false, code, problems: (problems ?? []) as Problem[], ...(by !== undefined && { by }) };
    } catch {
      return refused('unreachable'); // no answer, no JSON, or none of the agreed shape: asked again by the person
    }
  }
  const anything = v.unknown();
  return {
    all: () => ask('', OnCallSchema),
    saveSchedule: (version, schedule) => ask('/schedule', SavedSchema, { version, schedule }),
    savePolicy: (version, policy) => ask('/policy', SavedSchema, { version, policy }),
    saveSkills: (person, skills) => ask('/skills', anything, { person, skills }),
    contacts: () => ask('/contacts', MyContactsSchema),
    addContact: (contact) => ask('/contacts', AddedContactSchema, v.parse(AddContactSchema, contact)),
    sendCode: (contact) => ask('/contacts/code', anything, { contact }),
    verify: (contact, code) => ask('/contacts/verify', anything, { contact, code }),
    removeContact: (contact) => ask('/contacts/remove', anything, { contact }),
    testRing: (contact) => ask('/contacts/test', anything, { contact }),
    pages: (before) => ask(before === null ? '/pages' : `/pages?before=${before}`, PagesSchema),
    nights: () => ask('/nights', NightsSchema),
    calendar: (renew) => ask('/calendar', CalendarSchema, { renew }),
  };
}

const refused = (code: string): Refused => ({ ok: false, code, problems: [] });
