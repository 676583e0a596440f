import { METRICS } from '../../shared/contract.ts';
import { type Contact, isVerified } from '../../shared/domain/paging/contact.ts';
import type { Send } from '../../shared/domain/paging/events.ts';
import { isTest } from '../../shared/domain/paging/ladders.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { busyPeople } from '../../shared/domain/paging/takes.ts';
import type { ConversationDeps } from '../conversation/command.ts';
import type { Meter, Operator, Workspace } from '../kernel/ports.ts';
import { alarmReason, type PageDeps, runPageCommand } from './command.ts';
import type { Announcer, Links } from './ports.ts';
import { type Carrier, CarrierRefusal, type Contacts, type Receipts, type Ring } from './ports.ts';
import { type Described, overRing, ringOf } from './texts.ts';

export interface PageSendDeps extends PageDeps, Pick<ConversationDeps, 'conversations'> {
  readonly links: Links;
  readonly contacts: Contacts;
  readonly carrier: Carrier;
  readonly receipts: Receipts;
  readonly announcer: Announcer;
  readonly meter: Meter;
  /** where links lead, without a slash at the end */
  readonly publicUrl: string;
}

/** A page's link lives this long: a night, and the morning after. */
const LINK_LIFE_MS = 24 * 3600 * 1000;

/** A step as it is sent: the page as it was begun, and who can be rung. */
export interface Sending {
  readonly workspace: Workspace;
  readonly ladder: string;
  readonly page: Page;
  readonly operators: readonly Operator[];
  readonly contacts: readonly Contact[];
}

/**
 * Sends a begun step to each of its contacts and marks it. Just before, the log is read once more: with an acknowledgement
 * in it nothing is sent. One contact that fails does not keep the others waiting, and the ladder climbs on.
 * @returns the page after the mark, or null when nothing was to be sent any more
 */
export async function sendStep(deps: PageSendDeps, sending: Sending): Promise<Page | null> {
  const { workspace, ladder, page, operators } = sending;
  const [newest] = await deps.pages.readBack({ workspace: workspace.id, id: ladder }, null, 1);
  if (newest?.state.status !== 'ringing' || newest.state.episode !== page.episode) return null;
  const described = await describe(deps, workspace, ladder, page, operators);
  const rings = page.sends.filter(({ withheld }) => !withheld);
  const people = [...new Set(rings.map(({ person }) => person))];
  const { episode, step } = page;
  const [results] = await Promise.all([
    Promise.all(rings.map(async (send) => ({ send, isSent: await sendOne(deps, sending, send, described) }))),
    isTest(ladder)
      ? undefined
      : announce(deps, { workspace: workspace.id, ladder, episode, step, people, waiting: described.waiting }),
  ]);
  const failed = results.filter(({ isSent }) => !isSent).map(({ send }) => send.contact);
  const marked = await runPageCommand(deps, workspace.id, ladder, { type: 'step.mark', episode, step, failed });
  if (marked.ok && !marked.state.reached) deps.meter.count(METRICS.pagesUnreachable);
  return marked.ok ? marked.state : null;
}

async function sendOne(deps: PageSendDeps, sending: Sending, send: Send, described: Described): Promise<boolean> {
  const { workspace, ladder, page, operators } = sending;
  const { person } = send;
  // Of that person, whatever its id: a ring never goes to another one's phone.
  const contact = sending.contacts.find((one) => one.id === send.contact && one.person === person);
  const operator = operators.find(({ id }) => id === person);
  const at = deps.clock.now();
  const where = { workspace: workspace.id, ladder, episode: page.episode, step: page.step, person };
  try {
    if (!contact || !isVerified(contact) || !operator) throw new CarrierRefusal('this contact is gone');
    await deps.links.put(send.code, { ...where, expiresAt: at + LINK_LIFE_MS });
    const ring = ringOf(described, { ladder, page, operator, workspace, link: `${deps.publicUrl}/p/${send.code}` });
    const { receipt } = await deps.carrier.send(contact, {
      ...ring,
      ...(send.gentle && { gentle: true }),
      // The same when it is sent again after a crash: a carrier that can, drops the second.
      id: `${workspace.id}.${ladder}.${page.episode}.${page.step}.${contact.id}`,
    });
    await afterwards(deps, where, async () => {
      // The receipt first: carriers report within a second, and what they report of a receipt nobody knows is lost.
      if (receipt !== null) await deps.receipts.put(receipt, { ...where, contact: contact.id });
      await deps.contacts.note(workspace.id, contact, { at, result: 'sent' });
    });
    return true;
  } catch (error) {
    deps.meter.count(METRICS.sendsFailed);
    deps.log.error('page.send.failed', error, { ...where, contact: send.contact });
    if (contact) await afterwards(deps, where, () => noteFailure(deps, workspace.id, contact, error, at));
    return false;
  }
}

