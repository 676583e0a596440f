import { describe, expect, it } from 'vitest';
import { configOf } from '../../infra/config.ts';
import { refusalsOf } from '../../infra/refusals.ts';
import { WITHOUT_EDGE_LOGS, WITHOUT_MAIL } from '../../infra/regions.ts';
import { FUNCTIONS } from '../../shared/contract.ts';
import { functionOf, type Resource, resourcesOf, synthesize, textOf } from './synthesized.ts';

type Kept = Resource & { readonly DeletionPolicy?: string; readonly UpdateReplacePolicy?: string };
const resources = (stage: 'dev' | 'prod', told = {}): [string, Kept][] =>
  Object.entries(synthesize(stage, told).template.toJSON()['Resources']);

describe.each(['dev', 'prod'] as const)('a first deployment of %s that fails', (stage) => {
  it('leaves nothing behind: what a stack keeps it keeps only once it has come up', () => {
    const kept = resources(stage).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');
    expect(kept.map(([id]) => id)).toEqual([]);
  });

  it('is refused nothing by what it made itself', () => {
    const protecting = resources(stage).filter(
      ([, { Properties }]) =>
        Properties?.['DeletionProtectionEnabled'] === true || Properties?.['DeletionProtection'] === 'ACTIVE',
    );
    expect(protecting.map(([id]) => id)).toEqual([]);
  });

  it('asks for no room that a new account cannot give', () => {
    const reserving = resources(stage).filter(
      ([, { Properties }]) => Properties?.['ReservedConcurrentExecutions'] !== undefined,
    );
    expect(reserving.map(([id]) => id)).toEqual([]);
    const [[, mapping] = []] = resources(stage).filter(([, { Properties }]) => Properties?.['ScalingConfig']);
    expect(mapping?.Properties['ScalingConfig'].MaximumConcurrency).toBeLessThanOrEqual(5);
  });
});

describe('a production stack that has come up', () => {
  const established = { established: true };

  it('keeps its data whatever becomes of it, and refuses that they are deleted by hand', () => {
    const all = resources('prod', established);
    const kept = all.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'RetainExceptOnCreate');
    expect([...new Set(kept.map(([, { Type }]) => Type))].sort()).toEqual([
      'AWS::ApiGateway::Account',
      'AWS::Cognito::UserPool',
      'AWS::DynamoDB::Table',
      'AWS::IAM::Role',
      'AWS::Lambda::Version',
      'AWS::S3::Bucket',
      'AWS::SecretsManager::Secret',
    ]);
    // Replaced by an update, it is kept as well.
    for (const [id, { UpdateReplacePolicy }] of kept) expect(UpdateReplacePolicy, id).toBe('Retain');
    const ofType = (type: string) => all.find(([, { Type }]) => Type === type)?.[1].Properties;
    expect(ofType('AWS::DynamoDB::Table')?.['DeletionProtectionEnabled']).toBe(true);
    expect(ofType('AWS::Cognito::UserPool')?.['DeletionProtection']).toBe('ACTIVE');
  });

  it('reserves room for clocks and doors, and the queue stays below what its function has', () => {
    const { template } = synthesize('prod', established);
    const [, look] = functionOf(template, 'look');
    const [, mapping] =
      resourcesOf(template, 'AWS::Lambda::EventSourceMapping').find(
        ([, { Properties }]) => Properties['ScalingConfig'],
      ) ?? [];
    expect(look.Properties['ReservedConcurrentExecutions']).toBe(100);
    expect(mapping?.Properties['ScalingConfig'].MaximumConcurrency).toBeLessThan(100);
    const reserved = Object.values(configOf('prod', established).reservedConcurrency).reduce((a, b) => a + b, 0);
    // Lambda keeps 100 of an account's usual 1,000 for what reserves nothing.
    expect(reserved).toBeLessThanOrEqual(900);
  });
});

