import { beforeEach, describe, expect, it } from 'vitest';
import { noteReport } from '../../../functions/paging/receipt.ts';
import { emailOf } from '../../../shared/domain/kernel/contact-address.ts';
import { phoneOf } from '../../../shared/domain/kernel/phone.ts';
import { CODE_LIFE, MAX_CONTACTS } from '../../../shared/domain/paging/contact.ts';
import type { MyContact } from '../../../shared/protocol/on-call.ts';
import { anOnCallDoor, type OnCallDoor } from '../../support/on-call-door.ts';
import { aContact, scheduleOf } from '../../support/world.ts';

let door: OnCallDoor;
beforeEach(async () => {
  door = await anOnCallDoor();
});

const EMAIL = { kind: 'email', email: 'anna@example.com', label: 'Mail' };
const HOOK = { kind: 'https', url: 'https://hooks.example.com/otvet', label: 'GoAlert' };
const PUSH = {
  kind: 'push',
  endpoint: 'https://push.example.com/send/very-secret',
  keys: { p256dh: 'the browser’s key', auth: 'its secret' },
  label: 'Firefox on Linux',
};
const mine = async (as = 'anna'): Promise<MyContact[]> => {
  const { body } = await door.get('/contacts', as);
  return body['contacts'] as MyContact[];
};
const added = async (contact: object, as = 'anna'): Promise<MyContact> => {
  const { status, body } = await door.post('/contacts', contact, as);
  if (status !== 200) throw new Error(body.code);
  return body['contact'] as MyContact;
};
const verified = async (contact: object, as = 'anna'): Promise<MyContact> => {
  const { id } = await added(contact, as);
  const { body } = await door.post('/contacts/verify', { contact: id, code: door.codeFor(as) }, as);
  return body['contact'] as MyContact;
};

