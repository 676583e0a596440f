/**
 * Whether a Russian sentence about a person takes the feminine or the masculine verb ("подключилась", "подключился"), by
 * the first name alone. Null when the name does not tell: the sentence is then built without such a verb.
 */
export function genderOf(name: string): 'feminine' | 'masculine' | null {
  const first = name.trim().toLowerCase().replaceAll('ё', 'е').split(/[\s-]/)[0] ?? '';
  if (!/^[а-я]{2,}$/.test(first) || EITHER.test(first)) return null;
  if (MASCULINE.test(first)) return 'masculine';
  return /[ая]$/.test(first) || first === 'любовь' ? 'feminine' : /[^аеиоуыэюяь]$/.test(first) ? 'masculine' : null;
}

const EITHER = /^(саш|жен|вал|слав)[ая]$/;
/** Names of men that end as those of women do, or otherwise unlike the others. */
const MASCULINE =
  /^(никит|лук|миш|паш|леш|алеш|дим|юр|гриш|сереж|гош|лев|тем)а$|^(иль|мит|ван|кол|пет|вас|кост|тол|вит|степ|бор|лен)я$|^игорь$/;
