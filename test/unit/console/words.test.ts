import { describe, expect, it } from 'vitest';
import { dative } from '../../../web/base/dative.ts';
import { CHAT_WORDS, NOTES_WORDS } from '../../support/console/later-words.ts';
import { WORDS } from '../../support/console/words.ts';

describe('the name on the send button', () => {
  it.each([
    ['Иван', 'Ивану'],
    ['Пётр', 'Петру'],
    ['Павел', 'Павлу'],
    ['Андрей', 'Андрею'],
    ['Игорь', 'Игорю'],
    ['Никита', 'Никите'],
    ['Илья', 'Илье'],
    ['Анна', 'Анне'],
    ['Мария', 'Марии'],
    ['Любовь', 'Любови'],
    ['Гость', 'гостю'],
  ])('%s stands as %s', (name, expected) => {
    expect(dative(name)).toBe(expected);
    expect(CHAT_WORDS.ru.composer.sendTo(name)).toBe(`Отправить ${expected}`);
  });

  it.each(['John', 'Николь', 'Мишо', 'Анна-Мария', 'ivan', ''])('«%s» stays as it is', (name) => {
    expect(dative(name)).toBeNull();
    expect(CHAT_WORDS.ru.composer.sendTo(name)).toBe(`Отправить: ${name}`);
  });

  it('the send button has the plain name in English', () => {
    expect(CHAT_WORDS.en.composer.sendTo('Ivan')).toBe('Send to Ivan');
  });
});

describe('words', () => {
  it('words of a note never speak of sending', () => {
    const { save, label, placeholder } = NOTES_WORDS.en.notes;
    expect(`${save} ${label} ${placeholder}`).not.toMatch(/send/i);
    expect(Object.values(NOTES_WORDS.ru.notes).join(' ')).not.toMatch(/отправ/i);
  });

  it('both languages have words for the same refusals', () => {
    expect(Object.keys(WORDS.ru.refusals).sort()).toEqual(Object.keys(WORDS.en.refusals).sort());
    expect(Object.keys(WORDS.ru.signIn.failed).sort()).toEqual(Object.keys(WORDS.en.signIn.failed).sort());
  });
});
