/**
 * Whether a Russian sentence about a person takes the feminine or the masculine verb ("подключилась", "подключился"), by
 * the first name alone. Null when the name does not tell: the sentence is then built without such a verb.
 */
export function genderOf(name: string): 'feminine' | 'masculine' | null {
  const first = name.trim().toLowerCase().replaceAll('ё', 'е').split(/[\s-]/)[0] ?? '';
  if (!/^[а-я]{2,}$/.test(first) || EITHER.has(first)) return null;
  if (FEMININE.has(first)) return 'feminine';
  if (MASCULINE.has(first)) return 'masculine';
  if (/[ая]$/.test(first)) return 'feminine';
  return /[бвгдзйклмнпрстфхцчшщ]$/.test(first) ? 'masculine' : null;
}

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const EITHER = names('саша женя валя слава');
const FEMININE = names('любовь');
const MASCULINE = names(
  'никита илья лука миша паша леша алеша дима митя ваня коля петя вася гриша костя юра сережа гоша игорь',
);
