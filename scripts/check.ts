import { report, runChecks } from './checks.ts';

const results = await runChecks(report);
const failed = results.filter(({ ok }) => !ok);
if (failed.length > 0) console.log(`\nfailed: ${failed.map(({ name }) => name).join('; ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