describe('a contact', () => {
  it('is added, gets a code in its person’s language, and counts once the code has come back', async () => {
    const contact = await added(EMAIL);
    expect(contact).toMatchObject({ kind: 'email', address: 'anna@example.com', verified: false, last: null });
    expect(contact.codeAgainAt).toBe(door.clock.now() + 30_000);
    const sent = door.carrier.rung.at(-1);
    expect(sent).toMatchObject({ person: 'anna', address: 'anna@example.com', ring: { kind: 'code' } });
    expect(sent?.ring.text).toContain(sent?.ring.code);
    const [stored] = (await door.store.contacts.of('kofevarnya', 'anna')).filter(({ kind }) => kind === 'email');
    expect(JSON.stringify(stored)).not.toContain(sent?.ring.code);

    const answer = await door.post('/contacts/verify', { contact: contact.id, code: door.codeFor('anna') });
    expect(answer).toMatchObject({ status: 200, body: { contact: { id: contact.id, verified: true } } });
    expect((await mine()).find(({ id }) => id === contact.id)).toMatchObject({ verified: true });
  });

  it('belongs to its person alone', async () => {
    const contact = await added(EMAIL);
    const code = door.codeFor('anna');
    expect((await mine('oleg')).map(({ id }) => id)).toEqual(['phone-oleg']);
    for (const [path, body] of [
      ['/contacts/verify', { contact: contact.id, code }],
      ['/contacts/code', { contact: contact.id }],
      ['/contacts/test', { contact: contact.id }],
    ] as const)
      expect((await door.post(path, body, 'oleg')).body.code).toBe('no_such_contact');
    expect((await door.post('/contacts/remove', { contact: contact.id }, 'oleg')).status).toBe(200);
    expect(await mine()).toHaveLength(2);
  });

  it('of a push service shows no address by which others could send', async () => {
    const contact = await added(PUSH);
    expect(contact.address).toBe('push.example.com');
    expect((await door.get('/contacts')).text).not.toContain('very-secret');
    expect((await door.get('/contacts')).body).toMatchObject({ push: 'the-key-of-push' });
  });

  it('over HTTPS gets a secret, shown this once', async () => {
    const { body } = await door.post('/contacts', HOOK);
    expect(body['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    expect((await door.get('/contacts')).text).not.toContain('whsec_');
    const { body: again } = await door.post('/contacts/code', { contact: (body['contact'] as MyContact).id });
    expect(again['secret']).toBeUndefined();
  });

  it.each([
    ['+7 (916) 123-45-67', '+79161234567'],
    ['8 916 123 45 67', '+79161234567'],
    ['0049 30 1234567', '+49301234567'],
    ['+49‑30‑1234567', '+49301234567'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+49 (0) 30 1234567', '+49301234567'],
    ['+39 06 1234 5678', '+390612345678'],
    ['+٤٤ ٢٠ ٧٩٤٦ ٠٩٥٨', '+442079460958'],
    ['+1 212 555 0100 ext. 5', null],
    ['9161234567', null],
    ['+7 916', null],
    ['+0 916 123 45 67', null],
    ['call me', null],
    ['+7916123456789012', null],
  ])('is reached by the phone number %s as %s', (typed, number) => {
    expect(phoneOf(typed)).toBe(number);
  });

  it.each([
    [' anna@example.com ', 'anna@example.com'],
    ['a.b+c@почта.рф', 'a.b+c@почта.рф'],
    ['anna', null],
    ['anna@example', null],
    ['anna@@example.com', null],
    ['anna@exa mple.com', null],
    ['anna@example.com\r\nBcc: all@example.com', null],
    ['<anna@example.com>', null],
    ['anna@example.com, oleg@example.com', null],
    ['an..na@example.com', null],
  ])('is reached by the e-mail address %j as %j', (typed, email) => {
    expect(emailOf(typed)).toBe(email);
  });

  it.each([
    ['a number that is none', { kind: 'sms', phone: '12345', label: 'x' }, 422, 'bad_phone'],
    ['an address that is none', { kind: 'email', email: 'anna', label: 'x' }, 422, 'bad_email'],
    ['a URL that is none', { ...HOOK, url: 'hooks' }, 422, 'bad_url'],
    ['a URL without encryption', { ...HOOK, url: 'http://hooks.example.com' }, 422, 'bad_url'],
    ['a URL of another kind', { ...HOOK, url: 'file:///etc/passwd' }, 422, 'bad_url'],
    ['a URL with a password', { ...HOOK, url: 'https://me:secret@hooks.example.com' }, 422, 'bad_url'],
    ['an address of this network', { ...HOOK, url: 'https://10.0.0.8/x' }, 422, 'private_address'],
    ['this machine', { ...HOOK, url: 'https://127.1/' }, 422, 'private_address'],
    ['AWS’s own data', { ...HOOK, url: 'https://169.254.169.254/latest' }, 422, 'private_address'],
    ['the same, as IPv6', { ...HOOK, url: 'https://[::ffff:169.254.169.254]/' }, 422, 'private_address'],
    ['this machine, as IPv6', { ...HOOK, url: 'https://[::1]/' }, 422, 'private_address'],
    ['a push service of this network', { ...PUSH, endpoint: 'https://192.168.1.1/x' }, 422, 'private_address'],
    ['a push service without encryption', { ...PUSH, endpoint: 'http://push.example.com' }, 422, 'bad_endpoint'],
    ['another kind', { kind: 'fax', phone: '1', label: 'x' }, 400, 'invalid_body'],
    ['no name', { ...EMAIL, label: ' ' }, 400, 'invalid_body'],
    ['a field that is unknown', { ...EMAIL, verified: true }, 400, 'invalid_body'],
  ])('is not added with %s', async (_what, contact, status, code) => {
    const rung = door.carrier.rung.length;
    const answer = await door.post('/contacts', contact);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.body.message).toMatch(/\.$/);
    expect(await mine()).toHaveLength(1);
    expect(door.carrier.rung).toHaveLength(rung);
  });

  it('that takes no message does not stay in the list, and the carrier’s words are passed on', async () => {
    door.carrier.refusing.add('anna@example.com');
    const answer = await door.post('/contacts', EMAIL);
    expect(answer).toMatchObject({ status: 502, body: { code: 'not_sent' } });
    expect(answer.body.message).toContain('the carrier refuses this number');
    expect(await mine()).toHaveLength(1);
  });

  it('of a lead will be tried by a test page, whose day is told', async () => {
    expect((await door.get('/contacts')).body['testDue']).toMatch(/^2026-1[12]-\d\d$/);
    expect((await door.get('/contacts', 'oleg')).body['testDue']).toBeUndefined();
  });

  it('is one of ten at most', async () => {
    for (let i = 1; i < MAX_CONTACTS; i++) await added({ ...EMAIL, email: `anna${i}@example.com` });
    expect((await door.post('/contacts', EMAIL)).body.code).toBe('too_many_contacts');
    await door.post('/contacts/remove', { contact: (await mine()).at(-1)?.id });
    expect((await door.post('/contacts', EMAIL)).status).toBe(200);
  });
});

describe('a contact that is added twice', () => {
  it('is refused while its first code is fresh, then gets another in its place', async () => {
    const first = await added(EMAIL);
    expect((await door.post('/contacts', EMAIL)).body.code).toBe('too_soon');
    door.clock.advance(30_000);
    const second = await added({ ...EMAIL, label: 'Post' });
    expect((await mine()).filter(({ kind }) => kind === 'email')).toEqual([
      expect.objectContaining({ id: second.id, label: 'Post' }),
    ]);
    expect(second.id).not.toBe(first.id);
  });

  it('stays as it is once it counts', async () => {
    const { id } = await verified(EMAIL);
    expect((await door.post('/contacts', EMAIL)).body.code).toBe('already_added');
    expect((await mine()).find((contact) => contact.id === id)).toMatchObject({ verified: true });
  });

  it('by the same browser is nothing new; by one that subscribed anew it takes its own place', async () => {
    const { id } = await verified(PUSH);
    const rung = door.carrier.rung.length;
    expect((await added({ ...PUSH, label: 'again' })).id).toBe(id);
    expect(door.carrier.rung).toHaveLength(rung);

    const anew = await added({ ...PUSH, keys: { p256dh: 'another', auth: 'another' } });
    expect(anew).toMatchObject({ verified: false });
    expect((await mine()).filter(({ kind }) => kind === 'push').map((contact) => contact.id)).toEqual([anew.id]);
  });
});

describe('a code', () => {
  const verify = (contact: string, code: string) => door.post('/contacts/verify', { contact, code });

  it('may be wrong five times, and is worth nothing then', async () => {
    const { id } = await added(EMAIL);
    for (let i = 0; i < 5; i++)
      expect(await verify(id, '000000')).toMatchObject({ status: 422, body: { code: 'wrong_code' } });
    expect((await verify(id, '000000')).body.code).toBe('code_too_often');
    expect((await verify(id, door.codeFor('anna'))).body.code).toBe('code_too_often');
    door.clock.advance(30_000);
    expect((await door.post('/contacts/code', { contact: id })).status).toBe(200);
    expect((await verify(id, door.codeFor('anna'))).status).toBe(200);
  });

  it('is counted try by try, however many come side by side', async () => {
    const { id } = await added(EMAIL);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => verify(id, String(900_000 + i))));
    const wrong = answers.filter(({ body }) => body.code === 'wrong_code');
    expect(wrong.length).toBeLessThanOrEqual(5);
    expect((await verify(id, door.codeFor('anna'))).body.code ?? 'verified').toBe(
      wrong.length === 5 ? 'code_too_often' : 'verified',
    );
  });

  it('that comes too late is refused', async () => {
    const { id } = await added(EMAIL);
    door.clock.advance(CODE_LIFE);
    expect((await verify(id, door.codeFor('anna'))).body.code).toBe('code_too_late');
  });

  it('is worth nothing once there is a newer one, which is sent after 30 seconds', async () => {
    const { id } = await added(EMAIL);
    const old = door.codeFor('anna');
    expect((await door.post('/contacts/code', { contact: id })).body.code).toBe('too_soon');
    door.clock.advance(30_000);
    expect((await door.post('/contacts/code', { contact: id })).body['contact']).toMatchObject({ id, verified: false });
    expect((await verify(id, old)).body.code).toBe('wrong_code');
    expect((await verify(id, door.codeFor('anna'))).status).toBe(200);
  });

  it('is asked of nobody who has given it', async () => {
    const { id } = await verified(EMAIL);
    expect((await verify(id, '123456')).body.code).toBe('already_verified');
    expect((await door.post('/contacts/code', { contact: id })).body.code).toBe('already_verified');
    expect((await verify('nothing', '123456')).body.code).toBe('no_such_contact');
    expect((await verify(id, '12345')).body.code).toBe('invalid_body');
  });
});