describe('an account with two Regions', () => {
  it('is given no name twice: all that CloudFront keeps for the whole account has the Region in it', () => {
    const { template } = synthesize();
    const named: Record<string, (properties: Resource['Properties']) => unknown> = {
      'AWS::CloudFront::Function': ({ Name }) => Name,
      'AWS::CloudFront::OriginAccessControl': ({ OriginAccessControlConfig }) => OriginAccessControlConfig.Name,
      'AWS::CloudFront::ResponseHeadersPolicy': ({ ResponseHeadersPolicyConfig }) => ResponseHeadersPolicyConfig.Name,
    };
    const types = new Set(resources('dev').map(([, { Type }]) => Type));
    // IAM's names are the account's too: none is given, so each stack has its own.
    for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role'))
      expect(Properties['RoleName']).toBeUndefined();
    const global = [...types].filter((type) => type.startsWith('AWS::CloudFront::')).sort();
    expect(global).toEqual([...Object.keys(named), 'AWS::CloudFront::Distribution'].sort());
    const names = Object.entries(named).flatMap(([type, nameOf]) =>
      resourcesOf(template, type).map(([, { Properties }]) => textOf(nameOf(Properties))),
    );
    expect(names.filter((name) => !name.includes('<AWS::Region>'))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    // 64 characters at most, with the longest name of a Region.
    for (const name of names) expect(name.replace('<AWS::Region>', 'ap-southeast-1').length, name).toBeLessThan(64);
  });
});

describe('stages', () => {
  it('come last, with every route and every route response of their API', () => {
    const { template } = synthesize();
    const all = template.toJSON()['Resources'] as Record<string, Resource & { DependsOn?: readonly string[] }>;
    const of = (type: string) => Object.entries(all).filter(([, { Type }]) => Type === `AWS::ApiGatewayV2::${type}`);
    for (const [id, { Properties, DependsOn = [] }] of of('Stage')) {
      const api = Properties['ApiId'].Ref;
      const parts = [...of('Route'), ...of('RouteResponse')].filter(([, part]) => part.Properties['ApiId'].Ref === api);
      expect(parts.length, id).toBeGreaterThan(2);
      expect(parts.map(([part]) => part).filter((part) => !DependsOn.includes(part))).toEqual([]);
    }
    expect(of('RouteResponse')).toHaveLength(2);
  });
});

describe('what is refused before anything is made', () => {
  const real = { mailFrom: 'support@shop.ru', alarmEmail: 'ops@shop.ru' };

  it.each([
    ['the sender that the file comes with', {}, /otvet@example\.com.*mailFrom/],
    ['a sender at a domain that is nobody’s', { mailFrom: 'a@mail.example.org' }, /a@mail\.example\.org/],
    ['nobody to tell of alarms', { alarmEmail: undefined }, /Nobody would be told of alarms.*alarmEmail/],
    ['alarms to a domain that is nobody’s', { alarmEmail: 'ops@example.com' }, /ops@example\.com is nobody's/],
  ])('in prod, %s', (_what, told, sentence) => {
    const config = configOf('prod', { ...(Object.keys(told).length > 0 && real), ...(told as object) });
    expect(refusalsOf('prod', config, 'eu-central-1').join('\n')).toMatch(sentence);
  });

  it('nothing of a production stack with addresses of its own, nor of a trial', () => {
    expect(refusalsOf('prod', configOf('prod', real), 'eu-central-1')).toEqual([]);
    expect(refusalsOf('dev', configOf('dev'), 'eu-central-1')).toEqual([]);
    expect(refusalsOf('dev', configOf('dev'), undefined)).toEqual([]);
  });

  it.each([...WITHOUT_MAIL])('a Region without e-mail: %s', (region) => {
    expect(refusalsOf('dev', configOf('dev'), region)).toEqual([
      expect.stringContaining(`${region} has no Amazon SES`),
    ]);
  });

  it.each([...WITHOUT_EDGE_LOGS].filter((region) => !WITHOUT_MAIL.has(region)))(
    'logs of CloudFront in a Region that gets none, unless they are off: %s',
    (region) => {
      expect(refusalsOf('dev', configOf('dev'), region)).toEqual([expect.stringContaining('edgeLogs: false')]);
      expect(refusalsOf('dev', configOf('dev', { edgeLogs: false }), region)).toEqual([]);
    },
  );

  it('a certificate where its service does not look for it', () => {
    const domain = (name: string, region: string) => ({
      name,
      certificateArn: `arn:aws:acm:${region}:123456789012:certificate/1`,
    });
    const config = configOf('dev', {
      domains: {
        site: domain('help.shop.ru', 'eu-central-1'),
        sockets: domain('chat.shop.ru', 'us-east-1'),
        signIn: domain('login.shop.ru', 'eu-central-1'),
      },
    });
    expect(refusalsOf('dev', config, 'eu-central-1').map((sentence) => sentence.split(':')[0])).toEqual([
      'The certificate of help.shop.ru is in eu-central-1',
      'The certificate of chat.shop.ru is in us-east-1',
      'The certificate of login.shop.ru is in eu-central-1',
    ]);
  });
});

describe('names of the company’s own', () => {
  const certificate = (region: string): string => `arn:aws:acm:${region}:123456789012:certificate/1`;
  const told = {
    mailFrom: 'support@shop.ru',
    mailDomain: true,
    edgeLogs: false,
    domains: {
      site: { name: 'help.shop.ru', certificateArn: certificate('us-east-1') },
      sockets: { name: 'chat.shop.ru', certificateArn: certificate('eu-central-1') },
      signIn: { name: 'login.shop.ru', certificateArn: certificate('us-east-1') },
    },
  };
  const { template } = synthesize('dev', told);
  const outputs = template.toJSON()['Outputs'] as Record<string, { Value: unknown }>;

  it('are what people, browsers and links see', () => {
    const [[, distribution] = []] = resourcesOf(template, 'AWS::CloudFront::Distribution');
    const config = distribution?.Properties['DistributionConfig'];
    expect(config).toMatchObject({
      Aliases: ['help.shop.ru'],
      ViewerCertificate: { AcmCertificateArn: certificate('us-east-1'), MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
    expect(config.Logging).toBeUndefined();
    expect(outputs['SiteUrl']?.Value).toBe('https://help.shop.ru');
    expect(outputs['CustomerSocketAddress']?.Value).toBe('wss://chat.shop.ru/customer');
    const [, http] = functionOf(template, 'http');
    expect(http.Properties['Environment'].Variables).toMatchObject({
      CUSTOMER_SOCKET_ADDRESS: 'wss://chat.shop.ru/customer',
      OPERATOR_SOCKET_ADDRESS: 'wss://chat.shop.ru/operator',
    });
    const [, step] = functionOf(template, 'page-step');
    expect(step.Properties['Environment'].Variables.PUBLIC_URL).toBe('https://help.shop.ru');
    const [[, client] = []] = resourcesOf(template, 'AWS::Cognito::UserPoolClient');
    expect(client?.Properties['CallbackURLs']).toEqual(['https://help.shop.ru/console/']);
    const csp = JSON.stringify(resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy'));
    expect(csp).toContain(`connect-src 'self' wss://chat.shop.ru https://",{"Ref":"PeopleDomain`);
    expect(resourcesOf(template, 'AWS::Cognito::UserPoolDomain')[0]?.[1].Properties['Domain']).toBe('login.shop.ru');
  });

  it('lead both doors to their stages, under the stages’ names', () => {
    const mappings = resourcesOf(template, 'AWS::ApiGatewayV2::ApiMapping').map(([, { Properties }]) => Properties);
    expect(mappings.map(({ ApiMappingKey }) => ApiMappingKey)).toEqual(['customer', 'operator']);
  });

  it('come out as the records that DNS needs, those of the mail’s domain too', () => {
    const records = Object.entries(outputs).filter(([id]) => id.startsWith('Dns'));
    expect(records.map(([id]) => id)).toEqual([
      'DnsSite',
      'DnsSockets',
      'DnsSignIn',
      'DnsMail1',
      'DnsMail2',
      'DnsMail3',
    ]);
    expect(textOf(outputs['DnsSite']?.Value)).toMatch(/^help\.shop\.ru CNAME <SiteDistribution\w+\.DomainName>$/);
    const [[, sender] = []] = resourcesOf(template, 'AWS::SES::EmailIdentity');
    expect(sender?.Properties['EmailIdentity']).toBe('shop.ru');
  });

  it('are not asked for: without them AWS’s own do', () => {
    const plain = Object.keys(synthesize().template.toJSON()['Outputs']);
    expect(plain.filter((id) => id.startsWith('Dns'))).toEqual([]);
  });
});

it('a restored table takes the place of the stack’s own, with its stream and the same permissions', () => {
  const streamArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/otvet-prod-log-drill-1/stream/1';
  const { template } = synthesize('dev', { restoredTable: { name: 'otvet-prod-log-drill-1', streamArn } });
  expect(resourcesOf(template, 'AWS::DynamoDB::Table')).toEqual([]);
  const [, socket] = functionOf(template, 'customer-socket');
  expect(socket.Properties['Environment'].Variables.TABLE_NAME).toBe('otvet-prod-log-drill-1');
  const sources = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(
    ([, r]) => r.Properties['EventSourceArn'],
  );
  expect(sources).toContain(streamArn);
  const policies = JSON.stringify(resourcesOf(template, 'AWS::IAM::Policy'));
  expect(policies).toContain(':table/otvet-prod-log-drill-1');
  expect(policies).toContain(':table/otvet-prod-log-drill-1/index/due');
});

describe('versions', () => {
  const all = Object.entries(synthesize('prod').template.toJSON()['Resources'] as Record<string, Kept>);
  const ofType = (type: string) => all.filter(([, { Type }]) => Type === type);

  it('are kept in prod, and everything calls the alias of the live one, so that a rollback reaches all of it', () => {
    const aliases = ofType('AWS::Lambda::Alias');
    expect(aliases).toHaveLength(FUNCTIONS.length);
    for (const [, { Properties }] of aliases) expect(Properties['Name']).toBe('live');
    for (const [id, version] of ofType('AWS::Lambda::Version'))
      expect(version.DeletionPolicy, id).toBe('RetainExceptOnCreate');
    const ids = new Map(
      ofType('AWS::Lambda::Function').map(([id, { Properties }]) => [id, String(Properties['FunctionName'])]),
    );
    const callers = [
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Authorizer',
      'AWS::Lambda::EventSourceMapping',
      'AWS::Lambda::Permission',
      'AWS::Events::Rule',
      'AWS::Logs::SubscriptionFilter',
      'AWS::Scheduler::Schedule',
      'AWS::StepFunctions::StateMachine',
      'AWS::Lambda::EventInvokeConfig',
    ];
    for (const type of callers) {
      expect(ofType(type).length, type).toBeGreaterThan(0);
      for (const [id, { Properties }] of ofType(type)) {
        if (type === 'AWS::Lambda::EventInvokeConfig') {
          expect(JSON.stringify(Properties['Qualifier']), id).toMatch(/"Ref":"Functions\w+Live/);
          continue;
        }
        const text = JSON.stringify(Properties);
        for (const [fn] of ids) expect(text, `${id} calls ${fn} past its alias`).not.toMatch(`["${fn}","Arn"]`);
      }
    }
  });

  it('are none in dev: one machine runs the newest code', () => {
    expect(resourcesOf(synthesize('dev').template, 'AWS::Lambda::Alias')).toEqual([]);
  });
});
