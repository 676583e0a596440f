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

/** Words of thanks, and those that may stand beside them without asking for anything. */
const THANKS = new Set('спасибо спс спасибочки благодарю пасиб thanks thank thx ty cheers'.split(' '));
const BESIDE = new Set(
  (
    'ок окей хорошо понятно понял поняла ясно отлично супер огромное большое вам тебе вас всем за помощь ответ жду ладно да ' +
    'ok okay all right great good got it perfect understood you so much very a lot many for the your help answer alright yes'
  ).split(' '),
);
/** Signs that are no thanks: anger, tears, a thumb down. */
const UNHAPPY =
  /[\u{1F44E}\u{1F620}-\u{1F627}\u{1F629}-\u{1F631}\u{1F641}\u{1F92C}\u{1F614}-\u{1F616}\u{1F61E}\u{1F61F}\u{1F622}\u{2753}\u{2757}\u{203C}\u{2049}\u{1F198}\u{1F494}]/u;
const SMILES = /^(?:[\s.!]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200D\uFE0F]|[:;=]-?[)D]+|\){1,5})+$/u;

/**
 * A message that thanks and asks for nothing: "спасибо", "ок, спасибо!", "thanks a lot", a smile or a raised thumb alone.
 * A question mark, or one word more than thanks need, and it is a message like any other.
 */
export function isThanks(text: string): boolean {
  if (text.includes('?') || text.length > 80) return false;
  const said = words(text);
  if (said === '') return SMILES.test(text.trim()) && !UNHAPPY.test(text);
  const each = said.split(' ');
  return each.some((word) => THANKS.has(word)) && each.every((word) => THANKS.has(word) || BESIDE.has(word));
}
