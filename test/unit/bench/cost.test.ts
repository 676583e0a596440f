import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COST_BUDGET, costLines, quantityText, totalOf } from '../../bench/cost.ts';
import { PRICES, type Unit, type Units } from '../../bench/prices.ts';

const document = readFileSync(join(import.meta.dirname, '../../../docs/cost.md'), 'utf8');
const cells = document
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('**', '')),
  );
const rows = cells.slice(1, -1).map(([unit = '', quantity = '', price = '', cost = '']) => ({
  unit,
  quantity: Number(quantity),
  price,
  cost: Number(cost),
}));
const total = Number(cells.at(-1)?.[3]);
const units = Object.keys(PRICES) as Unit[];

describe('docs/cost.md', () => {
  it('has a row for each unit that is paid for, at its price', () => {
    expect(rows.map(({ unit, price }) => [unit, price])).toEqual(
      units.map((name) => {
        const { unit, usd, per } = PRICES[name];
        return [unit, `$${usd} per ${per.toLocaleString('en-US')}`];
      }),
    );
  });

  it.each(rows)('multiplies rightly: $unit', ({ unit, quantity, cost }) => {
    const price = Object.values(PRICES).find((one) => one.unit === unit);
    expect(cost).toBeCloseTo(((quantity * (price?.usd ?? 0)) / (price?.per ?? 1)) * 1e6, 1);
  });

  it('adds up, and stays within the budget', () => {
    expect(rows.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(total, 1);
    expect(total / 1e6).toBeLessThanOrEqual(COST_BUDGET);
    expect(document).toContain(`$${(total / 1e6).toFixed(6)}`);
  });

  it('names AWS’s own page for each price', () => {
    for (const { source } of Object.values(PRICES))
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/.+\/pricing\//);
  });
});

describe('the cost of units', () => {
  const none = Object.fromEntries(units.map((unit) => [unit, 0])) as Record<Unit, number> satisfies Units;

  it('is nothing for nothing, and the price for as many as it is the price of', () => {
    expect(totalOf(none)).toBe(0);
    for (const unit of units) expect(totalOf({ ...none, [unit]: PRICES[unit].per })).toBeCloseTo(PRICES[unit].usd, 9);
  });

  it('is that of the quantities that are shown', () => {
    const [first] = costLines({ ...none, socketMessages: 206 });
    expect(first).toMatchObject({ quantity: 206, cost: 206e-6 });
    expect(quantityText(0.000_033_249)).toBe('0.0000332');
    expect(quantityText(3.8249)).toBe('3.82');
    expect(quantityText(1234.5)).toBe('1235');
  });
});
