import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { reportsIn } from '../../../functions/entries/receipts/reports.ts';
import { noteReport, type Report } from '../../../functions/paging/receipt.ts';
import { METRICS } from '../../../shared/contract.ts';
import { aWorld, WORKSPACE } from '../../support/world.ts';

/** A line of SNS, as AWS documents it. */
const line = (status: string, fields: object = {}) => ({
  notification: { messageId: 'sms-1', timestamp: '2026-11-22 03:14:15.926' },
  delivery: {
    phoneCarrier: 'My Phone Carrier',
    mnc: 270,
    numberOfMessageParts: 1,
    destination: '+70000000001',
    priceInUSD: 0.00645,
    smsType: 'Transactional',
    mcc: 310,
    providerResponse: 'Message has been accepted by phone carrier',
    dwellTimeMs: 599,
    dwellTimeMsUntilDeviceAck: 1344,
  },
  status,
  ...fields,
});
const batch = (messages: readonly unknown[], messageType = 'DATA_MESSAGE') => ({
  awslogs: {
    data: gzipSync(
      JSON.stringify({
        messageType,
        owner: '123456789012',
        logGroup: 'sns/us-east-1/123456789012/DirectPublishToPhoneNumber',
        logStream: 'stream',
        subscriptionFilters: ['filter'],
        logEvents: messages.map((message, i) => ({
          id: String(i),
          timestamp: 1,
          message: typeof message === 'string' ? message : JSON.stringify(message),
        })),
      }),
    ).toString('base64'),
  },
});
const mailed = (detail: object) => ({
  version: '0',
  id: 'event',
  'detail-type': 'whatever it is called',
  source: 'aws.ses',
  account: '123456789012',
  time: '2026-11-22T03:14:16Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    mail: { timestamp: '2026-11-22T03:14:15.926Z', messageId: 'mail-1', destination: ['anna@example.com'], tags: {} },
    ...detail,
  },
});
const AT = Date.UTC(2026, 10, 22, 3, 14, 15, 926);

function read(event: unknown): { readonly reports: readonly Report[]; readonly strange: readonly string[] } {
  const strange: string[] = [];
  return { reports: reportsIn(event, (what) => void strange.push(what)), strange };
}

describe('what SNS writes of an SMS', () => {
  it('says that it arrived, or why it did not', () => {
    const failed = line('FAILURE', { delivery: { providerResponse: 'Unknown error attempting to reach phone' } });
    expect(read(batch([line('SUCCESS'), failed])).reports).toEqual([
      { receipt: 'sms-1', at: AT, result: 'delivered', detail: 'Message has been accepted by phone carrier' },
      { receipt: 'sms-1', at: AT, result: 'undelivered', detail: 'Unknown error attempting to reach phone' },
    ]);
  });

  it('does not hide behind a line that is none of SNS’s', () => {
    const { reports, strange } = read(
      batch(['not JSON', { hello: 'world' }, line('MAYBE'), line('SUCCESS', { notification: {} }), line('SUCCESS')]),
    );
    expect(reports).toHaveLength(1);
    expect(strange).toHaveLength(4);
  });

  it('is not what CloudWatch sends to see whether anybody is there', () => {
    expect(read(batch(['CWL CONTROL MESSAGE: Checking health of destination'], 'CONTROL_MESSAGE'))).toEqual({
      reports: [],
      strange: [],
    });
  });
});

describe('what SES says of an e-mail', () => {
  const of = { receipt: 'mail-1', at: AT };

  it.each([
    [
      'delivered',
      { eventType: 'Delivery', delivery: { smtpResponse: '250 2.6.0 Message received', recipients: [] } },
      '250 2.6.0 Message received',
    ],
    [
      'undelivered',
      {
        eventType: 'Bounce',
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress: 'anna@example.com', diagnosticCode: 'smtp; 550 5.1.1 user\nunknown' }],
        },
      },
      'Permanent bounce, General, smtp; 550 5.1.1 user unknown',
    ],
    [
      'undelivered',
      { eventType: 'Complaint', complaint: { complainedRecipients: [], complaintFeedbackType: 'abuse' } },
      'The recipient’s provider took it for spam.',
    ],
    ['undelivered', { eventType: 'Reject', reject: { reason: 'Bad content' } }, 'Rejected, Bad content'],
    [
      'undelivered',
      {
        eventType: 'DeliveryDelay',
        deliveryDelay: { delayType: 'MailboxFull', delayedRecipients: [{ emailAddress: 'anna@example.com' }] },
      },
      'Delayed, MailboxFull',
    ],
  ])('is %s: %o', (result, detail, words) => {
    expect(read(mailed(detail)).reports).toEqual([{ ...of, result, detail: words }]);
  });
});

describe('what is neither', () => {
  it.each([
    [{}],
    [null],
    [{ awslogs: {} }],
    [{ awslogs: { data: 'not packed' } }],
    [mailed({ eventType: 'Open' })],
    [{ ...mailed({ eventType: 'Complaint' }), source: 'somebody.else' }],
  ])('%j is refused, so that an alarm rings', (event) => expect(() => read(event)).toThrow());
});

describe('a report', () => {
  const { id } = WORKSPACE;
  const report = (fields: Partial<Report> = {}): Report => ({
    receipt: 'receipt-1',
    at: AT,
    result: 'delivered',
    detail: 'accepted',
    ...fields,
  });
  /** A page that has rung somebody. */
  async function rung() {
    const world = await aWorld();
    const oleg = await world.operator('oleg');
    await oleg.send('alarm.raise', { reason: 'payments fail' });
    await world.advance(1);
    const [ring] = world.carrier.rung;
    if (!ring) throw new Error('nobody was rung');
    return { ...world, ring, person: ring.person, contact: ring.contact };
  }
  type Rung = Awaited<ReturnType<typeof rung>>;
  const newest = async ({ deps }: Rung) => (await deps.pages.readBack({ workspace: id, id: 'oncall' }, null, 1))[0];
  const lastOf = async ({ deps, person }: Rung) => (await deps.contacts.of(id, person))[0]?.last;

  it('is noted at the contact, and told in the page’s story', async () => {
    const world = await rung();
    await noteReport(world.deps, report());
    expect(await lastOf(world)).toEqual({ at: AT, result: 'delivered', detail: 'accepted' });
    expect((await newest(world))?.events).toEqual([
      {
        type: 'ring.reported',
        episode: 1,
        step: 0,
        person: world.person,
        contact: world.contact,
        result: 'delivered',
      },
    ]);
    expect(world.meter.counts.get(METRICS.undelivered)).toBeUndefined();
  });

  it('that a ring did not arrive is counted for an alarm, and moves nothing of the page', async () => {
    const world = await rung();
    const before = await newest(world);
    await noteReport(world.deps, report({ result: 'undelivered', detail: '' }));
    expect(await lastOf(world)).toEqual({ at: AT, result: 'undelivered' });
    expect(world.meter.counts.get(METRICS.undelivered)).toBe(1);
    const moved = { seq: before?.state.seq, seen: before?.state.seen };
    expect({ ...(await newest(world))?.state, ...moved }).toEqual(before?.state);
  });

  it('of what is not ours is left alone', async () => {
    const world = await rung();
    const before = await newest(world);
    await noteReport(world.deps, report({ receipt: 'another program’s', result: 'undelivered' }));
    expect(await newest(world)).toEqual(before);
    expect(world.meter.counts.get(METRICS.undelivered)).toBeUndefined();
  });
});
