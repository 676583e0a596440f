import { expect, it } from 'vitest';
import { synthesize } from './synthesized.ts';

/** Asset hashes change with the code of functions and pages, and with the version of CDK: not what is compared here. */
function withoutHashes(template: unknown): string {
  return JSON.stringify(template, null, 2).replaceAll(/[0-9a-f]{64}/g, '<hash>');
}

/**
 * The whole template as it was last looked at. A difference is not a mistake; it is to be read. When it is meant:
 * `npx vitest run --project infra golden -u`, and the difference belongs into the commit.
 */
it('the template of dev is the one that was last looked at', async () => {
  await expect(withoutHashes(synthesize().template.toJSON())).toMatchFileSnapshot('golden/otvet.template.json');
});

it('nothing of the machine that made it is in the template', () => {
  expect(withoutHashes(synthesize().template.toJSON())).not.toMatch(/\/(work|home|root|tmp|Users)\//);
});
