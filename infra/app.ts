/**
 * The CDK app: `node infra/app.ts` writes the template to `cdk.out` and asks AWS nothing. Everything that shapes the
 * template is set here and not in cdk.json, so that the CDK command line and a plain run give the same one.
 *
 * Context: `stage` (dev, prod), `bundles` (a folder with `functions/` and `web/`; default `dist`). The environment's
 * `CDK_VALIDATION=false` leaves out CDK's check of the finished template, half of the time it takes: for a local start.
 */
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { configOf } from './config.ts';
import { FLAGS } from './flags.ts';
import { OtvetStack } from './otvet-stack.ts';

const TOP = join(import.meta.dirname, '..');

try {
  const app = new App({
    outdir: process.env['CDK_OUTDIR'] ?? join(TOP, 'cdk.out'),
    analyticsReporting: false,
    postCliContext: FLAGS,
  });
  const stage: string = app.node.tryGetContext('stage') ?? 'dev';
  new OtvetStack(app, 'Otvet', {
    stackName: `otvet-${stage}`,
    description: 'Otvet: support chat in which nobody is left waiting',
    config: configOf(stage),
    bundles: resolve(TOP, app.node.tryGetContext('bundles') ?? 'dist'),
    tags: { app: 'otvet', stage },
  });
  app.synth();
} catch (error) {
  // a sentence for a person; the stack trace of a missing bundle tells nothing
  console.error(error instanceof Error && !process.env['DEBUG'] ? error.message : error);
  process.exitCode = 1;
}
