import type { NewPerson } from '../../setup/workspace.ts';

export type Locale = 'ru' | 'en';
export type PersonKey = 'anna' | 'pyotr' | 'oleg' | 'maria';

/** The shop of the demo, and the company next door that it must never see. */
export const SHOP = 'kofevarnya';
export const NEIGHBOUR = 'konsol';

export const NAMES: Readonly<
  Record<Locale, Readonly<Record<PersonKey | 'vera' | 'ivan' | 'shop' | 'neighbour', string>>>
> = {
  ru: {
    anna: 'Анна',
    pyotr: 'Пётр',
    oleg: 'Олег',
    maria: 'Мария',
    vera: 'Вера',
    ivan: 'Иван',
    shop: 'Кофеварня',
    neighbour: 'Консоль',
  },
  en: {
    anna: 'Anna',
    pyotr: 'Pyotr',
    oleg: 'Oleg',
    maria: 'Maria',
    vera: 'Vera',
    ivan: 'Ivan',
    shop: 'Kofevarnya',
    neighbour: 'Konsol',
  },
};

/** Coffee, and a colour that nobody mistakes for it. */
export const ACCENTS = { shop: '#7A4A28', neighbour: '#2B5C8A' } as const;

/** What Oleg can be woken for. */
const SKILLS = { ru: { repair: 'ремонт' }, en: { repair: 'repair' } } as const;

/** Anna is on call, Pyotr is her backup; Oleg mends machines, and can be woken for it; Maria cannot be rung. */
export function shopPeople(locale: Locale): NewPerson[] {
  const person = (key: PersonKey) => ({ name: NAMES[locale][key], email: `${key}@kofevarnya.example` });
  return [
    { ...person('anna'), role: 'lead', phone: '+79000000001', isPhoneVerified: true, isOnCall: true },
    { ...person('pyotr'), role: 'lead', phone: '+79000000002', isPhoneVerified: true, isOnCall: true },
    {
      ...person('oleg'),
      role: 'operator',
      phone: '+79000000003',
      isPhoneVerified: true,
      skills: [SKILLS[locale].repair],
    },
    { ...person('maria'), role: 'operator' },
  ];
}

export const neighbourPeople = (locale: Locale): NewPerson[] => [
  {
    name: NAMES[locale].vera,
    email: 'vera@konsol.example',
    role: 'lead',
    phone: '+79000000009',
    isPhoneVerified: true,
    isOnCall: true,
  },
];

/** The one who is signed in at the shop, as the shop's server calls him. */
export const IVAN = { subject: 'ivan', email: 'ivan@example.com' } as const;
