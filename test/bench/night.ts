import { NIGHT_CASES } from '../support/night-cases.ts';
import type { Row } from './report.ts';

/**
 * Nights with more customers than people: for each the longest time in which somebody who waited had neither a person nor
 * a page whose next ring was near. It must be none; beside it how often each person was woken, and told without a sound.
 */
export async function nightRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, play } of NIGHT_CASES) {
    const { longestAlone, rings, answered } = await play();
    const people = Object.entries(rings).map(([who, { full, gentle }]) => `${who} ${full} full, ${gentle} gentle`);
    rows.push(
      {
        name: `night: ${name}: longest without a person or a page that rings soon`,
        figure: `${longestAlone} s`,
        budget: '<= 0 s',
        isWithin: longestAlone === 0,
      },
      { name: `  ${answered} answered; rings: ${people.join('; ')}`, figure: '', budget: '', isWithin: null },
    );
  }
  return rows;
}
