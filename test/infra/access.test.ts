import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACCESS, type Access, type Deed, type Verb } from '../../infra/access.ts';
import { configOf } from '../../infra/config.ts';
import { FUNCTIONS, type FunctionName, INDEX, KEY_CLASS, type KeyClass } from '../../shared/contract.ts';
import { actionsOf, resourcesOf, type Statement, statementsOf, synthesize, textOf } from './synthesized.ts';

const { template } = synthesize();

const VERBS: Readonly<Record<string, Verb>> = {
  'dynamodb:GetItem': 'get',
  'dynamodb:Query': 'query',
  'dynamodb:PutItem': 'put',
  'dynamodb:UpdateItem': 'update',
  'dynamodb:DeleteItem': 'delete',
};

const STREAM_ACTIONS = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];

/** What the template's policies allow on the table, read back into the shape of access.ts. */
function itemsOf(name: FunctionName): Pick<Access, 'items' | 'indexes'> {
  const items: Partial<Record<KeyClass, Verb[]>> = {};
  const indexes = new Set<keyof typeof INDEX>();
  for (const statement of tableStatements(name)) {
    const keys = [statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []].flat();
    const verbs = actionsOf(statement).map((action) => VERBS[action] ?? (action as Verb));
    const index = textOf(statement.Resource).match(/\/index\/(\w+)$/)?.[1] as keyof typeof INDEX | undefined;
    if (index) {
      expect(keys).toEqual([`${INDEX[index].prefix}#*`]);
      expect(verbs).toEqual(['query']);
      indexes.add(index);
      continue;
    }
    for (const key of keys) {
      const keyClass = key.replace(/#\*$/, '') as KeyClass;
      items[keyClass] = [...(items[keyClass] ?? []), ...verbs];
    }
  }
  return { items, indexes: [...indexes] };
}

function tableStatements(name: FunctionName): Statement[] {
  return statementsOf(template, name).filter((statement) =>
    actionsOf(statement).some((action) => action.startsWith('dynamodb:') && !STREAM_ACTIONS.includes(action)),
  );
}

/** What the template's policies allow beside the table. */
function deedsOf(name: FunctionName): Deed[] {
  return statementsOf(template, name).flatMap((statement): Deed[] => {
    const actions = actionsOf(statement);
    const target = [statement.Resource ?? []].flat().map(textOf).join(' ');
    if (actions.includes('secretsmanager:GetSecretValue'))
      return target.includes('SigningSecret') ? ['read the signing secret'] : [];
    if (actions.includes('sqs:SendMessage')) return target.includes('LooksQueue') ? ['send looks'] : [];
    if (actions.includes('execute-api:ManageConnections')) {
      return [...target.matchAll(/\/(customer|operator)\/(POST|DELETE)\/@connections\/\*/g)].map(([, side, method]) =>
        method === 'POST' ? (`post to ${side}s` as Deed) : (`close ${side} sockets` as Deed),
      );
    }
    if (actions.includes('states:StartExecution')) {
      return [...target.matchAll(/stateMachine:otvet-dev-(escalation|page)/g)].map(
        ([, kind]) => `start ${kind}s` as Deed,
      );
    }
    if (actions.includes('sns:Publish')) return statement.NotResource ? ['ring contacts'] : ['publish pages'];
    if (actions.includes('dynamodb:GetRecords')) return ['read the stream'];
    return [];
  });
}

function sorted<T>(lists: Readonly<Record<string, readonly T[]>>): Record<string, T[]> {
  return Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, [...list].sort()]));
}

