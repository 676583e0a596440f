import {
  GetAliasCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { rollBack } from '../../../setup/restore/roll-back.ts';

const MAY = '2026-05-01T10:00:00.000+0000';
const TODAY = '2026-11-30T10:00:00.000+0000';
const MINUTES_LATER = '2026-11-30T10:06:00.000+0000';

/** Functions by name: the live version, and when each version was made. */
function deployed(functions: Readonly<Record<string, readonly [live: string, ...made: string[]]>>) {
  const mock = mockClient(LambdaClient);
  for (const [FunctionName, [live, ...made]] of Object.entries(functions)) {
    mock.on(GetAliasCommand, { FunctionName, Name: 'live' }).resolves({ FunctionVersion: live });
    const Versions = made.map((LastModified, index) => ({ Version: String(index + 1), LastModified }));
    mock.on(ListVersionsByFunctionCommand, { FunctionName }).resolves({
      Versions: [{ Version: '$LATEST', LastModified: TODAY }, ...Versions],
    });
  }
  mock.on(UpdateAliasCommand).resolves({});
  const moved = () => mock.commandCalls(UpdateAliasCommand).map(({ args }) => args[0].input);
  return { mock, moved, client: new LambdaClient({ region: 'eu-central-1' }) };
}

it('leads what the last deployment changed to the version before, and leaves the rest', async () => {
  const { client, moved } = deployed({
    look: ['2', MAY, TODAY],
    sweep: ['2', MAY, MINUTES_LATER],
    http: ['2', MAY, MAY], // not changed today: its version 1 would be older than the others' code
  });
  expect(await rollBack(client, ['look', 'sweep', 'http'], 'before')).toEqual([
    { name: 'look', from: '2', to: '1' },
    { name: 'sweep', from: '2', to: '1' },
    { name: 'http', from: '2', to: '2' },
  ]);
  expect(moved()).toEqual([
    { FunctionName: 'look', Name: 'live', FunctionVersion: '1' },
    { FunctionName: 'sweep', Name: 'live', FunctionVersion: '1' },
  ]);
});

it('run twice goes back once: what is not at its newest was rolled back already', async () => {
  const { client, moved } = deployed({ look: ['2', MAY, MAY, TODAY] });
  await rollBack(client, ['look'], 'before');
  expect(moved()).toEqual([]);
});

it('leads all to the newest again', async () => {
  const { client, moved } = deployed({ look: ['1', MAY, TODAY], http: ['2', MAY, MAY] });
  await rollBack(client, ['look', 'http'], 'newest');
  expect(moved()).toEqual([{ FunctionName: 'look', Name: 'live', FunctionVersion: '2' }]);
});

it('moves nothing when one function keeps no versions, and says what to do', async () => {
  const { mock, client, moved } = deployed({ look: ['2', MAY, TODAY] });
  mock
    .on(GetAliasCommand, { FunctionName: 'http', Name: 'live' })
    .rejects(Object.assign(new Error('no'), { name: 'ResourceNotFoundException' }));
  await expect(rollBack(client, ['look', 'http'], 'before')).rejects.toThrow('http has no alias "live"');
  expect(moved()).toEqual([]);
});
