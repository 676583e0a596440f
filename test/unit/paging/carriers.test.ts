import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { systemClock } from '../../../functions/kernel/adapters/clock.ts';
import { carriers } from '../../../functions/paging/adapters/carriers/carriers.ts';
import { emailCarrier } from '../../../functions/paging/adapters/carriers/email-carrier.ts';
import { guardedPost } from '../../../functions/paging/adapters/carriers/guarded-post.ts';
import { httpsCarrier } from '../../../functions/paging/adapters/carriers/https-carrier.ts';
import { networkGuard } from '../../../functions/paging/adapters/carriers/network-guard.ts';
import { smsCarrier } from '../../../functions/paging/adapters/carriers/sms-carrier.ts';
import type { Carrier, Ring } from '../../../functions/paging/ports.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { aContact } from '../../support/world.ts';

const region = { region: 'us-east-1' };
const RING: Ring = {
  id: 'kofe.oncall.3.0.phone',
  kind: 'page',
  tag: 'kofe.oncall.3',
  title: 'A customer waits',
  text: 'Ivan <b> has waited 48 s & is "cross"\nPick up',
  link: 'https://otvet.example/p/co-de?a=1&b=2',
  take: 'I have it',
};
const named = (name: string, message: string) => Object.assign(new Error(message), { name });

describe('an SMS', () => {
  const sns = mockClient(SNSClient);
  const carrier = smsCarrier(new SNSClient(region));
  beforeEach(() => {
    sns.reset();
    sns.on(PublishCommand).resolves({ MessageId: 'sms-1' });
  });

  it('goes straight to the number, as what networks do not drop, with the link at its end', async () => {
    expect(await carrier.send(aContact('anna'), RING)).toEqual({ receipt: 'sms-1' });
    expect(sns).toHaveReceivedCommandWith(PublishCommand, {
      PhoneNumber: '+70000000001',
      Message: `${RING.text} ${RING.link}`,
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    });
  });

  it('may have no link', async () => {
    const { link: _, ...ring } = RING;
    await carrier.send(aContact('anna'), ring);
    expect(sns).toHaveReceivedCommandWith(PublishCommand, { Message: RING.text });
  });

  it('that is refused says so in SNS’s words', async () => {
    sns.on(PublishCommand).rejects(named('OptedOut', 'the phone\n has opted out'));
    await expect(carrier.send(aContact('anna'), RING)).rejects.toMatchObject({
      name: 'CarrierRefusal',
      message: 'OptedOut: the phone has opted out',
      isGone: false,
    });
  });
});

describe('an e-mail', () => {
  const ses = mockClient(SESv2Client);
  const carrier = emailCarrier(new SESv2Client(region), { from: 'otvet@example.com', configurationSet: 'otvet-dev' });
  const mailbox = aContact('anna', { kind: 'email', address: 'anna@example.com' });
  beforeEach(() => {
    ses.reset();
    ses.on(SendEmailCommand).resolves({ MessageId: 'mail-1' });
  });
  const sent = () => ses.commandCalls(SendEmailCommand).at(-1)?.args[0].input;

  it('has a sender, a receiver, and a way back for what becomes of it', async () => {
    expect(await carrier.send(mailbox, RING)).toEqual({ receipt: 'mail-1' });
    expect(sent()).toMatchObject({
      FromEmailAddress: 'otvet@example.com',
      Destination: { ToAddresses: ['anna@example.com'] },
      ConfigurationSetName: 'otvet-dev',
      EmailTags: [{ Name: 'kind', Value: 'page' }],
    });
  });

  it('says the same in plain text and as a page, in which nothing is markup that a customer wrote', async () => {
    await carrier.send(mailbox, RING);
    const { Subject, Body } = sent()?.Content?.Simple ?? {};
    expect(Subject?.Data).toBe('A customer waits: Ivan <b> has waited 48 s & is "cross" Pick up');
    expect(Body?.Text?.Data).toBe(`${RING.text}\n\n${RING.link}\n`);
    expect(Body?.Html?.Data).toContain('Ivan &#60;b&#62; has waited 48 s &#38; is &#34;cross&#34;<br>Pick up');
    expect(Body?.Html?.Data).toContain('<a href="https://otvet.example/p/co-de?a=1&#38;b=2">I have it</a>');
    expect(Body?.Html?.Data).not.toMatch(/<b>|src=|http-equiv/);
  });

  it('has a subject of one line, whatever the title is', async () => {
    const subject = () => sent()?.Content?.Simple?.Subject?.Data;
    await carrier.send(mailbox, { ...RING, kind: 'notice', title: 'Ivan\r\nBcc: everybody@example.com' });
    expect(subject()).toBe('Ivan Bcc: everybody@example.com');
    await carrier.send(mailbox, { ...RING, text: '☕'.repeat(500) });
    expect([...(subject() ?? '')]).toHaveLength(150);
  });

  it('that is refused says so in SES’s words', async () => {
    ses.on(SendEmailCommand).rejects(named('MessageRejected', 'Email address is not verified.'));
    await expect(carrier.send(mailbox, RING)).rejects.toMatchObject({
      name: 'CarrierRefusal',
      message: 'MessageRejected: Email address is not verified.',
    });
  });
});

