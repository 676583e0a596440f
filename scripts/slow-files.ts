/** Test files that may take more than 20 s, each with its reason. One that is not here is named at the end of a run. */
export const LIMIT_SECONDS = 20;

export const SLOW_FILES: Readonly<Record<string, string>> = {
  'test/contract/faults-clocks.test.ts':
    'kills what watches a wait, a stack for each, and waits the 15 s after which a sweep looks',
  'test/contract/on-call-faults.test.ts':
    'loses executions of a page, and waits the 15 s after which a sweep looks; kills a machine',
  'test/contract/faults-delivery.test.ts': 'breaks sockets and streams, and waits for what makes it good',
  'test/contract/faults-doors.test.ts': 'opens doors whose functions fail, one stack for each fault',
  'test/contract/faults-kill.test.ts': 'kills the stack with -9 again and again, and starts it each time',
  'test/contract/setup.test.ts': 'makes workspaces by the command that a person runs, a process for each',
  'test/screens/widget-states.test.ts': 'draws every state of the widget, at a desk and on a phone, in two languages',
  'test/screens/console-screens.test.ts':
    'loads every screen of the console, by day and by night, at a desk and on a phone',
};

export interface FileTime {
  /** path from the top of the tree */
  readonly file: string;
  readonly seconds: number;
}

/** The lines at a run's end: the slowest files first, and below them those that are slow without a reason. */
export function linesOfTimes(times: readonly FileTime[], count = 15): string[] {
  const sorted = times.toSorted((a, b) => b.seconds - a.seconds);
  const line = ({ file, seconds }: FileTime): string => `${seconds.toFixed(1).padStart(7)} s  ${file}`;
  const unexplained = sorted.filter(({ file, seconds }) => seconds > LIMIT_SECONDS && !Object.hasOwn(SLOW_FILES, file));
  return [
    ...sorted.slice(0, count).map(line),
    ...unexplained.map(
      ({ file, seconds }) => `over ${LIMIT_SECONDS} s without a reason: ${file} (${seconds.toFixed(1)} s)`,
    ),
  ];
}