/** What is written down after a ring was taken, or refused: losing it loses no ring. */
async function afterwards(deps: PageSendDeps, where: object, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    deps.log.warn('page.send.unrecorded', { ...where, error: String(error) });
  }
}

/** A contact that its carrier calls gone does not count any more: its owner is shown so, and the schedule warns. */
async function noteFailure(deps: PageSendDeps, workspace: string, contact: Contact, error: unknown, at: number) {
  const detail = error instanceof CarrierRefusal ? error.message : 'The carrier could not be reached.';
  if (error instanceof CarrierRefusal && error.isGone)
    await deps.contacts.put(
      workspace,
      { ...contact, verifiedAt: null, last: { at, result: 'failed', detail } },
      contact,
    );
  else await deps.contacts.note(workspace, contact, { at, result: 'failed', detail });
}

/** To a company's own integrations. They ring nobody, so their failing is no failed step. */
async function announce({ announcer, log }: PageSendDeps, step: Record<string, unknown>): Promise<void> {
  try {
    await announcer.announce(step);
  } catch (error) {
    log.error('page.announce.failed', error, step);
  }
}

/**
 * Tells everyone who was rung that it is over and who has it, without a sound, by those contacts that can take a word
 * back: a notification is replaced, a company's own system closes its alert. Losing one costs a look at the link.
 */
export async function tellOver(deps: PageSendDeps, { workspace, ladder, page, operators, contacts }: Sending) {
  const by = operators.find(({ id }) => id === page.acknowledged?.by);
  const { episode, rung, untold, sends, sent } = page;
  const atWork = busyPeople(page, deps.clock.now());
  // Who acknowledges while a step is sent is faster than its mark.
  const rings = new Set([...untold, ...rung, ...(sent ? [] : sends.map(({ contact }) => contact))]);
  await Promise.all(
    contacts
      .filter((contact) => rings.has(contact.id) && QUIET.has(contact.kind) && isVerified(contact))
      .filter(({ person }) => person !== by?.id && !atWork.has(person))
      .map(async (contact) => {
        const operator = operators.find(({ id }) => id === contact.person);
        if (!operator) return;
        const ring: Ring = {
          ...overRing({ ladder, page, operator, workspace, by: by?.name ?? null, now: deps.clock.now() }),
          id: `${workspace.id}.${ladder}.${episode}.over.${contact.id}`,
        };
        await afterwards(deps, { workspace: workspace.id, ladder, person: contact.person }, async () => {
          await deps.carrier.send(contact, ring);
        });
      }),
  );
  await runPageCommand(deps, workspace.id, ladder, { type: 'page.tell', episode });
}

const QUIET: ReadonlySet<Contact['kind']> = new Set(['push', 'https']);

async function describe(
  deps: PageSendDeps,
  workspace: Workspace,
  ladder: string,
  page: Page,
  operators: readonly Operator[],
): Promise<Described> {
  const waiting = page.waits.length + page.more;
  const { alarm } = page;
  const oldest = page.waits[0];
  const [opening] = oldest
    ? (await deps.conversations.read({ workspace: workspace.id, id: oldest.conversation }, 1, 1)).commits
    : [];
  return {
    waiting,
    alarm: alarm && {
      by: operators.find(({ id }) => id === alarm.by)?.name ?? '',
      reason: isTest(ladder) ? '' : await alarmReason(deps, workspace.id, ladder, page),
    },
    wait: oldest
      ? {
          name: opening?.body.customerName?.split(/\s+/)[0],
          seconds: Math.max(0, Math.round((deps.clock.now() - oldest.since) / 1000)),
        }
      : null,
  };
}
