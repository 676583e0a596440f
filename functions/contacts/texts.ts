import { CODE_LIFE } from '../../shared/domain/paging/contact.ts';
import type { Operator } from '../kernel/ports.ts';
import type { Ring } from '../paging/ports.ts';

/** Words that a contact is tried with, in its person's language. As an SMS each fits two parts (see page-texts.ts). */
type Words = Pick<Ring, 'kind' | 'title' | 'text'>;

const MINUTES = CODE_LIFE / 60_000;

/** "Your code: 123456." */
export const codeWords = (locale: Operator['locale'], workspace: string, code: string): Words => ({
  kind: 'code',
  title: workspace,
  text:
    locale === 'ru'
      ? `Код: ${code}. Введите его в разделе «Мои сигналы». Действует ${MINUTES} минут.`
      : `Your code: ${code}. Enter it under “My alerts”. Valid for ${MINUTES} minutes.`,
});

/** "This is how a page will reach you." */
export const testWords = (locale: Operator['locale'], workspace: string): Words => ({
  kind: 'test',
  title: workspace,
  text:
    locale === 'ru'
      ? 'Проверка: так до вас дойдёт вызов. Никто не ждёт.'
      : 'A test: this is how a page reaches you. No one is waiting.',
});
