import type { Finding } from './judge.ts';

/** What the findings are about, in the two headings and when there are none. */
export interface Headings {
  readonly stops: string;
  readonly nothingStops: string;
  readonly risks: string;
  readonly nothing: string;
}
const OF_A_PAGE: Headings = {
  stops: 'Would stop a page:',
  nothingStops: 'Nothing would stop a page.',
  risks: 'Worth putting right:',
  nothing: 'Nothing that can be seen from here would stop a page.',
};
export const OF_A_DEPLOYMENT: Headings = {
  stops: 'Would make the deployment fail:',
  nothingStops: 'Nothing that can be seen from here would make the deployment fail.',
  risks: 'Begin now, for these take days:',
  nothing: 'Nothing that can be seen from here stands in the way.',
};

/** The findings as lines: what stops it first, each with what to do. */
export function report(findings: readonly Finding[], headings = OF_A_PAGE): string[] {
  const of = (level: Finding['level']): string[] =>
    findings.filter((one) => one.level === level).flatMap(({ what, todo }) => [`  ${what}`, `    ${todo}`]);
  const [stopping, risky] = [of('stops'), of('risks')];
  if (findings.length === 0) return [headings.nothing];
  return [
    ...(stopping.length > 0 ? [headings.stops, ...stopping] : [headings.nothingStops]),
    ...(risky.length > 0 ? ['', headings.risks, ...risky] : []),
  ];
}
