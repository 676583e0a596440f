/** Words as the rules compare them: without case, punctuation and extra spaces, ё as е. */
export function words(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Two texts say the same, whatever their punctuation. What has no words (a smile, "?!") says the same as nothing else. */
export const sameWords = (a: string, b: string): boolean => words(a) !== '' && words(a) === words(b);

const CALLS = new Set([
  'оператор',
  'оператора',
  'человек',
  'человека',
  'живой человек',
  'живого человека',
  'позовите человека',
  'позвать человека',
  'позовите оператора',
  'позвать оператора',
  'специалист',
  'agent',
  'human',
  'person',
  'operator',
  'a person',
  'a human',
  'real person',
  'talk to a person',
  'talk to a human',
  'call a person',
]);

/** A message that is nothing but a call for a person is the command itself (P1: typing "оператор" reaches one). */
export const asksForPerson = (text: string): boolean => CALLS.has(words(words(text).replace(POLITE, ' ')));

const POLITE = /(?<=^| )(пожалуйста|please)(?=$| )/g;
