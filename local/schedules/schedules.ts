import { StartError } from '../errors.ts';
import type { Faults } from '../faults.ts';
import { isObject, listOf, objectOf, optionalText, parseJson, textOf } from '../json.ts';
import type { Outcome } from '../lambda/messages.ts';
import { plainArn } from '../lambda/model.ts';
import type { StackTemplate } from '../template/stack-template.ts';

/** Something that is invoked again and again. */
export interface ScheduleModel {
  readonly name: string;
  readonly everyMs: number;
  readonly functionArn: string;
  readonly input: unknown;
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** @throws {StartError} naming a schedule that is no rate, or a target that is no function */
export function readSchedules(template: StackTemplate): readonly ScheduleModel[] {
  const resources = template.all('AWS::Scheduler::Schedule', 'AWS::Events::Rule');
  return resources
    .filter(({ properties }) => properties['State'] !== 'DISABLED' && properties['ScheduleExpression'] !== undefined)
    .flatMap(({ id, properties }) => {
      const everyMs = rateOf(id, textOf(properties['ScheduleExpression'], `the schedule of ${id}`));
      const targets = isObject(properties['Target']) ? [properties['Target']] : listOf(properties['Targets']);
      return targets.map(objectOf).map((target) => {
        const arn = textOf(target['Arn'], `the target of ${id}`);
        if (!arn.startsWith('arn:aws:lambda:'))
          throw new StartError(`The schedule ${id} calls ${arn}; the runner calls functions only.`);
        const input = optionalText(target['Input']);
        return { name: id, everyMs, functionArn: plainArn(arn), input: input === undefined ? {} : parseJson(input) };
      });
    });
}

function rateOf(id: string, expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined) throw new StartError(`The schedule ${id} is ${expression}; the runner knows rate(…) only.`);
  return Number(count) * unitMs;
}

/**
 * Starts the schedules: each runs at once, for what was missed while the machine was off, and then at its rate.
 * @param pace how many times as often as the template says; 1 is the template's own rate
 */
export function startSchedules(
  models: readonly ScheduleModel[],
  invoke: (functionArn: string, event: unknown) => Promise<Outcome>,
  faults: Pick<Faults, 'isPaused'>,
  pace = 1,
): { readonly stop: () => void } {
  const timers = models.map(({ everyMs, functionArn, input }) => {
    const fire = (): void => {
      if (!faults.isPaused('schedules')) void invoke(functionArn, input);
    };
    fire();
    return setInterval(fire, everyMs / pace);
  });
  return { stop: () => timers.forEach((timer) => void clearInterval(timer)) };
}
