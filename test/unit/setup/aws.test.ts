import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { findDeployment } from '../../../setup/deployment.ts';
import { explain, SetupError } from '../../../setup/errors.ts';
import { cognitoUsers } from '../../../setup/users.ts';

const named = (name: string, message = name, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });
const ANNA = { email: 'anna@example.com', name: 'Анна', workspace: 'kofevarnya' };
const region = { region: 'eu-central-1' };

function users() {
  const mock = mockClient(CognitoIdentityProviderClient);
  return { mock, users: cognitoUsers(new CognitoIdentityProviderClient(region), 'eu-central-1_pool') };
}
const attributes = (values: Record<string, string>) => Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

it('makes a user whose tokens name the workspace', async () => {
  const { mock, users: people } = users();
  mock.on(AdminCreateUserCommand).resolves({ User: { Attributes: attributes({ sub: 'abc' }) } });
  expect(await people.ensure(ANNA)).toEqual({ id: 'abc', isNew: true });
  expect(mock.commandCalls(AdminCreateUserCommand)[0]?.args[0].input).toMatchObject({
    UserPoolId: 'eu-central-1_pool',
    Username: 'anna@example.com',
    UserAttributes: attributes({
      email: 'anna@example.com',
      email_verified: 'true',
      name: 'Анна',
      'custom:workspace': 'kofevarnya',
    }),
    DesiredDeliveryMediums: ['EMAIL'],
  });
});

it('keeps a user who exists', async () => {
  const { mock, users: people } = users();
  mock.on(AdminCreateUserCommand).rejects(named('UsernameExistsException'));
  mock
    .on(AdminGetUserCommand)
    .resolves({ UserAttributes: attributes({ sub: 'abc', 'custom:workspace': 'kofevarnya' }) });
  expect(await people.ensure(ANNA)).toEqual({ id: 'abc', isNew: false });
  expect(mock.commandCalls(AdminUpdateUserAttributesCommand)).toHaveLength(0);
});

it('gives a user made by hand the workspace that is missing', async () => {
  const { mock, users: people } = users();
  mock.on(AdminCreateUserCommand).rejects(named('UsernameExistsException'));
  mock.on(AdminGetUserCommand).resolves({ UserAttributes: attributes({ sub: 'abc' }) });
  mock.on(AdminUpdateUserAttributesCommand).resolves({});
  expect(await people.ensure(ANNA)).toEqual({ id: 'abc', isNew: false });
  expect(mock.commandCalls(AdminUpdateUserAttributesCommand)[0]?.args[0].input.UserAttributes).toEqual(
    attributes({ 'custom:workspace': 'kofevarnya' }),
  );
});

it("refuses another workspace's user", async () => {
  const { mock, users: people } = users();
  mock.on(AdminCreateUserCommand).rejects(named('UsernameExistsException'));
  mock.on(AdminGetUserCommand).resolves({ UserAttributes: attributes({ sub: 'abc', 'custom:workspace': 'konsol' }) });
  await expect(people.ensure(ANNA)).rejects.toThrow(
    'anna@example.com already belongs to the workspace konsol: take another e-mail for kofevarnya.',
  );
});

function stacks(stack: object) {
  mockClient(CloudFormationClient)
    .on(DescribeStacksCommand)
    .resolves({ Stacks: [stack as never] });
  return findDeployment(() => new CloudFormationClient(region), { stack: 'otvet-dev' });
}
const outputs = (values: Record<string, string>) =>
  Object.entries(values).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));

it('finds the parts of a deployment in the outputs of its stack', async () => {
  const Outputs = outputs({
    TableName: 'otvet',
    UserPoolId: 'pool',
    SiteUrl: 'https://otvet.example/',
    SmsDeliveryRoleArn: 'arn:role',
  });
  expect(await stacks({ StackStatus: 'CREATE_COMPLETE', Outputs })).toEqual({
    tableName: 'otvet',
    userPoolId: 'pool',
    siteUrl: 'https://otvet.example',
    smsDeliveryRoleArn: 'arn:role',
  });
});

it('asks nobody for parts that are named', async () => {
  const parts = { tableName: 'otvet', userPoolId: 'pool', siteUrl: 'https://otvet.example' };
  const noClient = (): never => {
    throw new Error('not needed');
  };
  expect(await findDeployment(noClient, parts)).toEqual(parts);
});

it('says what is wrong with a stack', async () => {
  await expect(stacks({ StackStatus: 'CREATE_COMPLETE', Outputs: [] })).rejects.toThrow(
    /^The stack otvet-dev has no output TableName: /,
  );
  await expect(stacks({ StackStatus: 'UPDATE_IN_PROGRESS' })).rejects.toThrow(/is being deployed.*when it is done\.$/);
});

const ERRORS: [error: unknown, sentence: RegExp | null][] = [
  [new SetupError('As it is.'), /^As it is\.$/],
  [named('CredentialsProviderError', 'Could not load credentials from any providers'), /^There are no AWS credentials/],
  [named('Error', 'Region is missing'), /^No AWS region is set/],
  [named('ExpiredTokenException'), /have expired/],
  [named('AccessDeniedException', 'User: x is not authorized'), /may not do it \(User: x is not authorized\)/],
  [
    named('ValidationError', 'Stack with id otvet-dev does not exist'),
    /^There is no stack otvet-dev in eu-central-1: /,
  ],
  [named('ResourceNotFoundException'), /deploy the stack again/],
  [named('Error', 'connect', { code: 'ECONNREFUSED' }), /^AWS does not answer \(ECONNREFUSED\)/],
  [named('Error', 'anything else'), null],
  ['no error at all', null],
];
it.each(ERRORS)('explains %s in one sentence', (error, sentence) => {
  const told = explain(error, { stack: 'otvet-dev', ...region });
  if (sentence === null) expect(told).toBeNull();
  else expect(told).toMatch(sentence);
});