describe('a test ring', () => {
  const ring = (contact: string) => door.post('/contacts/test', { contact });

  it('reaches a contact as a page would, and is noted', async () => {
    expect((await ring('phone-anna')).status).toBe(200);
    expect(door.carrier.rung.at(-1)).toMatchObject({ contact: 'phone-anna', ring: { kind: 'test' } });
    expect((await mine())[0]).toMatchObject({ last: { at: door.clock.now(), result: 'sent' } });
  });

  it('is made once in 30 seconds', async () => {
    await ring('phone-anna');
    expect(await ring('phone-anna')).toMatchObject({ status: 429, body: { code: 'too_soon' } });
    door.clock.advance(30_000);
    expect((await ring('phone-anna')).status).toBe(200);
  });

  it('rings nobody who has not asked for it by a code', async () => {
    const { id } = await added(EMAIL);
    expect((await ring(id)).body.code).toBe('not_verified');
  });

  it('that fails says why; a browser that is gone does not count any more', async () => {
    door.carrier.refusing.add('+70000000001');
    expect((await ring('phone-anna')).body).toMatchObject({ code: 'not_sent' });
    expect((await mine())[0]).toMatchObject({ verified: true, last: { result: 'failed' } });

    const { id } = await verified(PUSH);
    door.carrier.gone.add(PUSH.endpoint);
    expect((await ring(id)).body.code).toBe('not_sent');
    expect((await mine()).find((contact) => contact.id === id)).toMatchObject({ verified: false });
  });
});

