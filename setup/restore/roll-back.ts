import {
  GetAliasCommand,
  type LambdaClient,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { LIVE_ALIAS } from '../../shared/contract.ts';
import { SetupError } from '../errors.ts';

export interface Moved {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Versions of one deployment are made within so many milliseconds. */
const ONE_DEPLOYMENT = 30 * 60_000;

/**
 * Undoes the last deployment of code: leads the alias of every function that it changed to the version before. A function
 * that it did not change stays, or its code would be older than that of the others. `newest`: all to their newest again.
 * Everything is looked up before the first is moved: one that cannot be moved leaves the others as they are.
 * @throws {SetupError} when a function keeps no versions
 */
export async function rollBack(
  client: LambdaClient,
  names: readonly string[],
  to: 'before' | 'newest',
): Promise<readonly Moved[]> {
  const functions = await Promise.all(
    names.map(async (name) => ({ name, from: await liveOf(client, name), versions: await versionsOf(client, name) })),
  );
  const last = Math.max(...functions.map(({ versions }) => versions.at(-1)?.at ?? 0));
  const plan = functions.map(({ name, from, versions }): Moved => {
    const newest = versions.at(-1);
    if (to === 'newest') return { name, from, to: newest?.number ?? from };
    const isChanged = newest?.number === from && newest.at > last - ONE_DEPLOYMENT;
    return { name, from, to: (isChanged ? versions.at(-2)?.number : undefined) ?? from };
  });
  for (const { name, from, to: version } of plan)
    if (from !== version)
      await client.send(new UpdateAliasCommand({ FunctionName: name, Name: LIVE_ALIAS, FunctionVersion: version }));
  return plan;
}

async function liveOf(client: LambdaClient, FunctionName: string): Promise<string> {
  try {
    const { FunctionVersion = '' } = await client.send(new GetAliasCommand({ FunctionName, Name: LIVE_ALIAS }));
    return FunctionVersion;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    throw new SetupError(
      `${FunctionName} has no alias "${LIVE_ALIAS}": this stack keeps no versions (versions in infra/config.ts). Deploy an older commit instead.`,
    );
  }
}

/** The versions that are kept, with when they were made, the oldest first. */
async function versionsOf(client: LambdaClient, FunctionName: string) {
  const versions: { readonly number: string; readonly at: number }[] = [];
  for await (const { Versions = [] } of paginateListVersionsByFunction({ client }, { FunctionName }))
    for (const { Version = '', LastModified = '' } of Versions)
      if (/^\d+$/.test(Version)) versions.push({ number: Version, at: Date.parse(LastModified) });
  return versions.sort((a, b) => Number(a.number) - Number(b.number));
}
