import { openLink, replyByLink, takeLink } from '../../functions/paging/phone-link.ts';
import { isRinging } from '../../shared/domain/conversation/paged.ts';
import { waitOf } from '../../shared/domain/conversation/state.ts';
import { nextStepDue } from '../../shared/domain/paging/climb.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { lapsesAt, takeOf } from '../../shared/domain/paging/takes.ts';
import { aWorld, OPERATORS, PHONES, scheduleOf } from './world.ts';

/**
 * A night with more customers than people: the functions themselves on a store in memory, leads who take pages by their
 * links and answer from there. Each second it is asked of every waiting customer whether somebody has them.
 */
export interface NightResult {
  /** seconds: the longest that a waiting customer had neither a person nor a page that rings soon */
  readonly longestAlone: number;
  /** rings per person that wake, and that do not */
  readonly rings: Readonly<Record<string, { readonly full: number; readonly gentle: number }>>;
  /** customers who were answered */
  readonly answered: number;
}

/** What a lead does: so many seconds after a ring they press, so many seconds after that they answer. */
export interface Habit {
  readonly takesAfter: number;
  /** null: falls asleep over the first chat, and over each one after it */
  readonly answersAfter: number | null;
  /** chats that they take; then they sleep */
  readonly most?: number;
}

/** Seconds within which a page rings next: 120, and while all who can be reached are busy 180. */
const RINGS_WITHIN = { ordinary: 120, allBusy: 180 } as const;

export class Night {
  readonly world: Awaited<ReturnType<typeof aWorld>>;
  private readonly customers: Awaited<ReturnType<Night['world']['customer']>>[] = [];
  private readonly habits: Readonly<Record<string, Habit>>;
  private readonly people = new Map<string, { press: number | null; writes: { at: number; code: string } | null }>();
  private readonly sessions = new Map<string, NonNullable<Awaited<ReturnType<typeof takeLink>>['session']>>();
  private readonly taken = new Map<string, number>();
  private readonly alone = new Map<string, number>();
  private longest = 0;
  private answered = 0;
  private heard = 0;

  private constructor(world: Awaited<ReturnType<typeof aWorld>>, habits: Readonly<Record<string, Habit>>) {
    this.world = world;
    this.habits = habits;
  }

  /** Leads are on call in the order in which they are named; nobody else has a phone. */
  static async of(habits: Readonly<Record<string, Habit>>): Promise<Night> {
    const leads = Object.keys(habits);
    const world = await aWorld({ schedule: scheduleOf(...leads) });
    for (const { id } of OPERATORS)
      if (!leads.includes(id)) await world.store.contacts.remove(world.workspace.id, id, `phone-${id}`);
    return new Night(world, habits);
  }

  static chat(index: number): string {
    return `conversation-${String(index).padStart(10, '0')}`;
  }

  /** One more customer writes; `wakes`: and asks for somebody to be woken at once. */
  async writes({ wakes = false } = {}): Promise<string> {
    const index = this.customers.length;
    const ivan = await this.world.customer(`guest-${index}`, `Guest ${index}`);
    this.customers.push(ivan);
    const conversation = Night.chat(index);
    if (wakes) await ivan.send('human.request', { conversation, after: 0, choice: 'wake' });
    else await ivan.send('message.post', { conversation, after: 0, text: 'It does not heat.' });
    return conversation;
  }

