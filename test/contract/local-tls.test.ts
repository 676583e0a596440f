import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CustomerDriver, customerOf, openSession, operatorOf, post, ticketOf } from '../support/drive.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** `npm start -- --host 0.0.0.0`: the whole of it over TLS, with the certificate that the machine made. */
describe('a machine that is reached from the network', () => {
  const trusted = tls.getCACertificates();
  let data: string;
  let stack: TestStack;
  const boot = async (): Promise<TestStack> => {
    const booted = await startTestStack({ data, secure: true, host: '0.0.0.0', publicHost: '127.0.0.1' });
    tls.setDefaultCACertificates([...trusted, booted.certificate?.cert ?? '']);
    return booted;
  };
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'otvet-tls-'));
    stack = await boot();
  });
  afterAll(async () => {
    tls.setDefaultCACertificates(trusted);
    await stack.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  });

  it('gives out addresses of TLS only: pages, tickets, sign-in', async () => {
    const workspace = await stack.workspace();
    const { session } = await openSession(stack, workspace.id);
    const { address } = await ticketOf(stack, session);
    const config = (await (await fetch(`${stack.url}/v1/config`)).json()) as { issuer: string };
    const insecure = [stack.url, address, config.issuer, ...stack.origins, ...Object.values(stack.outputs)].filter(
      (text) => /\b(http|ws):\/\//.test(text),
    );
    expect(insecure).toEqual([]);
    expect(address).toMatch(/^wss:\/\/127\.0\.0\.1:/);
  });

  it('signs a person in at its own issuer, and a chat goes both ways over wss', async () => {
    const workspace = await stack.workspace();
    const anna = await operatorOf(stack, workspace, 'anna');
    const ivan: CustomerDriver = await customerOf(stack, workspace);
    try {
      ivan.say('Is my grinder repaired?');
      await until(() => anna.client.state.inbox.cards.has(ivan.conversation), {
        timeout: 30_000,
        what: 'the card at the desk',
      });
      anna.client.watch(ivan.conversation);
      await until(() => anna.texts(ivan.conversation).length === 1, {
        timeout: 30_000,
        what: 'the message at the desk',
      });
      anna.ask(ivan.conversation, 'conversation.claim');
      anna.say(ivan.conversation, 'It is, come by.');
      await until(() => ivan.texts().length === 2, { timeout: 30_000, what: 'the answer at the customer' });
      expect(ivan.texts()).toEqual(['Is my grinder repaired?', 'It is, come by.']);
    } finally {
      ivan.client.stop();
      anna.client.stop();
    }
  });

  it('lets the pages reach its sockets by their own policy, and its script be loaded by any site', async () => {
    const console = await fetch(`${stack.url}/console/`);
    expect(console.headers.get('content-security-policy')).toContain(`wss://127.0.0.1:${stack.port}`);
    const script = await fetch(`${stack.url}/widget/otvet.js`, { headers: { origin: 'https://shop.example' } });
    expect(script.status).toBe(200);
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('is refused by a client that does not know the certificate', async () => {
    tls.setDefaultCACertificates(trusted);
    try {
      // another name, so that no connection that is open already is used
      await expect(post({ url: `https://localhost:${stack.port}` }, '/v1/sessions', {})).rejects.toThrow();
    } finally {
      tls.setDefaultCACertificates([...trusted, stack.certificate?.cert ?? '']);
    }
  });

  it('keeps its certificate over a restart, so that browsers need not be told twice', async () => {
    const first = stack.certificate?.fingerprint;
    await stack.stop();
    stack = await boot();
    expect(stack.certificate?.fingerprint).toBe(first);
  });
});
