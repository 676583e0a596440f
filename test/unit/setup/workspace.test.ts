import { expect, it } from 'vitest';
import type { SetupPorts } from '../../../setup/ports.ts';
import { reportOf, snippetOf } from '../../../setup/words.ts';
import { allowingSite, type SetupInput, setUpWorkspace } from '../../../setup/workspace.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { NO_SCHEDULE, peopleIn } from '../../../shared/domain/on-call/schedule/types.ts';
import { fakeDeployment } from '../../support/setup-fakes.ts';

const INPUT: SetupInput = {
  workspace: {
    id: 'kofevarnya',
    name: 'Кофеварня',
    locale: 'ru',
    origins: ['https://shop.example'],
    policy: DEFAULT_POLICY,
  },
  people: [{ email: 'anna@example.com', name: 'Анна', role: 'lead', phone: '+79990000000', isOnCall: true }],
};
const SITE = { siteUrl: 'https://otvet.example', showsSecret: false };

it('makes the workspace, its lead as a user and as an operator, and a secret for identities', async () => {
  const { ports, workspaces, operators, users, contacts, rounds } = fakeDeployment();
  const result = await setUpWorkspace(ports, INPUT);
  expect(result).toMatchObject({ isNew: true, missingOrigins: [], people: [{ id: 'sub-1', isNewUser: true }] });
  expect(users.get('anna@example.com')).toMatchObject({ workspace: 'kofevarnya' });
  expect(workspaces.get('kofevarnya')).toMatchObject({ version: 1, origins: ['https://shop.example'] });
  expect(workspaces.get('kofevarnya')?.identitySecret?.length).toBeGreaterThanOrEqual(32);
  expect(peopleIn(workspaces.get('kofevarnya')?.schedule ?? NO_SCHEDULE)).toEqual(['sub-1']);
  // A phone counts once its owner has confirmed it.
  expect([...contacts.values()]).toMatchObject([
    { person: 'sub-1', kind: 'sms', address: '+79990000000', verifiedAt: null },
  ]);
  expect([...rounds]).toEqual(['kofevarnya']);
  expect([...operators]).toEqual([
    ['kofevarnya/sub-1', { id: 'sub-1', name: 'Анна', role: 'lead', locale: 'ru', active: true }],
  ]);
});

it('changes nothing when it is run again, and says so', async () => {
  const { ports, workspaces, operators } = fakeDeployment();
  await setUpWorkspace(ports, INPUT);
  const before = structuredClone([...workspaces, ...operators]);
  const again = await setUpWorkspace(ports, INPUT);
  expect([...workspaces, ...operators]).toEqual(before);
  expect(again).toMatchObject({ isNew: false, people: [{ isNewUser: false, isNewOperator: false }] });
  const lines = reportOf(again, SITE);
  expect(lines[0]).toMatch(/^Nothing to do: /);
  expect(lines.join('\n')).not.toContain(again.workspace.identitySecret);
  expect(reportOf(again, { ...SITE, showsSecret: true }).join('\n')).toContain(again.workspace.identitySecret);
});

it('never overwrites what people have changed, and tells what therefore is not as asked', async () => {
  const { ports, workspaces, operators } = fakeDeployment();
  await setUpWorkspace(ports, INPUT);
  const changed = { ...INPUT.workspace, name: 'Renamed', schedule: NO_SCHEDULE, version: 2, identitySecret: 'theirs' };
  workspaces.set('kofevarnya', changed);
  const [key, anna] = [...operators][0] ?? ['', undefined];
  if (anna) operators.set(key, { ...anna, active: false });
  const result = await setUpWorkspace(ports, {
    ...INPUT,
    workspace: { ...INPUT.workspace, origins: ['https://shop.example', 'https://new.example'] },
  });
  expect(workspaces.get('kofevarnya')).toEqual(changed);
  expect(operators.get(key)?.active).toBe(false);
  expect(result.missingOrigins).toEqual(['https://new.example']);
  expect(reportOf(result, SITE).join('\n')).toMatch(/Not on https:\/\/new\.example: a set-up changes nothing/);
});

it('goes on where a broken run stopped', async () => {
  const { ports, workspaces, operators } = fakeDeployment();
  const broken: SetupPorts = {
    ...ports,
    directory: { ...ports.directory, createWorkspace: () => Promise.reject(new Error('cut off')) },
  };
  await expect(setUpWorkspace(broken, INPUT)).rejects.toThrow('cut off');
  const result = await setUpWorkspace(ports, INPUT);
  expect(result).toMatchObject({ isNew: true, people: [{ isNewUser: false, isNewOperator: false }] });
  expect(peopleIn(workspaces.get('kofevarnya')?.schedule ?? NO_SCHEDULE)).toEqual(['sub-1']);
  expect(operators.size).toBe(1);
});

it('lets a further lead in to a workspace that exists, and says who is not on call', async () => {
  const { ports } = fakeDeployment();
  await setUpWorkspace(ports, INPUT);
  const people = [
    { email: 'pyotr@example.com', name: 'Пётр', role: 'lead', phone: '+79990000001', isOnCall: true },
  ] as const;
  const result = await setUpWorkspace(ports, { ...INPUT, people });
  expect(result).toMatchObject({ isNew: false, people: [{ isNewUser: true, isNewOperator: true }] });
  expect(reportOf(result, SITE).slice(0, 2)).toEqual([
    'The workspace kofevarnya (Кофеварня) was there, and was left as it is.',
    '  Пётр <pyotr@example.com>, lead: made; not on call.',
  ]);
});

it('prints the snippet, the address of the console, the secret once, and what comes next', async () => {
  const { ports } = fakeDeployment();
  const result = await setUpWorkspace(ports, allowingSite(INPUT, SITE.siteUrl));
  const text = reportOf(result, SITE).join('\n');
  expect(text).toContain(snippetOf('https://otvet.example', 'kofevarnya'));
  expect(text).toContain('<script async src="https://otvet.example/widget/otvet.js" data-workspace="kofevarnya">');
  expect(text).toContain('Console: https://otvet.example/console/');
  expect(text).toContain(result.workspace.identitySecret);
  expect(text).toContain('Next:');
  expect(result.workspace.origins).toEqual(['https://shop.example', 'https://otvet.example']);
});