  /** So many seconds pass, second by second. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      await this.world.advance(1);
      await this.hear();
      for (const person of Object.keys(this.habits)) await this.act(person);
      await this.look();
    }
  }

  result(): NightResult {
    const rings: Record<string, { full: number; gentle: number }> = {};
    for (const { contact, ring } of this.world.carrier.rung) {
      if (ring.kind !== 'page') continue;
      const person = contact.replace(/^phone-/, '');
      const count = rings[person] ?? { full: 0, gentle: 0 };
      rings[person] = ring.gentle ? { ...count, gentle: count.gentle + 1 } : { ...count, full: count.full + 1 };
    }
    return { longestAlone: this.longest, rings, answered: this.answered };
  }

  private async page(): Promise<Page> {
    return (await this.world.page()) ?? NO_PAGE;
  }

  /** Whose phone has rung, or shown something, in this second. */
  private async hear(): Promise<void> {
    const rung = this.world.carrier.rung.slice(this.heard);
    this.heard = this.world.carrier.rung.length;
    for (const { contact, ring } of rung) {
      const person = contact.replace(/^phone-/, '');
      const habit = this.habits[person];
      const known = this.people.get(person) ?? { press: null, writes: null };
      const isAsleep = habit === undefined || (this.taken.get(person) ?? 0) >= (habit.most ?? Number.POSITIVE_INFINITY);
      if (ring.kind !== 'page' || isAsleep || known.press !== null || known.writes) continue;
      this.people.set(person, { ...known, press: this.world.clock.now() + habit.takesAfter * 1000 });
    }
  }

  private async act(person: string): Promise<void> {
    const known = this.people.get(person);
    const habit = this.habits[person];
    const now = this.world.clock.now();
    if (!known || !habit) return;
    const code = this.world.codesFor(PHONES[person] ?? '').at(-1) ?? '';
    if (known.press !== null && now >= known.press) {
      const shown = await openLink(this.world.deps, code, null);
      const taken = await takeLink(this.world.deps, code, shown.state === 'open' ? shown.episode : undefined);
      const session = taken.session;
      if (session) this.sessions.set(person, session);
      if (session) this.taken.set(person, (this.taken.get(person) ?? 0) + 1);
      const isWriting = session !== null && habit.answersAfter !== null;
      const writes = isWriting ? { at: now + (habit.answersAfter ?? 0) * 1000, code } : null;
      this.people.set(person, { press: null, writes });
    } else if (known.writes && now >= known.writes.at) {
      const session = this.sessions.get(person);
      if (!session?.scope) return;
      const { seq } = await this.world.state(session.scope);
      const reply = { id: this.world.newId(), after: seq, text: 'Clean the filter.' };
      await replyByLink(this.world.deps, known.writes.code, session, reply);
      this.answered += 1;
      // Who is up takes the next of those whom the page lists.
      const goesOn =
        (await this.page()).status === 'ringing' &&
        (this.taken.get(person) ?? 0) < (habit.most ?? Number.POSITIVE_INFINITY);
      this.people.set(person, { press: goesOn ? now + habit.takesAfter * 1000 : null, writes: null });
    }
  }

  /** Whom nobody has: neither a person who has taken this chat, nor a page that names or counts it and rings soon. */
  private async look(): Promise<void> {
    const page = await this.page();
    const now = this.world.clock.now();
    for (const [index] of this.customers.entries()) {
      const conversation = Night.chat(index);
      const state = await this.world.state(conversation);
      const isPastRung = isRinging(state) || (waitOf(state) !== undefined && state.coming !== null);
      const isAlone = isPastRung && !isCovered(page, conversation, now);
      const since = isAlone ? (this.alone.get(conversation) ?? now) : null;
      if (since === null) this.alone.delete(conversation);
      else this.alone.set(conversation, since);
      // It is looked once a second: who is alone now has been so for a second at the most, or since that was seen.
      if (since !== null) this.longest = Math.max(this.longest, (now - since) / 1000 + 1);
    }
  }
}

function isCovered(page: Page, conversation: string, now: number): boolean {
  const take = takeOf(page, conversation);
  if (take && now < lapsesAt(take, page)) return true;
  const isNamed = page.more > 0 || page.waits.some((wait) => wait.conversation === conversation);
  if (page.status !== 'ringing' || !isNamed) return false;
  const within = page.allBusyUntil === null ? RINGS_WITHIN.ordinary : RINGS_WITHIN.allBusy;
  return !page.sent || nextStepDue(page) <= now + within * 1000;
}
