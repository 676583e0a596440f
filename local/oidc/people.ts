import { randomUUID } from 'node:crypto';
import { openJsonFile } from '../data/json-file.ts';

/** A person of the user pool. */
export interface Person {
  readonly username: string;
  readonly sub: string;
  /** ISO 8601 */
  readonly createdAt: string;
  isEnabled: boolean;
  /** `email`, `name`, `custom:workspace`, … */
  readonly attributes: Record<string, string>;
}

/** The user pool of the machine. */
export interface People {
  readonly all: () => readonly Person[];
  /** By username, sub, or e-mail in whatever case. */
  readonly find: (who: string) => Person | undefined;
  /** Name of the person with this phone number or e-mail address. */
  readonly byAddress: (address: string) => string | undefined;
  /** Adds a person. @throws {Error} `UsernameExistsException` when somebody has that name or e-mail */
  readonly add: (username: string, attributes: Readonly<Record<string, string>>) => Person;
  readonly update: (person: Person, attributes: Readonly<Record<string, string>>) => void;
  readonly enable: (person: Person, isEnabled: boolean) => void;
  readonly remove: (person: Person) => void;
}

/** @param byEmail whether e-mails are the names people sign in with; then usernames are made up, as in Cognito */
export function openPeople(file: string, byEmail: boolean): People {
  const store = openJsonFile<{ people: Person[] }>(file, { people: [] });
  const { people } = store.value;
  const find = (who: string): Person | undefined =>
    people.find(
      ({ username, sub, attributes }) =>
        username === who || sub === who || attributes['email']?.toLowerCase() === who.toLowerCase(),
    );
  return {
    all: () => people,
    find,
    byAddress: (address) =>
      people.find(({ attributes }) => attributes['phone_number'] === address || attributes['email'] === address)
        ?.attributes['name'],
    add: (username, attributes) => {
      const email = attributes['email'] ?? (byEmail ? username : undefined);
      if (find(username) !== undefined || (email !== undefined && find(email) !== undefined)) {
        const error = new Error('User account already exists');
        error.name = 'UsernameExistsException';
        throw error;
      }
      const sub = randomUUID();
      const person: Person = {
        username: byEmail ? sub : username,
        sub,
        createdAt: new Date().toISOString(),
        isEnabled: true,
        attributes: { ...attributes, ...(email !== undefined && { email }) },
      };
      people.push(person);
      store.save();
      return person;
    },
    update: (person, attributes) => {
      Object.assign(person.attributes, attributes);
      store.save();
    },
    enable: (person, isEnabled) => {
      person.isEnabled = isEnabled;
      store.save();
    },
    remove: (person) => {
      people.splice(people.indexOf(person), 1);
      store.save();
    },
  };
}
