import { PRICES, type Unit, type Units } from './prices.ts';

/** Most that the budgeted conversation may cost, in US dollars. */
export const COST_BUDGET = 0.0006;

interface CostLine {
  readonly unit: string;
  readonly quantity: number;
  /** US dollars */
  readonly cost: number;
}

const costOf = (unit: Unit, quantity: number): number => (quantity * PRICES[unit].usd) / PRICES[unit].per;

/** Each unit with its quantity, as it is shown, and what that costs, in the order of the prices. */
export const costLines = (units: Units): CostLine[] =>
  (Object.keys(PRICES) as Unit[]).map((unit) => {
    const quantity = Number(quantityText(units[unit]));
    return { unit: PRICES[unit].unit, quantity, cost: costOf(unit, quantity) };
  });

/** US dollars. */
export const totalOf = (units: Units): number => costLines(units).reduce((sum, { cost }) => sum + cost, 0);

/** A quantity as people read it: whole, or with three digits that mean something. */
export function quantityText(quantity: number): string {
  if (Number.isInteger(quantity)) return String(quantity);
  return quantity >= 100 ? String(Math.round(quantity)) : String(Number(quantity.toPrecision(3)));
}

/** Millionths of a dollar. */
export const microText = (usd: number): string => (usd * 1e6).toFixed(2);