describe('an HTTPS contact', () => {
  const secret = `whsec_${Buffer.from('twenty-four bytes of key').toString('base64')}`;
  const carrier = httpsCarrier(networkGuard('any'), systemClock);
  let server: Receiver;
  beforeAll(async () => {
    server = await startReceiver();
  });
  afterAll(() => server.stop());
  beforeEach(() => server.answer(200, 'ok'));
  const contact = (fields: object = {}) =>
    aContact('anna', { kind: 'https', address: `${server.url}/hook?token=1`, secret, ...fields });
  /** What the server makes of it: it throws unless the signature is right. */
  const verified = (key = secret): Record<string, unknown> => {
    const { headers, body } = server.received.at(-1) ?? { headers: {}, body: Buffer.of() };
    return new Webhook(key).verify(body.toString(), headers as Record<string, string>) as Record<string, unknown>;
  };

  it('gets what GoAlert takes, signed as Standard Webhooks says', async () => {
    await carrier.send(contact(), RING);
    expect(server.received.at(-1)).toMatchObject({ method: 'POST', path: '/hook?token=1' });
    expect(verified()).toEqual({
      type: 'page',
      id: expect.stringMatching(/^msg_[\w-]+$/),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      summary: 'A customer waits: Ivan <b> has waited 48 s & is "cross" Pick up',
      details: `${RING.text}\n${RING.link}`,
      link: RING.link,
      dedup: 'kofe.oncall.3',
      action: 'trigger',
    });
    expect(() => verified(`whsec_${Buffer.from('another key').toString('base64')}`)).toThrow('signature');
  });

  it('gets the same id when a ring is sent again, and a close when it is over', async () => {
    await carrier.send(contact(), RING);
    const { id } = verified();
    await carrier.send(contact(), RING);
    expect(verified()['id']).toBe(id);
    await carrier.send(contact(), { ...RING, id: 'kofe.oncall.3.over.phone', kind: 'over' });
    expect(verified()).toMatchObject({ action: 'close', dedup: RING.tag });
    expect(verified()['id']).not.toBe(id);
  });

  it('gets the code that verifies it', async () => {
    await carrier.send(contact(), { ...RING, kind: 'code', code: '123456' });
    expect(verified()).toMatchObject({ type: 'code', code: '123456', action: 'trigger' });
  });

  it.each([302, 400, 404, 500])('that answers %i has not taken it', async (status) => {
    server.answer(status, 'no such service', { location: `${server.url}/elsewhere` });
    const before = server.received.length;
    await expect(carrier.send(contact(), RING)).rejects.toMatchObject({
      name: 'CarrierRefusal',
      message: `The server answered ${status}. no such service`,
      isGone: false,
    });
    expect(server.received).toHaveLength(before + 1); // no redirect was followed
  });

  it('that nobody answers at has not taken it', async () => {
    await expect(carrier.send(contact({ address: 'http://127.0.0.1:1/' }), RING)).rejects.toMatchObject({
      name: 'CarrierRefusal',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('that does not answer in time has not taken it', async () => {
    server.hang();
    const post = guardedPost(networkGuard('any'), server.url, { headers: {}, body: '{}' }, 50);
    await expect(post).rejects.toMatchObject({ name: 'CarrierRefusal', message: 'No answer in 0.05 seconds.' });
  });

  it('is called by https and on the public internet only', async () => {
    const guarded = httpsCarrier(networkGuard('public'), systemClock);
    const before = server.received.length;
    await expect(guarded.send(contact(), RING)).rejects.toThrow('https://');
    const inside = contact({ address: server.url.replace('http:', 'https:') });
    await expect(guarded.send(inside, RING)).rejects.toThrow('not on the public internet');
    expect(server.received).toHaveLength(before);
  });

  it('whose name leads into a private network is not connected to', async () => {
    const port = new URL(server.url).port;
    const rebound = networkGuard('public', (_name, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }]),
    );
    const before = server.received.length;
    await expect(
      httpsCarrier(rebound, systemClock).send(contact({ address: `https://hooks.example:${port}/` }), RING),
    ).rejects.toThrow('hooks.example is not on the public internet');
    expect(server.received).toHaveLength(before);
  });
});

describe('the carriers', () => {
  it('are chosen by the kind of contact, and made when they are needed', async () => {
    const made: string[] = [];
    const carrier = (kind: string): Carrier => {
      made.push(kind);
      return { send: async () => ({ receipt: kind }) };
    };
    const all = carriers({
      push: () => carrier('push'),
      sms: () => carrier('sms'),
      email: () => carrier('email'),
      https: () => carrier('https'),
    });
    expect(made).toEqual([]);
    expect(await all.send(aContact('anna'), RING)).toEqual({ receipt: 'sms' });
    expect(await all.send(aContact('anna', { kind: 'email' }), RING)).toEqual({ receipt: 'email' });
    await all.send(aContact('anna'), RING);
    expect(made).toEqual(['sms', 'email']);
  });
});