describe('who may touch what', () => {
  it.each(FUNCTIONS)('%s may reach the classes of access.ts, and no other', (name) => {
    const { items, indexes } = itemsOf(name);
    expect(sorted(items)).toEqual(sorted(ACCESS[name].items));
    expect(indexes).toEqual(ACCESS[name].indexes);
  });

  it.each(FUNCTIONS)('%s may do beside the table what access.ts says, and nothing else', (name) => {
    expect(deedsOf(name).sort()).toEqual([...ACCESS[name].may].sort());
  });

  it('the table in docs/architecture.md says the same', () => {
    expect(Object.fromEntries(documentedAccess().map(([name, access]) => [name, comparable(access)]))).toEqual(
      Object.fromEntries(FUNCTIONS.map((name) => [name, comparable(ACCESS[name])])),
    );
  });

  it('every call on the table names a key, and no call without one is let through by an empty set', () => {
    for (const name of FUNCTIONS) {
      for (const { Condition } of tableStatements(name)) {
        expect(Condition?.['Null']).toEqual({ 'dynamodb:LeadingKeys': 'false' });
        expect(Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']).toBeDefined();
      }
    }
  });

  it('no key class begins like another, so that one pattern never opens two', () => {
    const patterns = [...Object.values(KEY_CLASS), ...Object.values(INDEX).map(({ prefix }) => prefix)].map(
      (c) => `${c}#`,
    );
    for (const pattern of patterns) expect(patterns.filter((p) => p.startsWith(pattern))).toEqual([pattern]);
  });

  it('nobody may scan, use PartiQL, or do whatever a wildcard says', () => {
    const everything = resourcesOf(template, 'AWS::IAM::Policy').flatMap(
      ([, { Properties }]) => Properties['PolicyDocument'].Statement as Statement[],
    );
    const actions = everything.flatMap(actionsOf);
    expect(actions.filter((action) => /Scan|PartiQL|Batch(Get|Write)Item/.test(action))).toEqual([]);
    expect(actions.filter((action) => action.includes('*') && !action.startsWith('s3:'))).toEqual([]);
  });

  it('no function that a customer’s socket reaches knows of notes, of what is being written, nor of what the team keeps of customers', () => {
    for (const name of FUNCTIONS.filter((n) => n.startsWith('customer-'))) {
      expect(JSON.stringify(statementsOf(template, name))).not.toMatch(/"[NBH]#\*"/);
    }
  });

  const withAction = (name: FunctionName, action: string): Statement[] =>
    statementsOf(template, name).filter((statement) => actionsOf(statement).includes(action));
  const whoMay = (action: string): FunctionName[] => FUNCTIONS.filter((name) => withAction(name, action).length > 0);

  it('only the page step, the sweep and on-call can make a phone ring, and none can publish to a foreign topic', () => {
    expect(whoMay('sns:Publish')).toEqual(['on-call', 'page-step', 'sweep']);
    for (const name of whoMay('sns:Publish')) {
      const [toPhones, ...toTopics] = withAction(name, 'sns:Publish').sort((a) => (a.NotResource ? -1 : 1));
      expect(textOf(toPhones?.NotResource)).toBe('arn:<AWS::Partition>:sns:*:*:*');
      const topics = name === 'on-call' ? [] : [expect.stringMatching(/^<PagesTopic\w+>$/)];
      expect(toTopics.map(({ Resource }) => textOf(Resource))).toEqual(topics);
    }
  });

  it('whoever rings contacts sends e-mails from the one address only, and reads the push secret only', () => {
    expect(whoMay('ses:SendEmail')).toEqual(['on-call', 'page-step', 'sweep']);
    for (const name of whoMay('ses:SendEmail')) {
      const [{ Condition, Resource } = { Resource: '' }, ...more] = withAction(name, 'ses:SendEmail');
      expect(more).toEqual([]);
      expect(Condition).toEqual({ StringEquals: { 'ses:FromAddress': configOf('dev').mailFrom } });
      expect([Resource].flat().map(textOf)).toEqual([
        'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:configuration-set/otvet-dev',
        'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*',
      ]);
      const secrets = withAction(name, 'secretsmanager:GetSecretValue').map((s) => textOf(s.Resource));
      expect(secrets).toEqual([expect.stringMatching(/^<CarriersPushSecret\w+>$/)]);
    }
  });

  it('a resource is everything only where AWS has none to name', () => {
    const allowed = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'dynamodb:ListStreams'];
    for (const name of FUNCTIONS) {
      const unnamed = statementsOf(template, name).filter(({ Resource }) => [Resource].flat().includes('*'));
      expect(unnamed.flatMap(actionsOf).filter((action) => !allowed.includes(action))).toEqual([]);
    }
  });

  it('no function has a managed policy', () => {
    const managed = resourcesOf(template, 'AWS::IAM::Role').filter(
      ([, { Properties }]) => Properties['ManagedPolicyArns'],
    );
    expect(managed.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['GatewayLogsRole']);
  });
});

function comparable({ items, indexes, may }: Access): unknown {
  return { items: sorted(items), indexes: [...indexes].sort(), may: [...may].sort() };
}

/** The rows under "Who may touch what". */
function documentedAccess(): [string, Access][] {
  const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('## Who may touch what');
  const rows = (section.split(/^## /m)[0] ?? '').split('\n').filter((line) => /^\| [a-z-]+ \|/.test(line));
  return rows
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([name]) => name !== 'function')
    .map(([name = '', items = '', indexes = '', may = '']) => [
      name,
      {
        items: Object.fromEntries(
          listed(items).map((entry) => {
            const [keyClass, ...verbs] = entry.split(' ');
            return [keyClass, verbs];
          }),
        ),
        indexes: listed(indexes),
        may: listed(may),
      } as Access,
    ]);
}

function listed(cell: string): string[] {
  return cell === '-' ? [] : cell.split(' · ');
}
