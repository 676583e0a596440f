import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACCESS, type Deed } from '../../infra/access.ts';
import { CONFIG, configOf } from '../../infra/config.ts';
import { OtvetStack } from '../../infra/otvet-stack.ts';
import { ENV, FUNCTIONS, type FunctionName } from '../../shared/contract.ts';
import { environmentOf, functionOf, placeholderBundles, resourcesOf, synthesize, textOf } from './synthesized.ts';

const { template } = synthesize();

const VARIABLES: Readonly<Record<Deed, readonly string[]>> = {
  'read the signing secret': [ENV.signingSecretArn],
  'send looks': [ENV.lookQueueUrl],
  'post to customers': [ENV.customerSocketsUrl],
  'post to operators': [ENV.operatorSocketsUrl],
  'close operator sockets': [ENV.operatorSocketsUrl],
  'start escalations': [ENV.escalationMachineArn],
  'start pages': [ENV.pageMachineArn],
  'publish pages': [ENV.pagesTopicArn],
  'ring contacts': [ENV.mailFrom, ENV.mailConfigurationSet, ENV.pushSecretArn, ENV.contactNetworks],
  'read the stream': [],
};

/** Variables that are knowledge, not permission. */
const TOLD: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  http: [ENV.customerSocketAddress, ENV.operatorSocketAddress, ENV.oidcIssuer, ENV.oidcClientId],
  'on-call': [ENV.publicUrl, ENV.oidcIssuer, ENV.oidcClientId],
  'page-step': [ENV.publicUrl],
  sweep: [ENV.publicUrl],
};

describe.each(FUNCTIONS)('%s', (name) => {
  const [, { Properties }] = functionOf(template, name);

  it('is built as this house builds functions', () => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Handler: 'index.handler',
      TracingConfig: { Mode: 'PassThrough' },
      LoggingConfig: { LogFormat: 'JSON' },
      Description: expect.stringMatching(/^\[Otvet\] \S/),
    });
  });

  it('writes to a log group of its own that ends', () => {
    const [, group] =
      resourcesOf(template, 'AWS::Logs::LogGroup').find(([id]) => id === Properties['LoggingConfig'].LogGroup.Ref) ??
      [];
    expect(group?.Properties).toMatchObject({ LogGroupName: `/aws/lambda/otvet-dev-${name}`, RetentionInDays: 14 });
  });

  it('knows exactly the names of what it may use', () => {
    const house = ['POWERTOOLS_LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME', ENV.tableName];
    const expected = new Set([...house, ...ACCESS[name].may.flatMap((deed) => VARIABLES[deed]), ...(TOLD[name] ?? [])]);
    expect(Object.keys(environmentOf(template, name)).sort()).toEqual([...expected].sort());
  });
});

describe('functions', () => {
  it('answer clients before the gateway gives up, and sweep before the next sweep', () => {
    for (const name of FUNCTIONS.filter((n) => /authorizer|connection|socket|http|on-call|acknowledge/.test(n))) {
      expect(functionOf(template, name)[1].Properties['Timeout'], name).toBeLessThan(29);
    }
    expect(functionOf(template, 'sweep')[1].Properties['Timeout']).toBeLessThan(60);
  });

  it('are told addresses of the gateway as its SDK wants them', () => {
    const environment = environmentOf(template, 'customer-socket');
    expect(textOf(environment[ENV.customerSocketsUrl])).toMatch(/^https:\/\/<\w+>\.execute-api\..*\/customer$/);
    expect(textOf(environment[ENV.operatorSocketsUrl])).toMatch(/^https:\/\/<\w+>\.execute-api\..*\/operator$/);
    expect(textOf(environmentOf(template, 'page-step')[ENV.publicUrl])).toMatch(/^https:\/\/<\w+\.DomainName>$/);
  });

  it('may call themselves through a queue only where that is meant', () => {
    const looping = FUNCTIONS.filter((n) => functionOf(template, n)[1].Properties['RecursiveLoop'] === 'Allow');
    expect(looping).toEqual(['look']);
  });

  it('leave each other room: what is reserved is less than half of what an account has', () => {
    const reserved = Object.values(CONFIG.prod.reservedConcurrency).reduce((sum, n) => sum + n, 0);
    expect(reserved).toBeLessThanOrEqual(500);
  });
});

describe('mistakes at the desk', () => {
  const stack = (stage: string, bundles: string) => () =>
    new OtvetStack(new App(), 'Otvet', { config: configOf(stage), bundles });

  /** Bundles without one of their folders. */
  const without = (folder: string): string => {
    const bundles = placeholderBundles();
    onTestFinished(() => rmSync(bundles, { recursive: true }));
    rmSync(join(bundles, folder), { recursive: true });
    return bundles;
  };

  it('says which stages there are', () => {
    expect(stack('production', 'dist')).toThrow('There is no stage "production". Choose one of: dev, prod.');
  });

  it('says how to build a bundle that is missing', () => {
    const mistake = /no bundle of the function "look".*Run "npm run build" first\.$/;
    expect(stack('dev', without('functions/look'))).toThrow(mistake);
  });

  it('says how to build the pages when they are missing', () => {
    expect(stack('dev', without('web'))).toThrow(/no web pages.*Run "npm run build" first\.$/);
  });
});
