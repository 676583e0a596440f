import { type Locale, pageLocale } from '../base/locale.ts';

/** Words of the demo shop, the stage and the pager. */
const ru = {
  shop: {
    name: 'Кофеварня',
    tagline: 'Кофеварки, которые чинят и меняют без разговоров',
    lead: 'Чашка кофе варится около ста секунд. За столько же вам ответит человек.',
    write: 'Написать нам',
    machines: 'Кофеварки',
    returns: 'Возврат и обмен',
    account: (name: string) => `Вы вошли: ${name}`,
    guest: 'Вы не вошли',
    ivan: 'Иван',
    signIn: 'Войти как Иван',
    signOut: 'Выйти',
    buy: 'В корзину',
    added: 'В корзине',
    price: (roubles: number) => `${roubles.toLocaleString('ru')} ₽`,
    products: {
      cezve: ['Турка «Песок»', 'Медь, 300 мл. Для тех, кто не спешит.'],
      moka: ['Гейзерная «Вулкан»', 'На три чашки, для любой плиты.'],
      pour: ['Воронка «Дождь»', 'Керамика и сто фильтров в придачу.'],
      press: ['Френч-пресс «Парус»', 'Стекло 600 мл, двойное сито.'],
      drip: ['Капельная «Сто секунд»', 'Чашка за сто секунд, кувшин за пять минут.'],
      espresso: ['Рожковая «Соло»', 'Пятнадцать бар и капучинатор.'],
    },
    footer: 'Магазин придуман, чтобы показать чат. Кофе, увы, тоже.',
  },
  returnsPage: {
    title: 'Возврат и обмен',
    lead: 'Если кофеварка не понравилась или сломалась, напишите нам: разберёмся в чате, без бланков.',
    steps: [
      ['Не подошла', 'Вернём деньги в течение 14 дней, даже если вы её уже включали.'],
      ['Сломалась', 'Первый год меняем на новую. Курьер привозит новую и забирает старую одним визитом.'],
      ['Что понадобится', 'Номер заказа или телефон, на который он оформлен. Чек и коробка не нужны.'],
      ['Деньги', 'Придут на ту же карту за один-три дня. Обещанный срок напишем в чате и сдержим.'],
    ],
    ask: 'Остался вопрос?',
    back: 'К кофеваркам',
  },
  stage: {
    title: '«Ответ» за одну минуту',
    steps: {
      write: 'Напишите за Ивана',
      ring: 'Дождитесь звонка',
      take: 'Нажмите «Беру» в телефоне',
      answer: 'Ответьте там же',
    },
    rings: (time: string) => `телефон зазвонит через ${time}`,
    ringsUnless: (time: string) => `никто не возьмёт чат — телефон зазвонит через ${time}`,
    ringing: 'откройте ссылку из сообщения',
    nobody: 'Никого нет',
    anna: 'Анна на месте',
    shop: 'Магазин',
    console: 'Консоль',
    phone: 'Телефон',
    who: 'Кто на месте',
  },
  pager: {
    title: 'Телефоны дежурных',
    quiet: 'Тихо. Телефон зазвонит, когда чат останется без ответа.',
    sound: 'Нажмите на страницу, чтобы был слышен звонок.',
    phone: 'Телефон дежурного',
    open: 'Открыть ссылку',
    back: 'К сообщениям',
    lost: 'Нет связи с сервером. Показываем то, что успело прийти.',
    ringing: 'Звонит',
    taken: (by: string, time: string) => `Взято: ${by}, ${time}`,
    takenSome: 'Взято',
    over: 'Больше не звонит',
  },
};

type Words = typeof ru;

const en: Words = {
  shop: {
    name: 'Kofevarnya',
    tagline: 'Coffee makers, mended and replaced without a fuss',
    lead: 'A cup of coffee takes about a hundred seconds. So does an answer from a person here.',
    write: 'Write to us',
    machines: 'Coffee makers',
    returns: 'Returns',
    account: (name) => `Signed in: ${name}`,
    guest: 'Not signed in',
    ivan: 'Ivan',
    signIn: 'Sign in as Ivan',
    signOut: 'Sign out',
    buy: 'Add to basket',
    added: 'In the basket',
    price: (roubles) => `${roubles.toLocaleString('en')} ₽`,
    products: {
      cezve: ['Cezve "Sand"', 'Copper, 300 ml. For those who are in no hurry.'],
      moka: ['Moka pot "Volcano"', 'Three cups, for any stove.'],
      pour: ['Dripper "Rain"', 'Ceramic, with a hundred filters.'],
      press: ['French press "Sail"', 'Glass, 600 ml, double sieve.'],
      drip: ['Filter machine "Hundred Seconds"', 'A cup in a hundred seconds, a jug in five minutes.'],
      espresso: ['Espresso machine "Solo"', 'Fifteen bar and a milk frother.'],
    },
    footer: 'The shop was made up to show the chat. So, alas, was the coffee.',
  },
  returnsPage: {
    title: 'Returns',
    lead: "If you don't like the coffee maker, or it broke, write to us: we sort it out in the chat, without forms.",
    steps: [
      ["It doesn't suit", 'Your money back within 14 days, even if you have used it.'],
      ['It broke', 'In the first year you get a new one. The courier brings it and takes the old one along.'],
      ['What you need', 'The order number, or the phone it was placed with. No receipt, no box.'],
      ['The money', 'Comes to the same card in one to three days. We name the day in the chat, and keep to it.'],
    ],
    ask: 'Still a question?',
    back: 'To the coffee makers',
  },
  stage: {
    title: 'Otvet in one minute',
    steps: {
      write: 'Write as Ivan',
      ring: 'Wait for the phone',
      take: 'Press “I have it” on the phone',
      answer: 'Answer him there',
    },
    rings: (time) => `it rings in ${time}`,
    ringsUnless: (time) => `it rings in ${time} unless someone takes the chat`,
    ringing: 'open the link in the message',
    nobody: 'Nobody is here',
    anna: 'Anna is at her desk',
    shop: 'Shop',
    console: 'Console',
    phone: 'Phone',
    who: 'Who is here',
  },
  pager: {
    title: "Leads' phones",
    quiet: 'Quiet. The phone rings when a chat is left without an answer.',
    sound: 'Click the page to hear it ring.',
    phone: "Lead's phone",
    open: 'Open the link',
    back: 'To the messages',
    lost: 'No connection to the server. This is what had come by then.',
    ringing: 'Ringing',
    taken: (by, time) => `Taken: ${by}, ${time}`,
    takenSome: 'Taken',
    over: 'Rings no more',
  },
};

export const locale: Locale = pageLocale();
export const words: Words = locale === 'ru' ? ru : en;
export type ProductId = keyof Words['shop']['products'];

/** The page's address in the other language. */
export function inLanguage(other: Locale): string {
  const address = new URL(location.href);
  address.searchParams.set('lang', other);
  return address.href;
}
