/**
 * A machine in a process of its own, so that the sockets and clocks of the bench are not in its way, and so that it can be
 * killed. It is told what to do by messages, and says when it stands.
 */
import { startTestStack } from '../support/stack.ts';
import type { MachineOptions, Question } from './remote.ts';
import { SEED_PREFIX } from './seed.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as MachineOptions;
const stack = await startTestStack({
  ...options,
  // A load test is not what the throttles are for.
  throttles: false,
  // What was seeded has its projections beside it.
  isDone: ({ dynamodb }) => String(dynamodb.NewImage?.['commitId']?.['S'] ?? '').startsWith(SEED_PREFIX),
  report: (message) => console.error(message),
});
const { url, port, awsEndpoint, table, outputs, logs } = stack;

process.on('message', async ({ id, question }: { id: number; question: Question }) => {
  const answer = await answerTo(question);
  process.send?.({ id, answer });
  if (question.ask === 'stop') process.disconnect();
});
process.on('disconnect', () => void stack.stop().finally(() => process.exit()));
process.send?.({ id: 0, answer: { url, port, awsEndpoint, table, outputs, logs } });

async function answerTo(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'workspace':
      return stack.workspace(question.options);
    case 'queueDepth':
      return stack.queueDepth(question.queue);
    case 'usage':
      return stack.usage.report();
    case 'reset':
      return stack.usage.reset();
    case 'projected':
      return stack.projected();
    case 'stop':
      return stack.stop();
  }
}
