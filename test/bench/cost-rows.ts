import { join } from 'node:path';
import { converse } from './conversation.ts';
import { COST_BUDGET, costLines, microText, quantityText, totalOf } from './cost.ts';
import { countUnits } from './count.ts';
import type { Units } from './prices.ts';
import { startMachine } from './remote.ts';
import { type Row, tableText } from './report.ts';

/** Has the budgeted conversation, and counts what AWS would bill. */
export async function conversationUnits(assembly: string, web: string, temporary: string): Promise<Units> {
  const machine = await startMachine({ assembly, data: join(temporary, 'cost') });
  try {
    const told = await converse(machine);
    return await countUnits(machine, told, assembly, web);
  } finally {
    await machine.stop();
  }
}

export function costRow(units: Units): Row {
  const total = totalOf(units);
  return {
    name: 'cost of one conversation of 20 messages and 12 minutes',
    figure: `$${total.toFixed(6)}`,
    budget: `<= $${COST_BUDGET}`,
    isWithin: total <= COST_BUDGET,
  };
}

/** The units of the conversation, in millionths of a dollar each. */
export const costTable = (units: Units): string =>
  tableText([
    ['unit', 'quantity', 'µ$'],
    ...costLines(units).map(({ unit, quantity, cost }) => [unit, quantityText(quantity), microText(cost)]),
    ['total', '', microText(totalOf(units))],
  ]);
