/** One line of the bench. */
export interface Row {
  readonly name: string;
  readonly figure: string;
  readonly budget: string;
  /** null: what was measured has no budget of its own */
  readonly isWithin: boolean | null;
}

/** A ratio beside the most that it may be. */
export const within = (ratio: number, most: number): Omit<Row, 'name'> => ({
  figure: `${ratio.toFixed(2)}x`,
  budget: `<= ${most}x`,
  isWithin: ratio <= most,
});

/** `name  figure  budget  ok|OVER`, in columns. */
export function rowText({ name, figure, budget, isWithin }: Row): string {
  const verdict = isWithin === null ? '' : isWithin ? 'ok' : 'OVER';
  return `${name.padEnd(84)}  ${figure.padStart(14)}  ${budget.padEnd(12)}  ${verdict}`.trimEnd();
}

/** Columns as wide as their widest cell; all but the first stand to the right. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