describe('the last way to reach somebody', () => {
  const remove = (contact: string, as?: string) => door.post('/contacts/remove', { contact }, as);

  it('stays while they are on call', async () => {
    expect(await remove('phone-anna')).toMatchObject({ status: 409, body: { code: 'last_contact' } });
    await added(EMAIL); // which does not count yet
    expect((await remove('phone-anna')).body.code).toBe('last_contact');
    expect(await mine()).toHaveLength(2);
    await door.post('/contacts/verify', { contact: (await mine())[1]?.id, code: door.codeFor('anna') });
    expect((await remove('phone-anna')).status).toBe(200);
    expect(await mine()).toHaveLength(1);
  });

  it('stays while they will be within a day, and goes otherwise', async () => {
    const override = {
      kind: 'override',
      id: 'night',
      place: 0,
      person: 'oleg',
      from: '2026-11-23T20:00',
      to: '2026-11-24T08:00',
    };
    door = await anOnCallDoor({ schedule: { entries: [override as never], staffed: [] } });
    // It is 22 November, 12:00 in Moscow.
    expect((await remove('phone-oleg', 'oleg')).status).toBe(200);
    await door.store.contacts.put('kofevarnya', aContact('oleg'), null);
    door.clock.advance(9 * 3_600_000);
    expect((await remove('phone-oleg', 'oleg')).body.code).toBe('last_contact');
  });

  it('that is removed twice is removed', async () => {
    door = await anOnCallDoor({ schedule: scheduleOf('pyotr') });
    expect((await remove('phone-anna')).status).toBe(200);
    expect((await remove('phone-anna')).status).toBe(200);
  });
});

describe('what a carrier reports', () => {
  it('of a code or a test ring is its owner’s to read, and no page’s', async () => {
    const { id } = await added({ kind: 'sms', phone: '8 916 123-45-67', label: 'Phone' });
    const receipt = `receipt-${door.carrier.rung.length}`;
    const at = door.clock.now();
    await noteReport(door.deps, { receipt, at, result: 'undelivered', detail: 'Unknown number' });
    expect((await mine()).find((contact) => contact.id === id)).toMatchObject({
      verified: false,
      last: { at, result: 'undelivered', detail: 'Unknown number' },
    });

    await door.post('/contacts/test', { contact: 'phone-anna' });
    const test = `receipt-${door.carrier.rung.length}`;
    await noteReport(door.deps, { receipt: test, at, result: 'delivered', detail: '' });
    expect((await mine())[0]).toMatchObject({ last: { at, result: 'delivered' } });
    expect((await door.get('/pages')).body['pages']).toEqual([]);
    expect(await door.store.pages.readBack({ workspace: 'kofevarnya', id: 'none' }, null, 1)).toEqual([]);
  });
});
