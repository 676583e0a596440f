/** First names whose ending says the wrong thing, or that lose a vowel. */
const IRREGULAR: Readonly<Record<string, string>> = {
  Пётр: 'Петру',
  Петр: 'Петру',
  Павел: 'Павлу',
  Лев: 'Льву',
  Любовь: 'Любови',
  Гость: 'гостю',
};

/** «Иван» → «Ивану», by the regular endings of first names. Null for a name it cannot be sure of: the screen then says «Отправить: …». */
export function dative(name: string): string | null {
  const known = IRREGULAR[name];
  if (known !== undefined) return known;
  if (!/^[А-ЯЁ][а-яё]+$/.test(name)) return null;
  const stem = name.slice(0, -1);
  if (name.endsWith('ия')) return `${stem}и`;
  if (/[ая]$/.test(name)) return `${stem}е`;
  // Адель, Николь: women's names, which stay as they are
  if (/[её]ль$|оль$/.test(name)) return null;
  if (/[йь]$/.test(name)) return `${stem}ю`;
  return /[бвгджзклмнпрстфхцчшщ]$/.test(name) ? `${name}у` : null;
}
