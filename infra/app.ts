/**
 * The CDK app: `node infra/app.ts` writes the template to `cdk.out` and asks AWS nothing. Everything that shapes the
 * template is set here and not in cdk.json, so that the CDK command line and a plain run give the same one.
 *
 * Context: `stage` (dev, prod), `mailFrom`, `alarmEmail` and `established` (see config.ts), `bundles` (a folder with
 * `functions/` and `web/`; default `dist`). CDK's command line names the Region it deploys to in `CDK_DEFAULT_REGION`, and
 * what cannot work there is refused before anything is made. The environment's
 * `CDK_VALIDATION=false` leaves out CDK's check of the finished template, half of the time it takes: for a local start.
 */
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { configOf, type Told } from './config.ts';
import { FLAGS } from './flags.ts';
import { OtvetStack } from './otvet-stack.ts';
import { refusalsOf } from './refusals.ts';

const TOP = join(import.meta.dirname, '..');

try {
  const app = new App({
    outdir: process.env['CDK_OUTDIR'] ?? join(TOP, 'cdk.out'),
    analyticsReporting: false,
    postCliContext: FLAGS,
  });
  const stage: string = app.node.tryGetContext('stage') ?? 'dev';
  const config = configOf(
    stage,
    toldBy((name) => app.node.tryGetContext(name)),
  );
  const refusals = refusalsOf(stage, config, process.env['CDK_DEFAULT_REGION']);
  if (refusals.length > 0) throw new Error(refusals.join('\n'));
  new OtvetStack(app, 'Otvet', {
    stackName: `otvet-${stage}`,
    description: 'Otvet: support chat in which nobody is left waiting',
    config,
    bundles: resolve(TOP, app.node.tryGetContext('bundles') ?? 'dist'),
    tags: { app: 'otvet', stage },
  });
  app.synth();
} catch (error) {
  // a sentence for a person; the stack trace of a missing bundle tells nothing
  console.error(error instanceof Error && !process.env['DEBUG'] ? error.message : error);
  process.exitCode = 1;
}

/** Context from the command line is text, whatever it is meant to be. */
function toldBy(context: (name: string) => unknown): Told {
  const [mailFrom, alarmEmail, established] = ['mailFrom', 'alarmEmail', 'established'].map(context);
  return {
    ...(typeof mailFrom === 'string' && { mailFrom }),
    ...(typeof alarmEmail === 'string' && { alarmEmail }),
    ...(established !== undefined && { established: String(established) === 'true' }),
  };
}
