import type { Finding } from './judge.ts';

/** The findings as lines: what would stop a page first, each with what to do. */
export function report(findings: readonly Finding[]): string[] {
  const of = (level: Finding['level']): string[] =>
    findings.filter((one) => one.level === level).flatMap(({ what, todo }) => [`  ${what}`, `    ${todo}`]);
  const [stopping, risky] = [of('stops'), of('risks')];
  if (findings.length === 0) return ['Nothing that can be seen from here would stop a page.'];
  return [
    ...(stopping.length > 0 ? ['Would stop a page:', ...stopping] : ['Nothing would stop a page.']),
    ...(risky.length > 0 ? ['', 'Worth putting right:', ...risky] : []),
  ];
}
