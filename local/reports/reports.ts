import type { Faults } from '../faults.ts';
import type { Outcome } from '../lambda/messages.ts';
import type { StackTemplate } from '../template/stack-template.ts';
import { mailReports, type SentMail } from './mail-reports.ts';
import { type SentText, type Told, textReports } from './text-reports.ts';

/** Carriers that tell, a moment after they took a message, what became of it: it arrived, unless a fault says it did not. */
export interface Reports {
  readonly text: (text: SentText) => void;
  readonly mail: (mail: SentMail) => void;
  readonly stop: () => void;
}

/** Long enough for the sender to note what it sent on a busy machine, short enough for a test to wait for. */
const AFTER_MS = 750;

export function startReports(
  template: StackTemplate,
  faults: Faults,
  invoke: (functionArn: string, event: unknown) => Promise<Outcome>,
): Reports {
  const ofText = textReports(template);
  const ofMail = mailReports(template);
  const timers = new Set<NodeJS.Timeout>();
  const later = (tell: () => readonly Told[]): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      for (const { functionArn, event } of tell()) void invoke(functionArn, event);
    }, AFTER_MS);
    timers.add(timer);
  };
  return {
    text: (text) => later(() => ofText(text, !faults.isUnreachable(text.to))),
    mail: (mail) => later(() => ofMail(mail, !mail.to.some(faults.isUnreachable))),
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
